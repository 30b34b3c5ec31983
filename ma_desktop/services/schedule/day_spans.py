"""When each provider works on a day: template, exceptions and holidays, as spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from ma_desktop.domain import settings, template
from ma_desktop.domain.template import DatedException, Kind, Span, TemplateRow
from ma_desktop.models import Organization, Practitioner, Schedule, Setting, Slot
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.practice_zone import practice_zone

#: The longest exception that is looked for, days: a parental leave is entered in pieces.
LONGEST_EXCEPTION = 92


@dataclass(frozen=True, slots=True)
class DaySpans:
    """``spans``: practitioner id → the whole local day without gaps. ``holiday``: its name when the practice keeps it closed.

    ``known``: whether the practice has entered any working hours; without them every day is closed and says nothing.
    ``out``: times in which a room or a device cannot be used.
    """

    day: date
    zone: tzinfo
    spans: Mapping[int, tuple[Span, ...]]
    holiday: str = ""
    known: bool = True
    out: tuple[DatedException, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """All that decides about working time between two days; ``holidays``: the days kept closed."""

    rows: tuple[TemplateRow, ...]
    exceptions: tuple[DatedException, ...]
    holidays: Mapping[date, str]
    zone: tzinfo

    @property
    def known(self) -> bool:
        return any(row.kind in (Kind.OPEN, Kind.WAVE) for row in self.rows)

    def near(self, day: date) -> list[DatedException]:
        """The exceptions that touch a local day."""
        first, last = template.midnights(day, self.zone)
        return [each for each in self.exceptions if each.start < last and first < each.end]


def day_spans(desk: Desk, day: date) -> DaySpans:
    return spans_between(desk, day, day)[day]


def spans_between(desk: Desk, first: date, last: date) -> dict[date, DaySpans]:
    """The same for each day from ``first`` to ``last``, both included, in three statements."""
    pattern, providers, now = pattern_between(desk, first, last), own_providers(), desk.now()
    found = {}
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        near = pattern.near(day)
        spans = {
            ident: template.spans_of_day(
                day, ident, pattern.rows, near, pattern.holidays, pattern.zone, now
            )
            for ident in providers
        }  # fmt: skip
        out = tuple(each for each in near if each.location_id is not None or each.device_id is not None)
        found[day] = DaySpans(day, pattern.zone, spans, pattern.holidays.get(day, ""), pattern.known, out)
    return found


def own_providers() -> tuple[int, ...]:
    """Ids of those who see patients here, in the order of their columns."""
    rows = Practitioner.select(Practitioner.id).where(
        Practitioner.stands() & Practitioner.own & Practitioner.active
    )
    return tuple(ident for (ident,) in rows.order_by(Practitioner.id).tuples())


def pattern_between(desk: Desk, first: date, last: date) -> Pattern:
    zone = practice_zone(desk)
    begin, _end = template.midnights(first - timedelta(days=LONGEST_EXCEPTION), zone)
    _begin, end = template.midnights(last, zone)
    slots = (
        Slot.select(*_SLOT)
        .where(Slot.stands() & Slot.active)
        .where((Slot.start >= instant_text(begin)[:23]) & (Slot.start < instant_text(end)[:23]))
        .order_by(Slot.start, Slot.id)
        .tuples()
    )
    exceptions = tuple(_exception(row) for row in slots)
    return Pattern(template_rows(), exceptions, _holidays(range(first.year, last.year + 1)), zone)


def template_rows() -> tuple[TemplateRow, ...]:
    """The whole weekly template of the practice, past and future lines too."""
    rows = Schedule.select(*_SCHEDULE).where(Schedule.stands()).order_by(Schedule.id).tuples()
    return tuple(
        TemplateRow(
            weekday, template.read_time(opens), template.read_time(closes), Kind(kind), practitioner, label,
            capacity, release, since, until, ident,
        )
        for ident, practitioner, weekday, opens, closes, kind, label, capacity, release, since, until in rows
    )  # fmt: skip


_SCHEDULE = (
    Schedule.id, Schedule.practitioner, Schedule.weekday, Schedule.opens, Schedule.closes, Schedule.kind,
    Schedule.label, Schedule.capacity, Schedule.release_minutes, Schedule.valid_from, Schedule.valid_until,
)  # fmt: skip
_SLOT = (
    Slot.id, Slot.practitioner, Slot.location, Slot.device, Slot.kind, Slot.start, Slot.minutes, Slot.label,
    Slot.release_at, Slot.released_at,
)  # fmt: skip


def _exception(row: tuple[Any, ...]) -> DatedException:
    ident, practitioner, location, device, kind, start, minutes, label, release_at, released_at = row
    return DatedException(
        start, minutes, Kind(kind), practitioner, label, release_at, released_at, location, device, ident
    )


def _holidays(years: Sequence[int]) -> dict[date, str]:
    row = Setting.get_or_none((Setting.key == settings.HOLIDAYS.key) & (Setting.user == 0))
    kept = str(row.value if row is not None else settings.HOLIDAYS.default)
    own = Organization.get_or_none(Organization.stands() & Organization.own & (Organization.kind == "prov"))
    names = [name.strip() for name in kept.split(";") if name.strip()]
    return template.kept_closed(own.state if own else "", years, names) if names else {}
