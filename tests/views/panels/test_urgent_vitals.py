"""Alarming vital signs that nobody answered stand in the top bar and on the lock screen: a place, no name, no value."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.models import Encounter, Patient, Task
from ma_desktop.services.desk import Worker
from ma_desktop.services.visit.acknowledge_alert import acknowledge_alert
from ma_desktop.services.visit.raise_provider_call import raise_provider_call
from ma_desktop.services.visit.record_vitals import Typed, record_vitals
from ma_desktop.services.visit.vital_calls import vital_calls
from ma_desktop.services.visit.vital_rows import alert_tasks
from ma_desktop.views.main_window import MainWindow


def chips(window: MainWindow) -> list[QPushButton]:
    found = window.bar.findChildren(QPushButton)
    return [chip for chip in found if chip.objectName() == "urgentChip"]


@pytest.fixture
def visit(window: MainWindow) -> Encounter:
    found = Encounter.select().where(Encounter.type_text.contains("BP"), Encounter.stage == "vitals").get()
    sure = ("Systolic 196 mmHg is unusual. Measured so?",)
    window.bench.do(
        record_vitals, found.id, [Typed("blood_pressure", "196/124", confirmed=(*sure, "Diastolic 124 mmHg is unusual. Measured so?"))]
    )  # fmt: skip
    assert Task.select().where(Task.encounter == found.id, Task.kind == "vital-alert").exists()
    return found  # type: ignore[no-any-return]


def test_a_place_and_nothing_else(window: MainWindow, visit: Encounter) -> None:
    (call,) = vital_calls(window.bench.desk)
    assert call.sentence == f"Provider needed in {visit.location.name}"
    assert [chip.text() for chip in chips(window)] == [call.sentence]
    window.lock()
    told = window.lock_page.calls.text()
    assert told == call.sentence
    patient = Patient.get_by_id(visit.patient_id)
    assert not {patient.family, patient.given, "196", "124"} & set(told.split())
    window.unlock()


def test_the_chip_leads_to_the_visit_and_goes_once_the_provider_answered(
    window: MainWindow, visit: Encounter, panel: Any, qtbot: QtBot
) -> None:
    qtbot.mouseClick(chips(window)[0], Qt.MouseButton.LeftButton)
    assert window.bench.focus.encounter_id == visit.id
    assert panel("patient_chart").front == "visit"
    provider = window.bench.desk.acting_as(Worker(99, "ito", "Kenji Ito", Role.PROVIDER))
    for task in Task.select().where(Task.encounter == visit.id, Task.kind == "vital-alert"):
        acknowledge_alert(provider, task.id, "seen")
    window.refresh_words()
    assert chips(window) == []
    assert vital_calls(window.bench.desk) == ()
    window.bench.commands.run("vital_calls")
    assert "No vital signs wait" in window.status.passing.text()


def test_a_visit_that_called_the_provider_stands_there_once(window: MainWindow, visit: Encounter) -> None:
    raise_provider_call(window.bench.desk, visit.patient_id, "told of abuse", encounter_id=visit.id)
    window.refresh_words()
    assert len(chips(window)) == 1


def test_what_finds_no_room_is_counted(window: MainWindow, visit: Encounter) -> None:
    others = list(
        Encounter.select()
        .where(Encounter.stage.in_(["roomed", "vitals", "ready"]), Encounter.id != visit.id)
        .limit(2)
    )
    assert len(others) == 2
    with window.bench.desk.work("Measured", needs=Permission.RECORD_VITALS) as work:
        for one in others:
            alert_tasks(work, one, ["SpO₂ 84 %: tell the provider now."])
    window.refresh_words()
    shown = chips(window)
    assert len(shown) == 2
    assert shown[1].text() == "2 more"
    assert shown[1].toolTip().count("Provider needed") == 3


def test_alerts_of_visits_that_are_over_do_not_call(window: MainWindow, visit: Encounter) -> None:
    Encounter.update(stage="billed").where(Encounter.id == visit.id).execute()
    assert vital_calls(window.bench.desk) == ()
