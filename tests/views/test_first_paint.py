"""What is drawn first waits for nothing that it does not need; what is drawn often is drawn once."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.views import theme
from ma_desktop.views.widgets.day_axis import Head
from ma_desktop.views.widgets.day_layout import DayBlock
from ma_desktop.views.widgets.day_view import DayView
from tests.conftest import ROOT

LATER = ("peewee", "sqlcipher3", "cryptography", "keyring", "argon2", "reportlab", "rapidfuzz", "pypdfium2")


def test_the_log_in_window_loads_neither_database_nor_cryptography() -> None:
    asked = (
        "import sys, ma_desktop.app, ma_desktop.commandline, ma_desktop.views.log_in, ma_desktop.views.tasks\n"
        f"print([name for name in {LATER!r} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_window_of_today_loads_neither_pages_nor_likenesses_nor_other_countries() -> None:
    """They cost 30 MB; the holidays of one country are read without those of all others."""
    asked = (
        "import sys, pkgutil, importlib, ma_desktop.views.main_window, ma_desktop.views.panels as panels\n"
        "[importlib.import_module(f'ma_desktop.views.panels.{one.name}') for one in pkgutil.iter_modules(panels.__path__)]\n"
        "from ma_desktop.domain.template import public_holidays\n"
        "assert public_holidays('OH', 2026)\n"
        "later = ('reportlab', 'rapidfuzz', 'jellyfish', 'nicknames', 'PIL', 'holidays.countries')\n"
        "print([name for name in later if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.strip() == "[]"


@pytest.fixture
def day(qtbot: QtBot, qapp: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[DayView, list[bool]]:
    theme.apply(qapp, "light")
    midnight = datetime(2026, 11, 23, tzinfo=UTC)
    view, drawn = DayView(), []
    really = view._draw
    monkeypatch.setattr(view, "_draw", lambda *where: (drawn.append(True), really(*where))[1])
    blocks = tuple(
        DayBlock(n, 0, midnight + timedelta(hours=9, minutes=20 * n), 20, f"Whitfield {n}", "Follow-up", "", "accent")
        for n in range(6)
    )  # fmt: skip
    view.resize(400, 900)
    view.set(blocks, (Head("Dr. Ito", midnight, today=True),), midnight + timedelta(hours=10))
    qtbot.addWidget(view)
    view.show()
    qtbot.waitUntil(lambda: bool(drawn))
    return view, drawn


def test_a_day_is_drawn_once_for_many_frames(day: tuple[DayView, list[bool]], qtbot: QtBot) -> None:
    view, drawn = day
    before = len(drawn)
    start = view.rect_of(view.blocks[2]).center()
    _mouse(view, QEvent.Type.MouseButtonPress, start)
    view.repaint()
    once_chosen = len(drawn)
    for step in range(1, 10):
        _mouse(view, QEvent.Type.MouseMove, start + QPointF(0, 12 * step))
        view.repaint()
    assert before < once_chosen
    assert len(drawn) == once_chosen
    assert view._ghost is not None


def test_what_changed_is_drawn_anew(day: tuple[DayView, list[bool]], qapp: QApplication) -> None:
    view, drawn = day
    for change in (
        lambda: view.select(3),
        lambda: view.set(view.blocks[:3], view.columns, view.now),
        lambda: view.set(view.blocks, view.columns, view.now + timedelta(minutes=1)),
        lambda: theme.apply(qapp, "dark"),
        lambda: view.resize(500, view.height()),
    ):
        before = len(drawn)
        change()
        view.repaint()
        assert len(drawn) == before + 1
    theme.apply(qapp, "light")


def _mouse(view: DayView, kind: QEvent.Type, at: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, view.mapToGlobal(at), left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)
