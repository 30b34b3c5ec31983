"""day_schedule_page, huddle_page, printable_day: what today's paper says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    Appointment,
    Consent,
    Coverage,
    DocumentReference,
    HealthcareService,
    Patient,
    ServiceRequest,
)
from ma_desktop.services.messages.add_recall import add_recall
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.day_schedule_page import day_schedule_page
from ma_desktop.services.schedule.huddle_page import add_on_checks, huddle_page
from ma_desktop.services.visit.note_document import note_document
from ma_desktop.services.visit.printable_page import printable_day

TODAY = date(2026, 11, 23)


def items(desk, patient_id: int) -> dict[str, str]:
    number = Patient.get_by_id(patient_id).record_number
    return dict(next(line for line in huddle_page(desk, TODAY).lines if line.record_number == number).items)


@pytest.fixture
def who(desk) -> int:
    """Somebody booked for today with Medicare and a copay of nothing."""
    return Appointment.get(Appointment.status == "booked").patient_id


def test_the_schedule_has_everybody_who_was_not_cancelled(desk) -> None:
    page = day_schedule_page(desk, TODAY)
    lines = [line for provider in page.providers for line in provider.lines]
    assert len(lines) == Appointment.select().where(Appointment.status != "cancelled").count()
    assert [provider.name for provider in page.providers] == ["Kenji Ito, MD", "Abena Osei, NP"]
    assert all(line.phone.count("-") == 2 for line in lines)
    assert all([one.time for one in p.lines] == sorted(one.time for one in p.lines) for p in page.providers)


def test_who_did_not_come_or_cancelled_is_not_in_the_huddle(desk) -> None:
    gone = Appointment.select().where(Appointment.status.in_(["noshow", "cancelled"]))
    assert gone.count() >= 2
    numbers = {line.record_number for line in huddle_page(desk, TODAY).lines}
    assert numbers.isdisjoint({row.patient.record_number for row in gone})


def test_a_huddle_says_what_is_needed_open_due_missing_and_owed(desk, who) -> None:
    with desk.work("Facts", needs=Permission.CHECK_IN) as work:
        patient = Patient.get_by_id(who)
        work.update(
            patient,
            interpreter=True,
            language="es",
            needs=["Hard of hearing"],
            address_checked_at=desk.now() - timedelta(days=500),
        )
        work.insert(ServiceRequest(patient=who, display="A1c", authored_at=desk.now()))
        for row in Consent.select().where(Consent.patient == who):
            work.mark_error(row, "test")
        for row in Coverage.select().where(Coverage.patient == who):
            work.mark_error(row, "test")
        work.insert(
            Coverage(
                patient=who,
                kind="commercial",
                position=1,
                status="active",
                starts_on=date(2026, 1, 1),
                copay=Decimal(25),
            )
        )
        booked = Appointment.get((Appointment.patient == who) & (Appointment.status == "booked"))
        service = HealthcareService.get_by_id(booked.service_id)
        work.update(service, prep=["monofilament"], copay=True)
    add_recall(desk, who, reason="Second shingles shot", due_on=date(2026, 11, 13), kind="immunization")
    said = items(desk, who)
    assert said["Needs"] == "interpreter, speaks Spanish, Hard of hearing"
    assert said["Have ready"] == "monofilament"
    assert said["Open orders"] == "A1c"
    assert said["Shot due"] == "Second shingles shot, due 11/13/2026"
    assert {"address and phone", "insurance card", "coverage not verified for this day"} <= set(
        said["Ask for"].split(", ")
    )
    assert "rivacy" in said["Ask for"]
    assert "copay $25.00" in said["Money"]


def test_an_add_on_after_the_first_sheet_is_its_addendum(desk) -> None:
    assert not any(line.added for line in huddle_page(desk, TODAY).lines)
    with pytest.raises(RuleBroken, match="Print it first"):
        printable_day(desk, "huddle-addendum", TODAY)
    note_document(desk, kind="huddle", digest="0" * 64, patient_id=None, encounter_id=None, recipient="staff")
    earlier = desk.now() - timedelta(hours=1)
    DocumentReference.update(at=earlier).where(DocumentReference.kind == "huddle").execute()
    busy = Appointment.select(Appointment.patient)
    new = Patient.select().where(Patient.id.not_in(busy)).first()
    book_appointment(
        desk, patient_id=new.id, practitioner_id=1, service_id=1, start=desk.now() + timedelta(hours=8), overlap_reason="add-on"
    )  # fmt: skip
    added = [line.record_number for line in huddle_page(desk, TODAY).lines if line.added]
    assert added == [new.record_number]
    page = printable_day(desk, "huddle-addendum", TODAY)
    assert [line.record_number for line in page.content.lines] == added
    assert page.content.since == earlier
    assert page.render()[:4] == b"%PDF"
    with desk.work("Coverage gone", needs=Permission.CHECK_IN) as work:
        for row in Coverage.select().where(Coverage.patient == new.id):
            work.mark_error(row, "test")
    assert "insurance" in items(desk, new.id)["Ask for"]
    appointment = Appointment.get(Appointment.patient == new.id)
    assert "insurance" in dict(add_on_checks(desk, appointment.id))["Ask for"]
    tomorrow = book_appointment(
        desk, patient_id=new.id, practitioner_id=1, service_id=1, start=desk.now() + timedelta(days=1, hours=9),
        overlap_reason="test",
    )  # fmt: skip
    assert add_on_checks(desk, tomorrow) == ()


def test_an_empty_day_and_an_unknown_page(desk) -> None:
    sunday = date(2026, 11, 29)
    assert huddle_page(desk, sunday).lines == ()
    assert printable_day(desk, "huddle", sunday).render()[:4] == b"%PDF"
    assert printable_day(desk, "day-schedule", sunday).render()[:4] == b"%PDF"
    with pytest.raises(RuleBroken, match="no page called"):
        printable_day(desk, "poster", sunday)
