"""Where a visit fits: the next openings for a kind of visit, a provider, days and times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Any

from ma_desktop.domain import open_times, template
from ma_desktop.domain.open_times import ALL_WEEK, Book, Day, Opening, Wish
from ma_desktop.domain.template import Kind, TemplateRow
from ma_desktop.i18n import _
from ma_desktop.models import (
    HealthcareService,
    Location,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import Pattern, pattern_between
from ma_desktop.services.schedule.taken_times import (
    grid_and_holds,
    in_room,
    provider_names,
    taken_between,
)

#: How far a search looks, days: six months.
REACH = 184
#: Where the practice has entered no hours: Monday to Friday, 8 to 17. The answer says so.
USUAL = tuple(TemplateRow(day, time(8), time(17)) for day in range(5))
#: Days from today at which a piece that is read and searched at once begins; the first is short: most searches end in it.
_EDGES = (0, 35, REACH + 1, 2 * REACH, 3 * REACH, 4 * REACH)
#: So many of the times that are kept back are named.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Person:
    """One who comes. ``minutes`` None: the kind of visit's length; ``providers`` empty: any."""

    service_id: int
    patient_id: int = 0
    minutes: int | None = None
    providers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """``earliest`` defaults to today, ``latest`` to half a year on. ``day_part``: ``""``, ``morning`` or ``afternoon``.

    ``since``/``until`` are narrower local times. ``urgent`` may take today's held times. ``second`` comes along:
    ``at_once`` with a provider of their own, else right after.
    """

    person: Person
    earliest: date | None = None
    latest: date | None = None
    weekdays: frozenset[int] = ALL_WEEK
    day_part: str = ""
    since: time | None = None
    until: time | None = None
    urgent: bool = False
    second: Person | None = None
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class FoundSlot:
    """``second``: the begin and provider of the one who comes along. ``words``: what is special about it."""

    start: datetime
    minutes: int
    practitioner_id: int
    provider: str
    held: bool = False
    second: tuple[datetime, int, int, str] | None = None


@dataclass(frozen=True, slots=True)
class FoundSlots:
    """``third``: the third next opening, from today on, whatever else was asked. ``known``: the practice has entered hours.

    ``sentence`` says why nothing was found, naming what stands in the way; ``withheld`` which free times are not offered, and why.
    """

    slots: tuple[FoundSlot, ...]
    third: datetime | None = None
    third_days: int | None = None
    known: bool = True
    sentence: str = ""
    looked_until: date | None = None
    withheld: str = ""


def find_slot(desk: Desk, search: Search, *, days: int = 8, per_day: int = 6) -> FoundSlots:
    """The first openings on each of the next days that have any."""
    reach = Reach.of(desk, search)
    found = open_times.spread(_found(reach, search), reach.zone, days=days, per_day=per_day)
    names = provider_names()
    slots = tuple(_slot(opening, reach, names) for opening in found)
    third = _third(reach)
    return FoundSlots(
        slots, third, (third.date() - reach.today).days if third else None, reach.pattern.known,
        "" if slots else _why_none(search, reach), reach.latest, _withheld(reach, names),
    )  # fmt: skip


def _withheld(reach: Reach, names: dict[int, str]) -> str:
    """Today's held times that would fit: kept for what is urgent, or until somebody releases them."""
    wish, today = replace(reach.wish, urgent=True), reach.today
    if not reach.earliest <= today <= reach.latest or (reach.wish.urgent and reach.holds_open):
        return ""
    shown = replace(
        reach, wish=wish, holds_open=True, second=None, earliest=today, latest=today, hours={}, shapes={}
    )
    held = [
        one
        for days, book in shown.pieces()
        for one in open_times.openings(days, wish, book, step=reach.step)
        if one.held
    ]
    if not held:
        return ""
    first = ", ".join(
        f"{open_times.moment_of(one.begin, reach.zone):%H:%M} {names.get(one.provider, '').split(',')[0].split()[-1]}"
        for one in list(open_times.apart(held))[:_NAMED]
    )
    if not reach.holds_open:
        return _("Held today and not offered before somebody releases them in the schedule: {times}.").format(
            times=first
        )
    return _("Held today for what is urgent, not offered: {times}.").format(times=first)


def _found(reach: Reach, search: Search) -> Iterator[Opening]:
    for days, book in reach.pieces():
        if reach.second is not None:
            yield from open_times.together(
                days, reach.wish, reach.second, book, at_once=search.at_once, step=reach.step
            )
        else:
            yield from open_times.openings(days, reach.wish, book, step=reach.step)


def _slot(opening: Opening, reach: Reach, names: dict[int, str]) -> FoundSlot:
    start = open_times.moment_of(opening.begin, reach.zone)
    second = None
    if opening.second is not None and reach.second is not None:
        provider, begin = opening.second
        second = (
            open_times.moment_of(begin, reach.zone), reach.second.minutes, provider, names.get(provider, ""),
        )  # fmt: skip
    return FoundSlot(
        start, opening.minutes, opening.provider, names.get(opening.provider, ""), opening.held, second
    )


def _third(reach: Reach) -> datetime | None:
    """Counted from now on for the kind of visit and its providers: no day, hour or patient narrows it, holds do not count."""
    wish = replace(
        reach.wish, weekdays=ALL_WEEK, since=time(), until=time(23, 59), urgent=False, patient_id=0
    )
    plain = replace(reach, wish=wish, second=None, earliest=reach.today)
    found = (
        opening
        for days, book in plain.pieces()
        for opening in open_times.openings(days, wish, book, step=reach.step)
    )
    third = open_times.third_next(found)
    return open_times.moment_of(third.begin, reach.zone) if third else None


def _why_none(search: Search, reach: Reach) -> str:
    """Never only “none”: until when was looked, and what to loosen."""
    if not reach.wish.providers:
        return _("The practice has no provider yet. Add one in the settings.")
    until = f"{reach.latest:%m/%d/%Y}"
    if reach.earliest > reach.latest:
        return _("The last day lies before the first. Change one of them.")
    narrow = search.weekdays != ALL_WEEK or search.day_part or search.since or search.until or search.latest
    if narrow:
        return _("Nothing fits until {day}. Try any day, any time, or a later last day.").format(day=until)
    none = _("Every time until {day} is taken or closed. Put the patient on the waiting list.").format(
        day=until
    )
    return f"{none} {_over(search)}"


def _over(search: Search) -> str:
    """Taken times are never offered: what the schedule would do with one."""
    service: HealthcareService = HealthcareService.get_by_id(search.person.service_id)
    if service.overlap == "hard":
        return _("{service} is never booked over another appointment.").format(service=service.name)
    return _("Over another appointment it can be booked in the schedule, with a reason.")


@dataclass(frozen=True, slots=True)
class Reach:
    """One search, ready to be carried out: what is looked for, between which days, in which hours."""

    wish: Wish
    second: Wish | None
    earliest: date
    latest: date
    today: date
    now: datetime
    zone: tzinfo
    step: int
    rooms: int
    pattern: Pattern
    providers: tuple[int, ...]
    #: Whether a reason is enough to book into held time; else nobody does before its release.
    holds_open: bool = True
    #: What was read and worked out already; a copy with another wish shares it.
    books: dict[tuple[date, date], Book] = field(default_factory=dict)
    hours: dict[tuple[date, bool], dict[int, Sequence[open_times.Free]]] = field(default_factory=dict)
    shapes: dict[Any, tuple[int, dict[int, Sequence[open_times.Free]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, desk: Desk, search: Search) -> Reach:
        now = desk.now()
        today = now.date()
        earliest = max(search.earliest or today, today)
        latest = min(search.latest or today + timedelta(days=REACH), earliest + timedelta(days=REACH))
        pattern = pattern_between(desk, today, max(latest, today))
        rooms = Location.select().where(Location.stands() & Location.active).count()
        step, hard = grid_and_holds()
        return cls(
            wish_of(search, search.person), wish_of(search, search.second) if search.second else None, earliest, latest,
            today, now, pattern.zone, step, rooms, pattern, tuple(provider_names()), not hard,
        )  # fmt: skip

    def pieces(self) -> Iterator[tuple[list[Day], Book]]:
        """The days with their free stretches, and what is booked on them; the later piece only when somebody asks on."""
        for begin, end in pairwise(_EDGES):
            first, last = self.today + timedelta(days=begin), self.today + timedelta(days=end - 1)
            if first > self.latest:
                return
            if last >= self.earliest:
                days = self._days(max(first, self.earliest), min(last, self.latest))
                yield list(days), self._book(first, last)

    def _book(self, first: date, last: date) -> Book:
        if (first, last) not in self.books:
            out: dict[int, list[open_times.Interval]] = {}
            for each in self.pattern.exceptions:
                if each.device_id is not None and each.kind is not Kind.OPEN:
                    out.setdefault(each.device_id, []).append(_interval(each))
            self.books[first, last] = Book(taken_between(first, last, self.zone), self.rooms, out)
        return self.books[first, last]

    def _days(self, first: date, last: date) -> Iterator[Day]:
        soonest = open_times.minute_of(self.now) + 1
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            if day.weekday() in self.wish.weekdays:
                yield open_times.day_of(day, self.wish, self.zone, soonest, self._hours_of(day))

    def _hours_of(self, day: date) -> dict[int, Sequence[open_times.Free]]:
        key = (day, self.wish.urgent and self.holds_open)
        if key not in self.hours:
            self.hours[key] = self._usual_hours(day) or self._read_hours(day)
        return self.hours[key]

    def _read_hours(self, day: date) -> dict[int, Sequence[open_times.Free]]:
        return free_on(
            self.pattern,
            self._rows(),
            day,
            self.providers,
            self.now,
            urgent=self.wish.urgent and self.holds_open,
        )

    def _rows(self) -> tuple[TemplateRow, ...]:
        return self.pattern.rows if self.pattern.known else (*self.pattern.rows, *USUAL)

    def _usual_hours(self, day: date) -> dict[int, Sequence[open_times.Free]] | None:
        """Days without a word of their own have the hours of the first such day, moved on: of half a year most are that."""
        begin, end = (open_times.minute_of(at) for at in template.midnights(day, self.zone))
        soon = day <= self.now.date() + timedelta(days=1)  # holds are released by the clock
        if soon or end - begin != 1440 or day in self.pattern.holidays or self.pattern.near(day):
            return None
        key = (day.weekday(), tuple(n for n, row in enumerate(self._rows()) if _matters(row, day)))
        if key not in self.shapes:
            self.shapes[key] = begin, self._read_hours(day)
        first, hours = self.shapes[key]
        return {
            provider: [
                replace(one, begin=one.begin + begin - first, end=one.end + begin - first) for one in row
            ]
            for provider, row in hours.items()
        }


def _matters(row: TemplateRow, day: date) -> bool:
    """Whether a line of the template is in force in that week."""
    return row.on(day + timedelta(days=row.weekday - day.weekday()))


def free_on(
    pattern: Pattern, rows: Sequence[TemplateRow], day: date, providers: Iterable[int], now: datetime, *, urgent: bool
) -> dict[int, Sequence[open_times.Free]]:  # fmt: skip
    """The working time of each provider on a day. Only today's holds may be taken, and only by what is urgent."""
    near = pattern.near(day)
    urgent = urgent and day == now.date()
    return {
        ident: open_times.free_of(
            template.spans_of_day(day, ident, rows, near, pattern.holidays, pattern.zone, now), urgent=urgent
        )
        for ident in providers
    }


def wish_of(search: Search, person: Person) -> Wish:
    """The rules of the kind of visit, and what was asked."""
    service: HealthcareService = HealthcareService.get_by_id(person.service_id)
    since, until = search.since or time(), search.until or time(23, 59)
    if search.day_part == "morning":
        until = min(until, open_times.NOON)
    elif search.day_part == "afternoon":
        since = max(since, open_times.NOON)
    return Wish(
        person.minutes or service.minutes, person.providers or tuple(provider_names()), person.patient_id, search.weekdays,
        since, until, search.urgent, service.device_id or 0, in_room(service.name),
        service.overlap == "free",
    )  # fmt: skip


def _interval(exception: template.DatedException) -> open_times.Interval:
    return open_times.minute_of(exception.start), open_times.minute_of(exception.end)
