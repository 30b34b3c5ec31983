"""A provider's times as an iCalendar file (RFC 5545), with nobody's name in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class BusyTime:
    """``uid``: the same for the same appointment in every export; ``summary``: words that name no patient.

    ``start``: aware; ``sequence`` rises with every change, so that a calendar takes the later one.
    """

    uid: str
    start: datetime
    minutes: int
    summary: str
    sequence: int = 0


def write(times: Sequence[BusyTime], *, name: str, made_at: datetime) -> bytes:
    """In UTC, which every calendar shows in its own zone, right across the change of the clock."""
    calendar = Calendar()
    calendar.add("prodid", "-//MA Desktop//Schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for time in times:
        event = Event()
        start = time.start.astimezone(UTC)
        event.add("uid", time.uid)
        event.add("dtstamp", made_at.astimezone(UTC))
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=time.minutes))
        event.add("summary", time.summary)
        event.add("class", "PRIVATE")
        event.add("transp", "OPAQUE")
        event.add("sequence", time.sequence)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
