"""The plot by keys, wheel and pointing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.domain import plots
from ma_desktop.views import theme
from ma_desktop.views.widgets.plot_view import PlotView

NOW = datetime(2026, 11, 23, 10, 20, tzinfo=UTC)
Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Any:
    theme.apply(qapp, "light")
    made = PlotView()
    qtbot.addWidget(made)
    made.resize(640, 320)
    series = [(NOW - timedelta(days=100 * n), 70.0 + n, f"value {n}") for n in range(9, -1, -1)]
    made.set(plots.over_time("Pulse", "bpm", [("bpm", series)]), UTC)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_arrows_go_from_point_to_point_and_say_each(view: Any, qtbot: QtBot) -> None:
    said: list[str] = []
    view.pointed.connect(said.append)
    qtbot.keyClick(view, Key.Key_Left)
    qtbot.keyClick(view, Key.Key_Left)
    qtbot.keyClick(view, Key.Key_Right)
    assert said == ["value 0", "value 1", "value 0"]
    assert view.accessibleDescription() == "value 0"


def test_plus_comes_closer_to_the_marked_point_and_zero_shows_all(view: Any, qtbot: QtBot) -> None:
    whole = view.shown
    qtbot.keyClick(view, Key.Key_Left)
    qtbot.keyClick(view, Key.Key_Plus)
    near = view.shown
    assert near.last - near.first == pytest.approx(0.7 * (whole.last - whole.first))
    assert near.last == whole.last, "never past the end"
    qtbot.keyClick(view, Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.shown.first < near.first
    for _n in range(40):
        qtbot.keyClick(view, Key.Key_Plus)
    assert view.shown.last - view.shown.first > 0
    qtbot.keyClick(view, Key.Key_0)
    assert view.shown == whole


def test_the_wheel_zooms_where_the_mouse_stands(view: Any) -> None:
    whole, at = view.shown, QPointF(200, 100)
    place = view._back(at.x())
    event = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(event)
    assert view.shown.last - view.shown.first == pytest.approx(0.8 * (whole.last - whole.first))
    assert view._back(at.x()) == pytest.approx(place)


def test_pointing_marks_the_point_below(view: Any, qtbot: QtBot) -> None:
    said: list[str] = []
    view.pointed.connect(said.append)
    qtbot.mouseMove(view, view._at(view.shown.data[0].points[4]).toPoint())
    assert said == ["value 5"]


def test_it_paints_empty_one_point_and_many(view: Any) -> None:
    view.set(None)
    view.grab()
    for count in (1, 400):
        series = [(NOW - timedelta(days=n), 70.0 + n % 9, "") for n in range(count, 0, -1)]
        view.set(plots.over_time("Pulse", "bpm", [("bpm", series)]), UTC)
        assert not view.grab().isNull()
