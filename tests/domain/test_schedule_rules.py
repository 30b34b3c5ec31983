"""Overlaps, hours and the grid, also when the clock changes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.schedule_rules import (
    Booking,
    Hours,
    Overlap,
    check_length,
    check_overlap,
    overlap_rule,
    overlapping,
    slots,
    snap,
    within_hours,
)

OHIO = ZoneInfo("America/New_York")


def at(hour: int, minute: int = 0, day: date = date(2026, 11, 23)) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OHIO)


FIRST = Booking(at(9), 30, id=1)


@pytest.mark.parametrize(
    ("start", "minutes", "meets"),
    [(at(9), 30, True), (at(9, 29), 15, True), (at(9, 30), 15, False), (at(8, 45), 15, False), (at(8, 45), 16, True),
     (at(8), 120, True), (at(9, 10), 5, True)],
)  # fmt: skip
def test_overlapping(start: datetime, minutes: int, meets: bool) -> None:
    assert bool(overlapping(Booking(start, minutes, id=2), [FIRST])) is meets


def test_a_booking_does_not_overlap_itself_when_moved() -> None:
    assert overlapping(Booking(at(9, 10), 30, id=1), [FIRST]) == ()


@pytest.mark.parametrize("mine", list(Overlap))
@pytest.mark.parametrize("other", list(Overlap))
def test_the_strictest_rule_wins(mine: Overlap, other: Overlap) -> None:
    booking, taken = Booking(at(9), 30, id=2, overlap=mine), [Booking(at(9), 30, id=1, overlap=other)]
    rule = overlap_rule(booking, taken)
    if Overlap.FREE in (mine, other):
        assert rule is Overlap.FREE
        check_overlap(booking, taken)
    elif Overlap.HARD in (mine, other):
        assert rule is Overlap.HARD
        with pytest.raises(RuleBroken, match="not be booked twice"):
            check_overlap(booking, taken, "because")
    else:
        assert rule is Overlap.ASK
        check_overlap(booking, taken, "sister comes along")
        with pytest.raises(RuleBroken, match="Say why"):
            check_overlap(booking, taken)


def test_alone_is_free_even_for_hard() -> None:
    assert overlap_rule(Booking(at(12), 30, overlap=Overlap.HARD), [FIRST]) is Overlap.FREE


def test_an_hour_is_an_hour_when_the_clock_goes_back() -> None:
    night = datetime(2026, 11, 1, 1, 30, tzinfo=OHIO)
    booking = Booking(night, 60)
    assert booking.end.timestamp() - night.timestamp() == 3600
    assert (booking.end.hour, booking.end.minute) == (1, 30)
    again = Booking(booking.end, 30, id=5)
    assert overlapping(again, [booking]) == ()


def test_slots_skip_the_hour_that_does_not_exist() -> None:
    spring = date(2026, 3, 8)
    found = [slot.strftime("%H:%M") for slot in slots(spring, [Hours(6, time(1), time(4))], 30, OHIO)]
    assert found == ["01:00", "01:30", "03:00", "03:30"]


def test_slots_and_hours_of_a_day() -> None:
    hours = [Hours(0, time(9), time(12)), Hours(0, time(13), time(17))]
    monday = [slot.strftime("%H:%M") for slot in slots(date(2026, 11, 23), hours, 60, OHIO)]
    assert monday == ["09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"]
    assert not list(slots(date(2026, 11, 24), hours, 60, OHIO))
    assert within_hours(Booking(at(11, 30), 30), hours)
    assert not within_hours(Booking(at(11, 45), 30), hours)
    assert not within_hours(Booking(at(16, 30), 60 * 9), hours)
    assert not within_hours(Booking(at(9, day=date(2026, 11, 24)), 30), hours)


def test_length_and_snap() -> None:
    for minutes in (5, 480):
        check_length(minutes)
    for minutes in (4, 481, 0, -5):
        with pytest.raises(RuleBroken):
            check_length(minutes)
    assert snap(at(9, 44) + timedelta(seconds=5), 15) == at(9, 30)
    assert snap(at(9, 45), 15) == at(9, 45)
