"""What users of other systems complain of at the front desk, tried on ours (numbers of the field study)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Patient
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.merge_patients import merge_patients
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.flow_board import flow_board
from tests.views.panels.conftest import dialog, window  # noqa: F401


def test_6_walk_ins_stand_in_the_order_in_which_they_came(desk: Any) -> None:
    choices, clock, came = booking_choices(desk), desk.now(), []
    for number in range(3):
        moment = clock + timedelta(minutes=number)
        desk.clock = lambda moment=moment: moment
        patient = register_patient(desk, NewPatient(f"Walker{number}", "Will", date(1980, 1, 1 + number)))
        came.append(
            walk_in(desk, patient_id=patient, practitioner_id=choices.providers[0].id, service_id=choices.services[0].id, reason="")
        )  # fmt: skip
    here = [card.encounter_id for card in flow_board(desk).cards]
    assert [visit for visit in here if visit in came] == came


def test_7_somebody_new_is_registered_from_the_calendar(window: Any, dialog: Any, qtbot: Any) -> None:  # noqa: F811
    from ma_desktop.views.dialogs.book import Book

    window.bench.commands.run("book")
    book = dialog(Book)
    book.who.setText("Quill, Zander")
    book.new_button.click()
    book.birth.setText("3/14/68")
    book.day.setText("12/08/2026")
    book.at.setText("7:15am")
    book.over.setText("first day of the new calendar")
    book.accept()
    found = find_patient(window.bench.desk, "quill")
    assert [row.birth_date for row in found] == [date(1968, 3, 14)]


def test_14_a_form_that_cannot_be_saved_says_so_and_keeps_what_was_typed(window: Any, dialog: Any) -> None:  # noqa: F811
    from ma_desktop.views.dialogs.register import Register

    window.bench.commands.run("register_patient")
    form = dialog(Register)
    form.form.given.setText("Ngozi")
    form.form.birth.setText("3/4/84")
    form.accept()
    assert form.isVisible()
    assert form.notice_line.sentence == "A family name is needed."
    assert form.form.given.text() == "Ngozi"
    form.reject()


@pytest.mark.parametrize(
    "typed", ["okonjo 3/4/1984", "ngozi okon", "3.4.84", "1984-03-04", "march 4 1984", "03041984", "5550177", "okonjo 1984"]
)  # fmt: skip
def test_67_finding_goes_through_no_form_and_takes_any_spelling(desk: Any, typed: str) -> None:
    patient = register_patient(desk, NewPatient("Okonjo", "Ngozi", date(1984, 3, 4), phone="9375550177"))
    with desk.work("Left the practice", needs="settings") as work:
        work.update(Patient.get_by_id(patient), active=False)
    assert find_patient(desk, typed)[0].patient_id == patient


def test_69_merging_is_one_step_and_refuses_in_a_sentence(desk: Any) -> None:
    one, other = (
        register_patient(desk, NewPatient("Pruitt", given, date(1977, 6, 4))) for given in ("Kate", "Kathy")
    )
    with pytest.raises(RuleBroken, match="one chart already"):
        merge_patients(desk, one, one)
    merge_patients(desk, one, other)
    assert [row.patient_id for row in find_patient(desk, "pruitt kathy")] == [one]
