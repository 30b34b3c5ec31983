"""The working day as the record has it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.template import Kind
from ma_desktop.models import Practitioner, Schedule, Setting, Slot
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import day_spans, spans_between
from ma_desktop.services.schedule.practice_zone import practice_zone

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def empty(desk: Desk) -> Desk:
    """The demo practice with no hours of its own."""
    with desk.work("Clear", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
    return desk


def add(desk: Desk, *rows: Schedule | Slot | Setting) -> None:
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for row in rows:
            work.insert(row)


def test_without_hours_the_day_is_unknown(empty: Desk) -> None:
    found = day_spans(empty, date(2026, 11, 24))
    assert not found.known
    assert {span.kind for spans in found.spans.values() for span in spans} == {Kind.CLOSED}


def test_hours_vacation_and_thanksgiving(empty: Desk) -> None:
    one, two = (row.id for row in Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id))
    add(empty, *(Schedule(weekday=day, opens="08:00", closes="17:00") for day in range(5)))
    start = datetime(2026, 11, 24, tzinfo=ZONE)
    add(empty, Slot(practitioner=one, kind="closed", start=start, minutes=1440, label="Vacation"))
    week = spans_between(empty, date(2026, 11, 23), date(2026, 11, 29))
    assert [any(s.kind is Kind.OPEN for s in week[day].spans[two]) for day in sorted(week)] == [True, True, True, False, True, False, False]  # fmt: skip
    assert not any(s.kind is Kind.OPEN for s in week[date(2026, 11, 24)].spans[one])
    assert week[date(2026, 11, 26)].holiday == "Thanksgiving Day"
    add(empty, Setting(key="schedule.holidays", value="Christmas Day"))
    assert day_spans(empty, date(2026, 11, 26)).holiday == ""


def test_a_long_absence_reaches_in_and_a_switched_off_one_does_not(empty: Desk) -> None:
    add(empty, Schedule(weekday=0, opens="08:00", closes="17:00"))
    start = datetime.combine(date(2026, 11, 1), time(), tzinfo=ZONE)
    away = Slot(kind="closed", start=start, minutes=40 * 1440, label="Sabbatical")
    add(
        empty,
        away,
        Slot(kind="block", start=datetime(2026, 12, 14, 9, tzinfo=ZONE), minutes=60, active=False),
    )
    closed = day_spans(empty, date(2026, 11, 30))
    assert [span.label for span in next(iter(closed.spans.values()))] == ["Sabbatical"]
    assert Kind.BLOCK not in {s.kind for s in next(iter(day_spans(empty, date(2026, 12, 14)).spans.values()))}


def test_a_broken_room_is_named_apart(empty: Desk) -> None:
    add(
        empty,
        Slot(
            location=1, kind="block", start=datetime(2026, 11, 23, 9, tzinfo=ZONE), minutes=60, label="Leak"
        ),
    )
    assert [each.label for each in day_spans(empty, date(2026, 11, 23)).out] == ["Leak"]


def test_the_zone_knows_the_change_of_the_clock(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert practice_zone(desk) is desk.now().tzinfo
    monkeypatch.setattr("tzlocal.get_localzone", lambda: ZONE)
    winter = datetime(2026, 11, 23, 9, 40, tzinfo=timezone(timedelta(hours=-5)))
    assert practice_zone(Desk(desk.record, desk.worker, lambda: winter)) is ZONE
    elsewhere = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
    assert practice_zone(Desk(desk.record, desk.worker, lambda: elsewhere)) is UTC
