"""Recurring series: series_plan, repeat_appointment, series_members, change_series, cancel_series."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.recurrence import Recurrence
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.schedule_rules import NeedsReason
from ma_desktop.models import Appointment, HealthcareService, Practitioner, Schedule, Slot
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.cancel_series import cancel_series
from ma_desktop.services.schedule.change_series import change_series
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.services.schedule.repeat_appointment import repeat_appointment
from ma_desktop.services.schedule.series_members import series_members
from ma_desktop.services.schedule.series_plan import series_plan

ZONE = ZoneInfo("America/New_York")
WEEKLY = Recurrence(weekdays=(3,), count=6)


@pytest.fixture
def hours(desk: Desk) -> Desk:
    """Monday to Friday 8 to 17, on every other table nothing."""
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
        for weekday in range(5):
            work.insert(Schedule(weekday=weekday, opens="08:00", closes="17:00"))
    return desk


def provider() -> int:
    return int(Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id).first().id)


def book(desk: Desk, patient: int, start: datetime, **more: object) -> int:
    service = HealthcareService.get(HealthcareService.name == "Follow-up").id
    return book_appointment(
        desk, patient_id=patient, practitioner_id=provider(), service_id=service, start=start, **more
    )


def thursday(weeks: int, hour: int = 9, minute: int = 0) -> datetime:
    """Thursdays from December 3, 2026; December 24 is a working day, the week before Christmas is not changed."""
    return datetime(2026, 12, 3, hour, minute, tzinfo=ZONE) + timedelta(weeks=weeks)


def standing(first: int) -> list[datetime]:
    rows = Appointment.standing().where((Appointment.series == first) & (Appointment.status == "booked"))
    return sorted(row.start.astimezone(ZONE) for row in rows)


def test_what_cannot_be_placed_is_said_before_anything_is_booked(hours: Desk) -> None:
    first = book(hours, 1, datetime(2026, 11, 25, 9, 0, tzinfo=ZONE))
    book(hours, 2, thursday(0))
    before = Appointment.select().count()
    plan = series_plan(hours, first, Recurrence(weekdays=(3,), count=4))
    assert [(each.day, each.problem, each.closed) for each in plan.missing] == [
        (date(2026, 11, 26), "Thanksgiving Day", True),
        (date(2026, 12, 3), "There is another appointment at that time.", False),
    ]
    assert [each.day for each in plan.placed] == [date(2026, 12, 10)]
    assert Appointment.select().count() == before


def test_a_series_is_real_rows_and_one_step_of_undo(hours: Desk) -> None:
    first = book(hours, 1, thursday(0), reason="Physical therapy")
    made = repeat_appointment(hours, first, WEEKLY)
    assert len(made) == 5
    assert standing(first) == [thursday(n) for n in range(6)]
    assert Appointment.get_by_id(made[2]).reason == "Physical therapy"
    assert Appointment.get_by_id(made[2]).series_rule == "FREQ=WEEKLY;BYDAY=TH;COUNT=6"
    with pytest.raises(RuleBroken, match="already belongs"):
        repeat_appointment(hours, first, WEEKLY)
    undo_last(hours)
    assert standing(first) == []
    assert Appointment.get_by_id(first).series is None
    assert Appointment.get_by_id(first).error_at is None


def test_a_day_that_is_taken_can_be_booked_with_a_reason(hours: Desk) -> None:
    first = book(hours, 1, thursday(0))
    book(hours, 2, thursday(1))
    with pytest.raises(NeedsReason):
        repeat_appointment(hours, first, Recurrence(weekdays=(3,), count=2), also=[thursday(1).date()])
    repeat_appointment(
        hours, first, Recurrence(weekdays=(3,), count=2), also=[thursday(1).date()], reason="provider agreed"
    )
    assert standing(first) == [thursday(0), thursday(1)]


def test_a_series_of_which_nothing_can_be_placed_is_refused(hours: Desk) -> None:
    first = book(hours, 1, thursday(0))
    with pytest.raises(RuleBroken, match="None of these days"):
        repeat_appointment(hours, first, Recurrence(weekdays=(5, 6), count=3))


def test_nine_stays_nine_when_the_clock_changes_within_a_series(hours: Desk) -> None:
    first = book(hours, 1, thursday(11))  # February 18, 2027; the clock changes on March 14
    repeat_appointment(hours, first, WEEKLY)
    starts = standing(first)
    assert {f"{start:%H:%M}" for start in starts} == {"09:00"}
    assert len({start.utcoffset() for start in starts}) == 2


@pytest.mark.parametrize(
    ("scope", "moved"), [("one", [2]), ("following", [2, 3, 4, 5]), ("all", list(range(6)))]
)
def test_one_the_following_or_all_move_and_come_back(hours: Desk, scope: str, moved: list[int]) -> None:
    first = book(hours, 1, thursday(0))
    made = [first, *repeat_appointment(hours, first, WEEKLY)]
    changed = change_series(hours, made[2], scope, start=thursday(2, 10, 30) + timedelta(days=-1))
    assert changed == len(moved)
    starts = [Appointment.get_by_id(ident).start.astimezone(ZONE) for ident in made]
    expected = [thursday(n, 10, 30) - timedelta(days=1) if n in moved else thursday(n) for n in range(6)]
    assert starts == expected
    undo_last(hours)
    assert [Appointment.get_by_id(ident).start.astimezone(ZONE) for ident in made] == [
        thursday(n) for n in range(6)
    ]


def test_what_follows_becomes_a_series_of_its_own(hours: Desk) -> None:
    first = book(hours, 1, thursday(0))
    made = [first, *repeat_appointment(hours, first, WEEKLY)]
    change_series(hours, made[3], "following", minutes=30)
    assert [m.appointment_id for m in series_members(hours, made[4])] == made[3:]
    assert [m.appointment_id for m in series_members(hours, first)] == made[:3]


def test_a_week_later_does_not_run_into_itself(hours: Desk) -> None:
    first = book(hours, 1, thursday(0))
    repeat_appointment(hours, first, Recurrence(weekdays=(3,), count=4))
    change_series(hours, first, "all", start=thursday(5))
    assert standing(first) == [thursday(n) for n in range(5, 9)]


def test_one_that_cannot_be_placed_holds_back_all_and_names_the_day(hours: Desk) -> None:
    first = book(hours, 1, thursday(0))
    repeat_appointment(hours, first, WEEKLY)
    book(hours, 2, thursday(3, 10))
    with pytest.raises(NeedsReason, match=r"1 of the series cannot be placed. 12/24/2026"):
        change_series(hours, first, "all", start=thursday(0, 10))
    assert standing(first) == [thursday(n) for n in range(6)]
    change_series(hours, first, "all", start=thursday(0, 10), overlap_reason="provider agreed")
    assert standing(first) == [thursday(n, 10) for n in range(6)]


def test_the_past_and_what_was_moved_alone_stay_as_they_are(hours: Desk) -> None:
    first = book(hours, 1, thursday(0))
    made = [first, *repeat_appointment(hours, first, WEEKLY)]
    move_appointment(hours, made[1], start=thursday(1, 14))
    assert cancel_series(hours, made[1], "following", "patient moved away") == 5
    assert standing(first) == [thursday(0)]
    assert Appointment.get_by_id(made[4]).cancel_reason == "patient moved away"
    undo_last(hours)
    assert len(standing(first)) == 6
    with pytest.raises(RuleBroken, match="who cancelled"):
        cancel_series(hours, first, "all", " ")
    with pytest.raises(RuleBroken, match="Choose this one"):
        cancel_series(hours, first, "some", "x")
