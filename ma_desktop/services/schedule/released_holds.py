"""Held times that opened since a moment, by the clock or by hand; what of them is free, and whom it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ma_desktop.domain import open_times, template
from ma_desktop.domain.template import Kind, Span
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import own_providers, pattern_between
from ma_desktop.services.schedule.freed_times import FreedTime
from ma_desktop.services.schedule.taken_times import provider_names, slot_minutes, taken_between
from ma_desktop.services.schedule.waiting_list import who_fits

#: Days from today whose holds are watched: Friday's release of a Monday is seen on Friday.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class ReleasedHolds:
    """``at``: the moment of this look, where the next one begins. ``next_at``: when the clock opens the next hold."""

    at: datetime
    times: tuple[FreedTime, ...] = ()
    next_at: datetime | None = None


def released_holds(desk: Desk, since: datetime | None) -> ReleasedHolds:
    """``since`` None: nothing is news yet. Times that fit nobody are left out, as they are of cancelled appointments."""
    now, names = desk.now(), provider_names()
    opened: list[tuple[int, Span]] = []
    coming: list[datetime] = []
    for provider, span in _holds(desk, since or now):
        assert span.release_at is not None
        if span.release_at > now:
            coming.append(span.release_at)
        elif since is not None:
            opened.append((provider, span))
    times = [
        FreedTime(start, minutes, provider, names.get(provider, ""), who_fits(desk, start, minutes, provider))
        for provider, span in opened
        for start, minutes in _free_parts(provider, span, now)
    ]
    return ReleasedHolds(now, tuple(one for one in times if one.fits), min(coming, default=None))


def _holds(desk: Desk, at: datetime) -> Iterator[tuple[int, Span]]:
    """Those that were held at that moment and are to open some time, as the record tells it now."""
    first = desk.now().date()
    pattern = pattern_between(desk, first, first + timedelta(days=_AHEAD))
    for offset in range(_AHEAD + 1):
        day = first + timedelta(days=offset)
        for provider in own_providers():
            spans = template.spans_of_day(
                day, provider, pattern.rows, pattern.near(day), pattern.holidays, pattern.zone, at
            )
            for span in spans:
                if span.kind is Kind.HOLD and span.release_at is not None and span.end > desk.now():
                    yield provider, span


def _free_parts(provider: int, span: Span, now: datetime) -> Iterator[tuple[datetime, int]]:
    """(start, minutes) of what nobody is booked into, from now on, beginning on the grid of the schedule."""
    zone, step = span.start.tzinfo, slot_minutes()
    assert zone is not None
    begin, end = open_times.minute_of(span.start), open_times.minute_of(span.end)
    soonest = open_times.minute_of(now) + 1
    if soonest > begin:
        begin = soonest + -soonest % step
    taken = taken_between(span.start.date(), span.end.date(), zone)
    mine = sorted((one for one in taken if one.provider == provider), key=lambda one: one.begin)
    for one in mine:
        if one.end <= begin or one.begin >= end:
            continue
        if one.begin > begin:
            yield open_times.moment_of(begin, zone), one.begin - begin
        begin = one.end
    if begin < end:
        yield open_times.moment_of(begin, zone), end - begin
