"""A month at a glance: what is booked and what is free on each day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ma_desktop.domain import schedule_rules
from ma_desktop.domain.schedule_rules import Booking
from ma_desktop.domain.template import Kind
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_check import STANDING
from ma_desktop.services.schedule.day_schedule import within_days
from ma_desktop.services.schedule.day_spans import DaySpans, spans_between
from ma_desktop.services.schedule.practice_zone import practice_zone


@dataclass(frozen=True, slots=True)
class DayCount:
    """``open_minutes`` and how many of them are ``free_minutes``, over the providers that were asked for.

    ``known``: whether the practice has working hours at all; ``words``: the holiday or why everybody is away.
    """

    day: date
    booked: int
    open_minutes: int
    free_minutes: int
    known: bool
    words: str = ""

    @property
    def closed(self) -> bool:
        return self.known and self.open_minutes == 0


@dataclass(frozen=True, slots=True)
class MonthSchedule:
    """``days``: whole weeks, Monday first, that cover ``month`` (its first day)."""

    month: date
    days: tuple[DayCount, ...]


def month_schedule(desk: Desk, day: date, practitioner_id: int | None = None) -> MonthSchedule:
    """The month of ``day``; ``practitioner_id``: one provider alone."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    begin, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    booked = _booked(desk, begin, end, practitioner_id)
    spans = spans_between(desk, begin, end)
    return MonthSchedule(
        first, tuple(_count(at, spans[at], booked.get(at, ()), practitioner_id) for at in sorted(spans))
    )


def _booked(
    desk: Desk, first: date, last: date, practitioner_id: int | None
) -> dict[date, list[tuple[int, Booking]]]:
    zone = practice_zone(desk)
    rows = (
        Appointment.select(Appointment.id, Appointment.practitioner, Appointment.start, Appointment.minutes)
        .where(Appointment.stands() & within_days(desk, first, last) & Appointment.status.in_(STANDING))
        .tuples()
    )
    found: dict[date, list[tuple[int, Booking]]] = {}
    for ident, provider, start, minutes in rows:
        if practitioner_id in (None, provider):
            there = start.astimezone(zone)
            found.setdefault(there.date(), []).append((provider, Booking(there, minutes, ident)))
    return found


def _count(
    day: date, spans: DaySpans, booked: Iterable[tuple[int, Booking]], practitioner_id: int | None
) -> DayCount:
    booked = list(booked)
    whole = free = 0
    for provider, own in spans.spans.items():
        if practitioner_id in (None, provider):
            a, b = schedule_rules.free_minutes(own, [each for who, each in booked if who == provider])
            whole, free = whole + a, free + b
    away = {
        span.label
        for provider, own in spans.spans.items()
        if practitioner_id in (None, provider)
        for span in own
        if span.kind is Kind.CLOSED and span.label
    }
    words = spans.holiday or (next(iter(sorted(away))) if away and not whole else "")
    return DayCount(day, len(booked), whole, free, spans.known, words)
