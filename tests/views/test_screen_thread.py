"""The screen thread never waits for the disk: it has no connection, and nothing on it asks for one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import peewee
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.views import theme
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import Tasks
from ma_desktop.views.workbench import Workbench


@pytest.fixture
def asked_by(record: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the threads that asked the record anything, in order."""
    names: list[str] = []
    really = record.database.execute_sql

    def execute_sql(*statement: Any, **options: Any) -> Any:
        names.append(threading.current_thread().name)
        return really(*statement, **options)

    monkeypatch.setattr(record.database, "execute_sql", execute_sql)
    return names


@pytest.fixture
def window(record: Any, desk: Desk, asked_by: list[str], qtbot: QtBot, qapp: Any) -> Iterator[MainWindow]:
    record.disconnect()
    theme.apply(qapp, "light")
    tasks = Tasks(
        enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
    )
    made = MainWindow(Workbench(desk, tasks), make_ports(record, desk))
    qtbot.addWidget(made)
    made.resize(1680, 1020)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: all(p.painted for p in made.panels if p.visible()))
    yield made
    made.close()


def test_a_walk_through_the_window_asks_nothing_on_the_screen_thread(
    window: MainWindow, asked_by: list[str], qtbot: QtBot
) -> None:
    boards: list[Any] = []
    window.bench.read(flow_board, then=boards.append)
    qtbot.waitUntil(lambda: bool(boards))
    chart = next(p for p in window.panels if p.name == "patient_chart")
    for card in boards[0].cards[:3]:
        window.bench.active.choose_patient(card.patient_id, card.encounter_id)
        for tab in (1, 2, 0):
            chart.tabs.setCurrentIndex(tab)
            qtbot.wait(30)
    for perspective in ("front", "checkout", "office", "rooming"):
        window.choose_perspective(perspective)
        qtbot.wait(30)
    window.find_patient()
    QTest.keyClicks(window.bar.find_box, "ma")
    qtbot.waitUntil(lambda: window.bar.find_box.popup.isVisible())
    window.bar.find_box.leave()
    window.lock()
    window.unlock()
    qtbot.waitUntil(lambda: not any(p.stale for p in window.panels if p.visible()))
    assert set(asked_by) - {"ma-render"} == {"ma-read", "ma-write"}  # the log is read through on the third


def test_whoever_asks_there_gets_an_error_instead_of_a_wait(window: MainWindow) -> None:
    with pytest.raises(peewee.InterfaceError):
        Patient.get_by_id(1)
