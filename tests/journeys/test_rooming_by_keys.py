"""Three visits roomed on the rooming sheet by keys alone, from F11 to "ready for provider"; every stroke is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain import orders
from ma_desktop.domain.stages import Stage
from ma_desktop.models import (
    Encounter,
    HealthcareService,
    Observation,
    Practitioner,
    PresentIllness,
    QuestionnaireResponse,
    ReviewedList,
)
from ma_desktop.services.care.place_order import place_order
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.ask_urgently import ask_urgently
from ma_desktop.services.visit.record_companion import Companion, record_companion
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.visit_needs import missing_before_ready
from ma_desktop.views.main_window import MainWindow
from tests.journeys.driver import ALT, CTRL, Cost, Hands, Key, panel

Report = Callable[[list[Cost]], None]


def brought_in(
    window: MainWindow, patient: int, kind: str, reason: str, prep: tuple[str, ...] = ()
) -> Encounter:
    """A walk-in who was just brought to a clean room; nobody asked anything yet."""
    desk = window.bench.desk
    service = HealthcareService.get(HealthcareService.name == kind)
    if prep:
        HealthcareService.update(prep=list(prep)).where(HealthcareService.id == service.id).execute()
    visit = walk_in(
        desk, patient_id=patient, practitioner_id=Practitioner.get().id, service_id=service.id, reason=reason
    )
    clean = next(room for room in booking_choices(desk).rooms if room.state == "clean")
    room_patient(desk, visit, clean.id)
    window.bench.active.choose_patient(patient, visit)
    return Encounter.get_by_id(visit)


def sheet_of(window: MainWindow) -> Any:
    return panel(window, "patient_chart").visit_tab.rooming


def turn_to(hands: Hands, section: str) -> None:
    """Past what is asked and holds nobody up."""
    for _turn in range(12):
        if sheet_of(hands.window).current == section:
            return
        hands.keys.press(Key.Key_PageDown)
    raise AssertionError(f"{section} is not reached")


def vitals(hands: Hands, values: dict[str, str]) -> None:
    """Typed in the order of the fields; Enter goes on, from the last one it saves."""
    rows = sheet_of(hands.window).pages["vitals"].vitals.rows
    for _turn in range(2 * len(values)):
        if sheet_of(hands.window).current != "vitals":
            return
        here = QApplication.focusWidget()
        row = next(row for row in rows.values() if row.input is here)
        hands.keys.line(values[row.key])


def test_an_adult_physical(window: MainWindow, report_costs: Report) -> None:
    hands, desk = Hands(window), window.bench.desk
    keys = hands.keys
    who = register_patient(
        desk, NewPatient("Roe", "Ann", date(1980, 2, 3), sex="female", phone="937-555-8181")
    )
    visit = brought_in(
        window, who, "Annual physical", "Yearly check", ("gown, opening in the back", "urine cup")
    )
    with hands.moment("room: adult physical", budget=190):
        keys.press(Key.Key_F11)
        sheet = sheet_of(window)
        assert sheet.current == "identity"
        keys.press(Key.Key_Return)
        keys.alt("R")
        keys.line("My knee gave way on the stairs")
        assert sheet.current == "vitals", "a physical brings no complaint, unless somebody has one"
        keys.alt("H")
        for answer in ("right knee", "sharp", "6", "since Friday"):
            keys.line(answer)
        keys.press(Key.Key_Return, CTRL)
        assert sheet.current == "vitals"
        vitals(
            hands,
            {"temperature": "98.4", "pulse": "72", "respiration": "14", "blood_pressure": "118/76", "spo2": "98", "weight": "150 lb",
             "height": "5'4", "pain": "2"},
        )  # fmt: skip
        assert sheet.current == "allergies"
        keys.press(Key.Key_Return)
        assert sheet.current == "medicines"
        keys.press(Key.Key_Return)
        assert sheet.current == "history"
        keys.press(Key.Key_Return)
        assert panel(window, "patient_chart").front == "history"
        keys.alt("B")
        keys.press(Key.Key_F11)
        assert sheet.current == "screenings"
        keys.press(Key.Key_Return)
        keys.type("00")
        keys.press(Key.Key_Return)
        turn_to(hands, "room")
        keys.press(Key.Key_Return)
        turn_to(hands, "ready")
        assert missing_before_ready(desk, visit.id) == ()
        keys.press(Key.Key_Return)
    row = Encounter.get_by_id(visit.id)
    assert (row.stage, row.reason) == (Stage.READY, "My knee gave way on the stairs")
    assert PresentIllness.get(PresentIllness.encounter == visit.id).answers["severity"] == "6"
    codes = {one.code for one in ReviewedList.standing().where(ReviewedList.encounter == visit.id)}
    assert codes == {"allergies", "medications", "history", "room"}
    assert QuestionnaireResponse.standing().where(QuestionnaireResponse.encounter == visit.id).count() == 1
    report_costs(hands.costs)


def test_a_well_child(window: MainWindow, report_costs: Report) -> None:
    hands, desk = Hands(window), window.bench.desk
    keys = hands.keys
    who = register_patient(desk, NewPatient("Poe", "Max", date(2020, 5, 3), sex="male", phone="937-555-8181"))
    visit = brought_in(window, who, "Well child", "Six-year check")
    record_companion(desk, visit.id, Companion(name="Eve Poe", relationship="mother", authority="parent"))
    with hands.moment("room: well child", budget=70):
        keys.press(Key.Key_F11)
        sheet = sheet_of(window)
        keys.press(Key.Key_Return)
        assert sheet.current == "vitals"
        vitals(
            hands,
            {"temperature": "98.2", "pulse": "92", "respiration": "20", "blood_pressure": "98/60", "spo2": "99", "weight": "46 lb",
             "height": "45 in", "pain": "0"},
        )  # fmt: skip
        keys.press(Key.Key_Return)
        keys.press(Key.Key_Return)
        turn_to(hands, "ready")
        keys.press(Key.Key_Return)
    assert Encounter.get_by_id(visit.id).stage == Stage.READY
    report_costs(hands.costs)


def test_a_flu_shot_with_an_urgent_request_in_the_middle(window: MainWindow, report_costs: Report) -> None:
    hands, desk = Hands(window), window.bench.desk
    keys = hands.keys
    who = register_patient(desk, NewPatient("Doe", "Ike", date(1990, 1, 2), sex="male", phone="937-555-8181"))
    visit = brought_in(window, who, "MA visit: injection", "Flu shot")
    place_order(
        desk, visit.id, words="Influenza vaccine, 0.5 mL IM", kind="injection", chip="Flu", how=orders.WRITTEN
    )
    other = Encounter.standing().where(Encounter.stage == "provider").get()
    with hands.moment("room: flu shot", budget=16):
        keys.press(Key.Key_F11)
        sheet = sheet_of(window)
        keys.press(Key.Key_Return)
        assert sheet.current == "vitals"
        keys.type("98")
        field = QApplication.focusWidget()
    ask_urgently(desk, "EKG", encounter_id=other.id)
    with hands.moment("called away and back", budget=2):
        keys.press(Key.Key_F5)
        assert window.bench.focus.encounter_id == other.id
        keys.press(Key.Key_F5)
        assert QApplication.focusWidget() is field
        assert (window.bench.focus.encounter_id, field.text()) == (visit.id, "98")
    with hands.moment("flu shot, the rest", budget=16):
        keys.line(".4")
        assert sheet.current == "allergies"
        keys.press(Key.Key_Return)
        keys.press(Key.Key_Return)
        keys.press(Key.Key_Return, ALT)
    assert Encounter.get_by_id(visit.id).stage == Stage.READY
    assert Observation.standing().where(Observation.encounter == visit.id).get().original == "98.4"
    report_costs(hands.costs)


@pytest.mark.parametrize("letter", ["R", "H", "V", "A", "M"])
def test_complaint_19_and_20_nothing_is_lost_when_the_form_is_left(window: MainWindow, letter: str) -> None:
    """FIELD complaints 19 and 20: work lost when a form is closed, an encounter that does not keep itself."""
    hands, desk = Hands(window), window.bench.desk
    who = register_patient(
        desk, NewPatient("Roe", "Ann", date(1980, 2, 3), sex="female", phone="937-555-8181")
    )
    brought_in(window, who, "Acute visit", "Cough")
    hands.keys.press(Key.Key_F11)
    hands.keys.alt("H")
    hands.keys.type("chest, left")
    hands.keys.alt(letter)
    hands.keys.press(Key.Key_Escape)
    hands.keys.press(Key.Key_F11)
    hands.keys.alt("H")
    assert sheet_of(window).pages["story"].fields["location"].text() == "chest, left"
    assert sheet_of(window).save_button.isVisible(), "Save is never below the edge"
    assert sheet_of(window).save_button.visibleRegion().boundingRect() == sheet_of(window).save_button.rect()
