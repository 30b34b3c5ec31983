"""The window is built while the password is typed; nobody's data can be in it then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.layout import layout
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.views.shell.seat import Seat


@pytest.fixture
def seat(clock: Callable[[], datetime], qtbot: Any) -> Iterator[Seat]:
    made = Seat(clock)
    made.build()
    yield made
    made.window.bench.tasks.close()
    made.window.deleteLater()


def test_a_window_without_a_person_asks_the_record_nothing(seat: Seat, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: all(panel._frame is not None for panel in seat.window.panels))
    assert not seat.window.isVisible()
    assert all(not panel.painted for panel in seat.window.panels)
    with pytest.raises(AssertionError, match="nobody"):
        _ = seat.window.bench.desk.record


def test_the_person_who_logs_in_gets_that_window(
    seat: Seat, record: Any, clock: Callable[[], datetime], qtbot: Any
) -> None:
    desk: Desk = log_in(record, "ada", clock)
    kept = layout(desk) | {"perspective": "checkout"}
    record.disconnect()
    built = seat.window
    window = seat.take(record, desk)
    assert window is built
    window.show()
    window.begin(kept)
    assert window.workspace.key == "checkout"
    qtbot.waitUntil(lambda: any(panel.painted for panel in window.panels))
    assert window.bench.desk.worker.name == desk.worker.name
    assert window.ports.unlock is not None
    window.close()


def test_building_waits_for_a_pause_of_the_typing(clock: Callable[[], datetime], qtbot: Any) -> None:
    log_in_window, field = QWidget(), QLineEdit()
    QVBoxLayout(log_in_window).addWidget(field)
    qtbot.addWidget(log_in_window)
    log_in_window.show()
    seat = Seat(clock)
    seat.build_soon(log_in_window)
    for _letter in range(4):
        QTest.keyClicks(field, "a")
        qtbot.wait(60)
        assert seat.window is None
    qtbot.waitUntil(lambda: seat.window is not None)
    seat.window.bench.tasks.close()
    seat.window.deleteLater()
