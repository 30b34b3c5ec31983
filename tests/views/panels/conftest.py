"""The real window on the demo practice, Monday 9:40, everything at once on one thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.workbench import Workbench
from tests.mail_server import mail, serve

__all__ = ["mail", "serve"]


@pytest.fixture
def window(desk: Any, record: object, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    theme.apply(qapp, "light")
    made = MainWindow(Workbench(desk, InlineTasks()), make_ports(record, desk))
    qtbot.addWidget(made)
    made.resize(1920, 1080)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin()
    return made


@pytest.fixture
def panel(window: MainWindow) -> Callable[[str], Any]:
    return lambda name: next(p for p in window.panels if p.name == name)


@pytest.fixture
def dialog(window: MainWindow) -> Callable[[type[Dialog]], Any]:
    """The open dialog of a kind."""

    def find(kind: type[Dialog]) -> Any:
        found = [d for d in window.findChildren(kind) if d.isVisible()]
        assert found, f"no {kind.__name__} is open"
        return found[-1]

    return find


@pytest.fixture
def pick(qtbot: QtBot) -> Callable[[str], None]:
    """Presses an entry of the menu that is open."""

    def press(text: str) -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None, "no menu is open"
        action = next(a for a in menu.actions() if a.text().split("\t")[0] == text)
        assert action.isEnabled(), f"{text} is grayed out"
        menu.hide()
        action.trigger()
        menu.close()

    return press
