"""Booking, moving, cancelling and finding: book_appointment, move_appointment, cancel_appointment, confirm_appointment,
mark_no_show, walk_in, register_patient, find_patient, todays_visits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, Patient, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
from ma_desktop.services.schedule.confirm_appointment import confirm_appointment
from ma_desktop.services.schedule.day_schedule import day_schedule
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.mark_no_show import mark_no_show
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.todays_visits import todays_visits
from ma_desktop.services.schedule.walk_in import walk_in


def book(desk: Desk, patient: int, start: datetime, kind: str = "Follow-up", **more: object) -> int:
    choices = booking_choices(desk)
    service = next(s.id for s in choices.services if s.name == kind)
    return book_appointment(
        desk,
        patient_id=patient,
        practitioner_id=choices.providers[0].id,
        service_id=service,
        start=start,
        **more,
    )


@pytest.fixture
def evening(desk: Desk) -> datetime:
    return desk.now().replace(hour=19, minute=0)


def test_over_another_appointment_needs_a_reason_and_a_hard_kind_never_goes(
    desk: Desk, evening: datetime
) -> None:
    book(desk, 1, evening)
    with pytest.raises(RuleBroken, match="why this one goes over"):
        book(desk, 2, evening + timedelta(minutes=10))
    with pytest.raises(RuleBroken, match="never booked over"):
        book(desk, 2, evening, "Procedure", overlap_reason="urgent")
    assert book(desk, 2, evening + timedelta(minutes=10), overlap_reason="family together")
    assert book(desk, 3, evening + timedelta(minutes=30))


def test_the_same_patient_is_never_in_two_places(desk: Desk, evening: datetime) -> None:
    book(desk, 1, evening)
    with pytest.raises(RuleBroken, match="already has an appointment"):
        book(desk, 1, evening + timedelta(minutes=5), "MA visit: injection")


def test_yesterday_cannot_be_booked(desk: Desk, evening: datetime) -> None:
    with pytest.raises(RuleBroken, match="This day is over"):
        book(desk, 1, evening - timedelta(days=1))


def test_a_moved_appointment_keeps_its_length_and_loses_its_confirmation(
    desk: Desk, evening: datetime
) -> None:
    appointment = book(desk, 1, evening)
    confirm_appointment(desk, appointment)
    move_appointment(desk, appointment, start=evening + timedelta(hours=1))
    row = Appointment.get_by_id(appointment)
    assert (row.start, row.minutes, row.confirmed) == (evening + timedelta(hours=1), 20, False)


def test_a_cancelled_appointment_stays_with_its_reason_and_leaves_the_day(
    desk: Desk, evening: datetime
) -> None:
    appointment = book(desk, 1, evening)
    with pytest.raises(RuleBroken, match="who cancelled"):
        cancel_appointment(desk, appointment, " ")
    cancel_appointment(desk, appointment, "patient called")
    assert appointment not in {e.appointment_id for e in day_schedule(desk, evening.date()).entries}
    kept = {e.appointment_id: e for e in day_schedule(desk, evening.date(), with_cancelled=True).entries}
    assert kept[appointment].cancel_reason == "patient called"


def test_a_no_show_waits_fifteen_minutes_and_opens_a_call(desk: Desk) -> None:
    soon = book(desk, 38, desk.now().replace(minute=35), overlap_reason="test")
    with pytest.raises(RuleBroken, match="15 minutes"):
        mark_no_show(desk, soon)
    early = book(desk, 39, desk.now().replace(hour=8, minute=0), overlap_reason="test")
    mark_no_show(desk, early)
    assert Appointment.get_by_id(early).status == "noshow"
    assert Task.select().where((Task.patient == 39) & (Task.kind == "missed-visit")).exists()


def test_a_walk_in_is_here_at_once_and_not_twice(desk: Desk) -> None:
    choices = booking_choices(desk)
    here = {
        "practitioner_id": choices.providers[0].id,
        "service_id": choices.services[0].id,
        "reason": "cough",
    }
    visit = walk_in(desk, patient_id=38, **here)
    assert todays_visits(desk, [38])[38].encounter_id == visit
    with pytest.raises(RuleBroken):
        walk_in(desk, patient_id=38, **here)


def test_a_registered_patient_is_found_by_anything(desk: Desk) -> None:
    new = NewPatient("García-López", "Inés", date(1968, 3, 14), phone="(937) 555-0188", preferred_name="Nena")
    patient = register_patient(desk, new)
    number = Patient.get_by_id(patient).record_number
    for typed in ("garcia", "lopez ines", "nena", "ine gar", "3/14/68", "03141968", "14 mar 1968", "9375550188", "0188", number, f"#{number}",
                  "garcia 3/14"):  # fmt: skip
        assert patient in {f.patient_id for f in find_patient(desk, typed)}, typed


def test_a_misspelt_name_finds_those_that_are_near(desk: Desk) -> None:
    patient = register_patient(desk, NewPatient("Whitfield", "Dana", date(1968, 3, 14)))
    found = find_patient(desk, "Whitfeild Dana")
    assert found[0].patient_id == patient
    assert found[0].near


def test_registration_asks_for_what_is_needed(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="family name"):
        register_patient(desk, NewPatient(" ", "Ann", date(1980, 1, 1)))
    with pytest.raises(RuleBroken, match="future"):
        register_patient(desk, NewPatient("Doe", "Ann", date(2030, 1, 1)))
