"""A second start brings the first window to the front."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ma_desktop.views.shell.one_window import OneWindow


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.only = OneWindow(tmp_path / "record")  # type: ignore[attr-defined]
    assert not window.only.raised_the_first()  # type: ignore[attr-defined]
    window.only.listen(window)  # type: ignore[attr-defined]
    window.show()
    return window


def test_the_second_knocks_and_the_first_comes_back_from_the_task_bar(
    first: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    first.showMinimized()
    assert OneWindow(tmp_path / "record").raised_the_first()
    qtbot.waitUntil(lambda: not first.windowState() & Qt.WindowState.WindowMinimized)
    assert first.isVisible()


def test_another_record_has_a_window_of_its_own(first: QWidget, tmp_path: Path) -> None:
    assert not OneWindow(tmp_path / "other").raised_the_first()


def test_the_name_tells_nothing_and_a_left_over_socket_is_taken_over(
    first: QWidget, qtbot: QtBot, tmp_path: Path
) -> None:
    only = first.only  # type: ignore[attr-defined]
    assert "record" not in only.name
    only._server.close()
    QCoreApplication.processEvents()
    again = OneWindow(tmp_path / "record")
    assert not again.raised_the_first()
    again.listen(first)
    assert OneWindow(tmp_path / "record").raised_the_first()
