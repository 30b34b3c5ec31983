"""Times on the schedule: slots, overlaps, working hours, and what may be booked over what.

All instants are aware. Overlaps compare instants, so a booking across a change of the clock is as long as it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.template import Kind, Span
from ma_desktop.i18n import _

#: Shortest and longest visit that can be booked, minutes.
SHORTEST, LONGEST = 5, 480


class NeedsReason(RuleBroken):
    """It can be done when somebody says why; the reason is kept with the appointment and in the log."""


class Overlap(StrEnum):
    """Whether a kind of visit may be booked over another: never, after a question, always."""

    HARD = "hard"
    ASK = "ask"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Booking:
    """``start`` aware; ``minutes`` long. ``id`` 0 is not booked yet."""

    start: datetime
    minutes: int
    id: int = 0
    overlap: Overlap = Overlap.ASK

    @property
    def end(self) -> datetime:
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.start.tzinfo)


@dataclass(frozen=True, slots=True)
class Hours:
    """Open from ``opens`` to ``closes`` on ``weekday`` (0 is Monday), local time."""

    weekday: int
    opens: time
    closes: time


def check_length(minutes: int) -> None:
    if not SHORTEST <= minutes <= LONGEST:
        raise RuleBroken(_("A visit lasts from 5 minutes to 8 hours."))


def overlapping(booking: Booking, others: Iterable[Booking]) -> tuple[Booking, ...]:
    """The others that share time with ``booking``; touching ends do not, and a booking not itself."""
    return tuple(
        other
        for other in others
        if not (booking.id and other.id == booking.id)
        and booking.start.astimezone(UTC) < other.end.astimezone(UTC)
        and other.start.astimezone(UTC) < booking.end.astimezone(UTC)
    )


def overlap_rule(booking: Booking, others: Iterable[Booking]) -> Overlap:
    """The stricter of ``booking`` and what it overlaps; ``FREE`` when nothing is in its way.

    What may run beside others (a blood draw by the assistant) is in nobody's way, and nobody in its.
    """
    met = [other for other in overlapping(booking, others) if other.overlap is not Overlap.FREE]
    if not met or booking.overlap is Overlap.FREE:
        return Overlap.FREE
    rules = {booking.overlap, *(other.overlap for other in met)}
    return next(rule for rule in Overlap if rule in rules)


def wave_room(booking: Booking, spans: Iterable[Span], others: Iterable[Booking]) -> tuple[int, int] | None:
    """Where ``booking`` begins in a wave: how many are in it already and how many it takes; ``None`` outside of one."""
    start = booking.start.astimezone(UTC)
    wave = next(
        (s for s in spans if s.kind is Kind.WAVE and _within(s, start)), None
    )  # fmt: skip
    if wave is None:
        return None
    inside = [o for o in others if o.id != booking.id or not o.id]
    return sum(_within(wave, o.start.astimezone(UTC)) for o in inside), wave.capacity


def outside(booking: Booking, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in which nobody is seen, or that are held, which ``booking`` touches, in order."""
    start, end = booking.start.astimezone(UTC), booking.end.astimezone(UTC)
    return tuple(
        span
        for span in spans
        if span.kind not in (Kind.OPEN, Kind.WAVE)
        and span.start.astimezone(UTC) < end
        and start < span.end.astimezone(UTC)
    )


def free_minutes(spans: Iterable[Span], bookings: Iterable[Booking]) -> tuple[int, int]:
    """Minutes of ``spans`` in which patients are seen, and how many of those no booking covers."""
    taken = sorted((b.start.astimezone(UTC), b.end.astimezone(UTC)) for b in bookings)
    whole = free = timedelta()
    for span in spans:
        if span.kind not in (Kind.OPEN, Kind.WAVE, Kind.HOLD):
            continue
        at, end = span.start.astimezone(UTC), span.end.astimezone(UTC)
        whole += end - at
        for begin, until in taken:
            if begin >= end:
                break
            free += max(begin - at, timedelta())
            at = max(at, min(until, end))
        free += max(end - at, timedelta())
    return int(whole.total_seconds()) // 60, int(free.total_seconds()) // 60


def _within(span: Span, moment: datetime) -> bool:
    return span.start.astimezone(UTC) <= moment < span.end.astimezone(UTC)


def check_overlap(booking: Booking, others: Iterable[Booking], reason: str = "") -> None:
    """Raises ``RuleBroken`` where double booking is forbidden, or needs a ``reason`` and has none."""
    rule = overlap_rule(booking, others)
    if rule is Overlap.HARD:
        raise RuleBroken(_("This time is taken and may not be booked twice. Choose another time."))
    if rule is Overlap.ASK and not reason.strip():
        raise NeedsReason(_("This time is taken. Say why it is booked twice, or choose another time."))


def within_hours(booking: Booking, hours: Iterable[Hours]) -> bool:
    """Whether the whole visit lies in one span of opening hours, in the offset of its start."""
    end = booking.end
    if end.date() != booking.start.date():
        return False
    return any(
        span.weekday == booking.start.weekday()
        and span.opens <= booking.start.time()
        and end.time() <= span.closes
        for span in hours
    )


def slots(day: date, hours: Sequence[Hours], minutes: int, zone: tzinfo) -> Iterator[datetime]:
    """The starts of the grid of a day, every ``minutes`` from opening; a local time that does not exist
    (the clock jumps over it) is left out."""
    for span in hours:
        if span.weekday != day.weekday():
            continue
        start = datetime.combine(day, span.opens)
        while start + timedelta(minutes=minutes) <= datetime.combine(day, span.closes):
            aware = start.replace(tzinfo=zone)
            if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == start:
                yield aware
            start += timedelta(minutes=minutes)


def snap(moment: datetime, minutes: int) -> datetime:
    """The start of the grid step in which a moment lies, counted from midnight."""
    since = moment.hour * 60 + moment.minute
    whole = since - since % minutes
    return moment.replace(hour=whole // 60, minute=whole % 60, second=0, microsecond=0)
