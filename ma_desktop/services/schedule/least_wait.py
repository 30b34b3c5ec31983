"""Somebody stands at the desk: with whom they are seen first, and about when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ma_desktop.domain import open_times
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import pattern_between
from ma_desktop.services.schedule.find_slot import (
    USUAL,
    Person,
    Search,
    free_on,
    wish_of,
)
from ma_desktop.services.schedule.taken_times import provider_names, taken_between

#: A provider who is free for at least so long counts as free: the urgent are squeezed in.
SQUEEZE = 10


@dataclass(frozen=True, slots=True)
class Proposal:
    """``squeezed``: the time is shorter than the visit. ``waits``: minutes from now."""

    practitioner_id: int
    provider: str
    start: datetime
    waits: int
    squeezed: bool = False


def least_wait(desk: Desk, service_id: int, patient_id: int = 0) -> Proposal | None:
    """The earliest whole time of today with any provider, held ones too; else the earliest that at least begins; else ``None``."""
    now = desk.now()
    day = now.date()
    pattern = pattern_between(desk, day, day)
    names = provider_names()
    rows = pattern.rows if pattern.known else (*pattern.rows, *USUAL)
    free = free_on(pattern, rows, day, names, now, urgent=True)
    wish = wish_of(Search(Person(service_id)), Person(service_id, patient_id))
    book = open_times.Book(taken_between(day, day, pattern.zone))
    at = open_times.minute_of(now + timedelta(seconds=59))
    for needed in (0, min(SQUEEZE, wish.minutes)):
        found = open_times.least_wait(at, free, wish, book, grace=needed)
        if found is not None:
            start = open_times.moment_of(found.begin, pattern.zone)
            name = names.get(found.provider, "")
            return Proposal(
                found.provider, name, start, found.begin - open_times.minute_of(now), bool(needed)
            )
    return None
