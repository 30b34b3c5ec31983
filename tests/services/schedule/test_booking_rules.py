"""What stands in an appointment's way: hours, blocks, holds, waves, rooms, equipment; copy_appointment."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.schedule_rules import NeedsReason
from ma_desktop.models import (
    Appointment,
    AuditEvent,
    Device,
    HealthcareService,
    Location,
    Practitioner,
    Schedule,
    Slot,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.copy_appointment import copy_appointment
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.services.schedule.release_hold import release_hold

ZONE = ZoneInfo("America/New_York")


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def hours(desk: Desk) -> Desk:
    """Tuesdays 8 to 17, lunch at 12, same-day hold at 15 until 10:00, a wave of three at 9."""
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
        for opens, closes, kind, label, more in (
            ("08:00", "17:00", "open", "", {}),
            ("12:00", "13:00", "block", "Lunch", {}),
            ("15:00", "15:40", "hold", "Same day", {"release_minutes": 300}),
            ("09:00", "10:00", "wave", "", {"capacity": 3}),
        ):
            work.insert(Schedule(weekday=1, opens=opens, closes=closes, kind=kind, label=label, **more))
    return desk


def provider() -> int:
    return int(Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id).first().id)


def kind(name: str) -> int:
    return int(HealthcareService.get(HealthcareService.name == name).id)


def book(desk: Desk, patient: int, start: datetime, service: str = "Follow-up", **more: object) -> int:
    return book_appointment(
        desk, patient_id=patient, practitioner_id=provider(), service_id=kind(service), start=start, **more
    )


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (at(7, 50), "outside the provider's hours"),
        (at(16, 50), "outside the provider's hours"),
        (at(11, 50), "blocked: Lunch"),
        (at(12, 30), "blocked: Lunch"),
        (at(15, 0), "held for same-day and urgent visits until 10:00"),
        (at(9, 0, 26), "Thanksgiving Day"),
        (at(9, 0, 25), "outside the provider's hours"),
    ],
)
def test_against_the_hours_needs_a_reason_that_is_kept_and_logged(
    hours: Desk, start: datetime, words: str
) -> None:
    with pytest.raises(NeedsReason, match=words):
        book(hours, 1, start)
    ident = book(hours, 1, start, overlap_reason="urgent")
    assert Appointment.get_by_id(ident).overlap_reason == "urgent"
    assert AuditEvent.select().order_by(AuditEvent.seq.desc()).first().reason == "urgent"


@pytest.mark.parametrize("start", [at(8), at(11, 40), at(13), at(16, 40), at(14, 40)])
def test_within_the_hours_nothing_is_asked(hours: Desk, start: datetime) -> None:
    assert book(hours, 1, start)


def test_a_reason_that_nothing_needed_is_not_an_override(hours: Desk) -> None:
    assert Appointment.get_by_id(book(hours, 1, at(13), overlap_reason="left over")).overlap_reason == ""


def test_held_time_can_be_closed_to_everybody_until_it_is_released(hours: Desk) -> None:
    """FIELD complaint 9: a question is clicked away under pressure."""
    change_setting(hours, "schedule.held_time", "hard")
    with pytest.raises(RuleBroken, match="Release it in the schedule first"):
        book(hours, 1, at(15), overlap_reason="urgent")
    release_hold(hours, provider(), at(15))
    assert book(hours, 1, at(15))


def test_a_released_hold_is_open(hours: Desk) -> None:
    later = Desk(hours.record, hours.worker, lambda: at(10, 1), hours.feed, hours.workstation)
    assert book(later, 1, at(15))


def test_a_practice_without_hours_is_not_asked_about_them(desk: Desk) -> None:
    with desk.work("Clear", needs=Permission.BOOK) as work:
        for row in Schedule.standing():
            work.mark_error(row, "test")
    assert book(desk, 1, at(20))


def test_a_wave_takes_its_patients_without_a_question_and_no_more(hours: Desk) -> None:
    for patient in (1, 2, 3):
        book(hours, patient, at(9))
    with pytest.raises(NeedsReason, match="3 of 3"):
        book(hours, 4, at(9))
    assert book(hours, 4, at(9), overlap_reason="provider agreed")


def test_a_hard_kind_is_never_booked_over_and_a_free_one_is_in_nobodys_way(hours: Desk) -> None:
    book(hours, 1, at(13), "Procedure")
    with pytest.raises(RuleBroken, match="never booked over"):
        book(hours, 2, at(13, 20), overlap_reason="urgent")
    assert book(hours, 2, at(13, 20), "MA visit: injection")


def test_one_cart_is_not_in_two_rooms(hours: Desk) -> None:
    with hours.work("Cart", needs=Permission.SETTINGS) as work:
        cart = work.insert(Device(name="ECG cart"))
        work.update(HealthcareService.get_by_id(kind("MA visit: BP check")), device=cart)
    first = book(hours, 1, at(13), "MA visit: BP check")
    assert Appointment.get_by_id(first).device_id == cart.id
    with pytest.raises(NeedsReason, match="ECG cart is booked"):
        book(hours, 2, at(13, 5), "MA visit: BP check")
    assert book(hours, 2, at(13, 15), "MA visit: BP check")
    with hours.work("Broken", needs=Permission.BOOK) as work:
        work.insert(Slot(device=cart, kind="closed", start=at(14), minutes=120, label="calibration"))
    with pytest.raises(NeedsReason, match="ECG cart is out of use then: calibration"):
        book(hours, 3, at(14, 10), "MA visit: BP check")


def test_a_room_is_not_booked_twice_without_a_reason(hours: Desk) -> None:
    room = Location.standing().first().id
    other = Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id.desc()).first().id
    book(hours, 1, at(13), location_id=room)
    again = {"patient_id": 2, "practitioner_id": other, "service_id": kind("Follow-up"), "location_id": room}
    with pytest.raises(NeedsReason, match="Room 1 is booked"):
        book_appointment(hours, start=at(13, 10), **again)
    assert book_appointment(hours, start=at(13, 20), **again)


def test_a_longer_visit_asks_when_it_reaches_the_next_and_keeps_the_confirmation(hours: Desk) -> None:
    first = book(hours, 1, at(13))
    book(hours, 2, at(13, 30))
    Appointment.update(confirmed=True).where(Appointment.id == first).execute()
    move_appointment(hours, first, minutes=30)
    row = Appointment.get_by_id(first)
    assert (row.minutes, row.confirmed) == (30, True)
    with pytest.raises(NeedsReason):
        move_appointment(hours, first, minutes=35)
    undo_last(hours)
    assert Appointment.get_by_id(first).minutes == 20


def test_a_copy_is_a_booking_of_its_own_and_undo_takes_only_it(hours: Desk) -> None:
    first = book(hours, 1, at(13), reason="Ear hurts", minutes=25)
    copy = copy_appointment(hours, first, start=at(13) + timedelta(days=7))
    row = Appointment.get_by_id(copy)
    assert (row.patient_id, row.minutes, row.reason, row.start) == (
        1,
        25,
        "Ear hurts",
        at(13, 0, 1).replace(month=12),
    )
    with pytest.raises(RuleBroken, match="already has an appointment"):
        copy_appointment(hours, first, start=at(13, 10))
    undo_last(hours)
    assert Appointment.get_by_id(copy).error_at is not None
    assert Appointment.get_by_id(first).error_at is None
