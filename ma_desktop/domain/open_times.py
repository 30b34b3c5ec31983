"""Where a visit fits: openings out of working time and what is booked already.

Everything here counts in whole minutes since 1970 in UTC, so that a search over six months is sums on small integers and a
change of the clock changes nothing. Intervals are half open: ``(begin, end)``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice

from ma_desktop.domain import template
from ma_desktop.domain.template import Kind, Span

Interval = tuple[int, int]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOON = time(12)
ALL_WEEK = frozenset(range(7))


def minute_of(moment: datetime) -> int:
    """Whole minutes since 1970 in UTC; seconds are cut off."""
    return int((moment.astimezone(UTC) - _EPOCH).total_seconds()) // 60


def moment_of(minute: int, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(minutes=minute)).astimezone(zone)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for. ``providers``: any of these, in the order of their columns. ``weekdays``: 0 is Monday.

    ``since``/``until``: local times between which it begins. ``urgent``: may take today's held times too.
    ``device``: equipment the visit takes; ``in_room``: needs one of the practice's rooms; ``shares``: may stand beside other
    visits that share (kinds of visit that may be booked over). ``patient_id`` 0: nobody yet.
    """

    minutes: int
    providers: tuple[int, ...]
    patient_id: int = 0
    weekdays: frozenset[int] = ALL_WEEK
    since: time = time()
    until: time = time(23, 59)
    urgent: bool = False
    device: int = 0
    in_room: bool = True
    shares: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """One booked appointment. ``begin`` and ``end`` in minutes; 0 stands for no device and no room."""

    begin: int
    end: int
    provider: int
    patient: int
    shares: bool = False
    device: int = 0
    room: int = 0
    in_room: bool = True


@dataclass(frozen=True, slots=True)
class Opening:
    """A time that fits. ``second``: provider and begin of the other person's visit when two come together.

    ``held``: it lies in a same-day hold; ``left``: how many more the wave takes (0 outside of waves).
    """

    begin: int
    minutes: int
    provider: int
    second: tuple[int, int] | None = None
    held: bool = False
    left: int = 0


@dataclass(frozen=True, slots=True)
class Free:
    """One stretch of working time of a provider. ``wave``: how many may begin together at its begin; 0 is ordinary time."""

    begin: int
    end: int
    held: bool = False
    wave: int = 0


@dataclass
class Book:
    """The appointments of the searched time, looked up by who and what they occupy."""

    taken: Iterable[Taken] = ()
    rooms: int = 0
    devices_out: Mapping[int, Sequence[Interval]] = field(default_factory=dict)
    _by_provider: dict[int, list[Taken]] = field(default_factory=dict)
    _by_patient: dict[int, list[Taken]] = field(default_factory=dict)
    _by_device: dict[int, list[Taken]] = field(default_factory=dict)
    _in_rooms: list[Taken] = field(default_factory=list)
    longest: int = 0

    def __post_init__(self) -> None:
        for one in sorted(self.taken, key=lambda each: each.begin):
            self._by_provider.setdefault(one.provider, []).append(one)
            if one.patient:
                self._by_patient.setdefault(one.patient, []).append(one)
            if one.device:
                self._by_device.setdefault(one.device, []).append(one)
            if one.in_room:
                self._in_rooms.append(one)
            self.longest = max(self.longest, one.end - one.begin)

    def provider_free(self, provider: int, begin: int, end: int, *, shares: bool = False) -> bool:
        met = self._meeting(self._by_provider.get(provider, ()), begin, end)
        return not any(not (shares and one.shares) for one in met)

    def beginning(self, provider: int, begin: int, end: int) -> int:
        """How many of a provider's appointments begin in that time."""
        row = self._by_provider.get(provider, [])
        keys = bisect_left(row, begin, key=_begin), bisect_left(row, end, key=_begin)
        return keys[1] - keys[0]

    def rest_free(self, wish: Wish, begin: int, end: int) -> bool:
        """Whether the patient, the equipment and a room are free."""
        if wish.patient_id and any(self._meeting(self._by_patient.get(wish.patient_id, ()), begin, end)):
            return False
        if wish.device and (
            any(self._meeting(self._by_device.get(wish.device, ()), begin, end))
            or any(one < end and begin < other for one, other in self.devices_out.get(wish.device, ()))
        ):
            return False
        return not (wish.in_room and self.rooms) or self._rooms_in_use(begin, end) < self.rooms

    def _rooms_in_use(self, begin: int, end: int) -> int:
        """The most appointments that are in rooms at one time of the stretch."""
        met = list(self._meeting(self._in_rooms, begin, end))
        if len(met) < self.rooms:
            return len(met)
        return max((sum(a.begin <= at < a.end for a in met) for at in {begin, *(m.begin for m in met)} if at >= begin), default=0)  # fmt: skip

    def _meeting(self, row: Sequence[Taken], begin: int, end: int) -> Iterator[Taken]:
        """Those that share time, from appointments in order of their begin."""
        first = bisect_right(row, begin - self.longest, key=_begin) if row else 0
        for place in range(first, len(row)):
            one = row[place]
            if one.begin >= end:
                return
            if one.end > begin:
                yield one


def _begin(one: Taken) -> int:
    return one.begin


def free_of(spans: Iterable[Span], *, urgent: bool) -> tuple[Free, ...]:
    """Working time out of a day's spans, neighbors joined. ``urgent``: holds count too."""
    found: list[Free] = []
    for span in spans:
        begin, end = minute_of(span.start), minute_of(span.end)
        if span.kind is Kind.WAVE:
            found.append(Free(begin, end, wave=span.capacity))
        elif span.kind is Kind.OPEN or (urgent and span.kind is Kind.HOLD):
            held = span.kind is Kind.HOLD
            last = found[-1] if found else None
            if last and last.end == begin and not last.wave and last.held == held:
                found[-1] = Free(last.begin, end, held)
            else:
                found.append(Free(begin, end, held))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Day:
    """One local day of the search. ``midnight``: its first minute; ``begins``: stretches of each provider in order.

    ``begin``/``end``: the minutes between which a visit may begin on it.
    """

    day: date
    begin: int
    end: int
    midnight: int
    free: Mapping[int, Sequence[Free]]


def day_of(day: date, wish: Wish, zone: tzinfo, not_before: int, free: Mapping[int, Sequence[Free]]) -> Day:
    """A day of the search, its hours as the wish wants them."""
    first, _last = template.midnights(day, zone)
    begin = minute_of(template.local(day, wish.since, zone))
    end = minute_of(template.local(day, wish.until, zone, last=True))
    return Day(day, max(begin, not_before), end, minute_of(first), free)


def openings(days: Iterable[Day], wish: Wish, book: Book, *, step: int = 15) -> Iterator[Opening]:
    """All openings in order of time, then of the wish's providers. ``step``: the grid, minutes from midnight."""
    for day in days:
        if day.day.weekday() not in wish.weekdays:
            continue
        found = [
            opening
            for provider in wish.providers
            for opening in _of_provider(day, wish, book, provider, step)
        ]
        yield from sorted(found, key=lambda one: (one.begin, wish.providers.index(one.provider)))


def _of_provider(day: Day, wish: Wish, book: Book, provider: int, step: int) -> Iterator[Opening]:
    for free in day.free.get(provider, ()):
        if free.wave:
            left = free.wave - book.beginning(provider, free.begin, free.end)
            fits = day.begin <= free.begin < day.end and free.begin + wish.minutes <= free.end
            if left > 0 and fits and book.rest_free(wish, free.begin, free.begin + wish.minutes):
                yield Opening(free.begin, wish.minutes, provider, left=left)
            continue
        for begin in _grid(free.begin, free.end - wish.minutes, day.midnight, step):
            if begin < day.begin or begin >= day.end:
                continue
            end = begin + wish.minutes
            if book.provider_free(provider, begin, end, shares=wish.shares) and book.rest_free(
                wish, begin, end
            ):
                yield Opening(begin, wish.minutes, provider, held=free.held)


def _grid(first: int, last: int, midnight: int, step: int) -> Iterator[int]:
    """The begin of the stretch, then every ``step`` minutes of the day, up to and with ``last``."""
    if first > last:
        return
    yield first
    yield from range(first + step - (first - midnight) % step, last + 1, step)


def together(
    days: Iterable[Day], one: Wish, other: Wish, book: Book, *, at_once: bool, step: int = 15
) -> Iterator[Opening]:
    """Two people on one way. ``at_once``: both at the same time, each with a provider of their own; else one after the other
    with the same provider, without a gap. The openings are those of ``one``; ``second`` is the visit of ``other``."""
    days = list(days)
    if at_once:
        if one.device and one.device == other.device:
            return
        seconds: dict[int, list[int]] = {}
        for found in openings(days, other, book, step=step):
            seconds.setdefault(found.begin, []).append(found.provider)
        for first in openings(days, one, book, step=step):
            partner = next((p for p in seconds.get(first.begin, ()) if p != first.provider), None)
            if partner is not None:
                yield Opening(first.begin, one.minutes, first.provider, (partner, first.begin), first.held)
        return
    both = _joined_wish(one, other)
    for found in openings(days, both, book, step=step):
        middle = found.begin + one.minutes
        if book.rest_free(one, found.begin, middle) and book.rest_free(other, middle, middle + other.minutes):
            yield Opening(found.begin, one.minutes, found.provider, (found.provider, middle), found.held)


def _joined_wish(one: Wish, other: Wish) -> Wish:
    """One stretch for both; waves are for single visits and are too short for it."""
    shared = tuple(provider for provider in one.providers if provider in other.providers)
    return Wish(
        one.minutes + other.minutes, shared, 0, one.weekdays & other.weekdays, max(one.since, other.since),
        min(one.until, other.until), one.urgent and other.urgent, in_room=False, shares=one.shares and other.shares,
    )  # fmt: skip


def third_next(found: Iterable[Opening]) -> Opening | None:
    """The third opening that could be booked beside the two before it: the usual measure of access. ``None``: fewer."""
    return next(islice(apart(found), 2, 3), None)


def apart(found: Iterable[Opening]) -> Iterator[Opening]:
    """Openings of one provider that do not share time, the earliest first; a wave counts as often as it takes."""
    busy_until: dict[int, int] = {}
    for opening in found:
        if opening.left:
            yield from (opening for _each in range(opening.left))
        elif opening.begin >= busy_until.get(opening.provider, 0):
            busy_until[opening.provider] = opening.begin + opening.minutes
            yield opening


def spread(found: Iterable[Opening], zone: tzinfo, *, days: int, per_day: int) -> list[Opening]:
    """The first ``per_day`` openings that stand apart on each of the first ``days`` days that have any."""
    kept: list[Opening] = []
    counts: dict[date, int] = {}
    for opening in apart(_once(found)):
        day = moment_of(opening.begin, zone).date()
        if day not in counts and len(counts) == days:
            break
        if counts.get(day, 0) < per_day:
            kept.append(opening)
        counts[day] = counts.get(day, 0) + 1
    return kept


def _once(found: Iterable[Opening]) -> Iterator[Opening]:
    """A wave as one line, however many it takes."""
    return (Opening(o.begin, o.minutes, o.provider, o.second, o.held) if o.left else o for o in found)


def least_wait(
    now: int, free: Mapping[int, Sequence[Free]], wish: Wish, book: Book, *, grace: int = 0
) -> Opening | None:
    """For somebody who stands at the desk: the earliest begin from ``now`` on with any provider, to the minute.

    Squeezed in where nothing is whole: a provider who is free for at least ``grace`` minutes counts as free then.
    """
    best: Opening | None = None
    needed = grace or wish.minutes
    for provider in wish.providers:
        for stretch in free.get(provider, ()):
            begin = _first_gap(stretch, now, needed, provider, wish, book)
            if begin is not None and (best is None or begin < best.begin):
                best = Opening(begin, wish.minutes, provider, held=stretch.held)
    return best


def _first_gap(stretch: Free, now: int, needed: int, provider: int, wish: Wish, book: Book) -> int | None:
    """The first minute of a stretch from which ``needed`` minutes are free."""
    begin = max(stretch.begin, now)
    while begin + needed <= stretch.end:
        met = [one for one in book._meeting(book._by_provider.get(provider, ()), begin, begin + needed)
               if not (wish.shares and one.shares)]  # fmt: skip
        if not met:
            return begin
        begin = max(one.end for one in met)
    return None
