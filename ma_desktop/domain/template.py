"""When a provider works: the weekly template, its dated exceptions and the public holidays, as spans of one day.

Later layers paint over earlier ones: open and wave hours of the template, its holds, its blocks, a holiday that the practice
keeps, then the day's own exceptions in the order open, hold, block, closed. What no layer painted is closed.

Local times become instants here and nowhere else. A local time that the clock jumps over counts as the moment of the jump;
of one that comes twice, a span begins at the first and ends at the second, so that no hour of work is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

_MINUTE = timedelta(minutes=1)


class Kind(StrEnum):
    """``hold``: kept for the same day and urgent requests until it is released; ``wave``: several patients at its beginning."""

    OPEN = "open"
    WAVE = "wave"
    HOLD = "hold"
    BLOCK = "block"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One line of the weekly template, as ``models.Schedule``. ``practitioner_id`` None: for the whole practice."""

    weekday: int
    opens: time
    closes: time
    kind: Kind = Kind.OPEN
    practitioner_id: int | None = None
    label: str = ""
    capacity: int = 1
    release_minutes: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    id: int = 0

    def on(self, day: date) -> bool:
        return (
            self.weekday == day.weekday()
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class DatedException:
    """One dated change, as ``models.Slot``; ``start`` aware. Neither practitioner nor room nor device: the whole practice."""

    start: datetime
    minutes: int
    kind: Kind
    practitioner_id: int | None = None
    label: str = ""
    release_at: datetime | None = None
    released_at: datetime | None = None
    location_id: int | None = None
    device_id: int | None = None
    id: int = 0

    @property
    def end(self) -> datetime:
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.start.tzinfo)


@dataclass(frozen=True, slots=True)
class Span:
    """Time of one kind; ``start`` and ``end`` aware, in the practice's zone.

    ``release_at``: when a hold opens by itself. ``source``: ``template``, ``exception``, ``holiday`` or ``""`` (nothing said),
    ``source_id`` the row it comes from. ``released``: was a hold and is open now.
    """

    start: datetime
    end: datetime
    kind: Kind
    label: str = ""
    capacity: int = 1
    release_at: datetime | None = None
    source: str = "template"
    source_id: int = 0
    released: bool = False

    @property
    def minutes(self) -> int:
        return int((self.end - self.start.astimezone(UTC)) / _MINUTE)


def spans_of_day(
    day: date,
    practitioner_id: int,
    rows: Iterable[TemplateRow],
    exceptions: Iterable[DatedException],
    holidays: Mapping[date, str],
    zone: tzinfo,
    now: datetime,
) -> tuple[Span, ...]:
    """The whole local day from midnight to midnight, without gaps or overlaps, in order. ``holidays``: the days kept closed."""
    first, last = midnights(day, zone)
    painted = [Span(first, last, Kind.CLOSED, source="")]
    for layer in _layers(day, practitioner_id, rows, exceptions, holidays, zone):
        painted = _paint(painted, layer, first, last)
    return tuple(_joined([_released(span, now) for span in painted], zone))


def _layers(
    day: date, practitioner_id: int, rows: Iterable[TemplateRow], exceptions: Iterable[DatedException],
    holidays: Mapping[date, str], zone: tzinfo,
) -> list[Span]:  # fmt: skip
    """What paints over what, earliest first."""
    mine = [row for row in rows if row.practitioner_id in (None, practitioner_id)]
    layers = [_of_row(row, day, zone) for row in sorted(_in_force(mine, day), key=_row_order)]
    if day in holidays:
        first, last = midnights(day, zone)
        layers.append(Span(first, last, Kind.CLOSED, holidays[day], source="holiday"))
    dated = [each for each in exceptions if _concerns(each, practitioner_id)]
    return layers + [_of_exception(each, zone) for each in sorted(dated, key=_exception_order)]


def _in_force(rows: Sequence[TemplateRow], day: date) -> list[TemplateRow]:
    """A provider with hours of their own at that time does not keep those of the practice."""
    working = {Kind.OPEN, Kind.WAVE}
    own = any(
        row.practitioner_id is not None and row.kind in working and row.on(_weekday_near(day, row.weekday))
        for row in rows
    )
    return [
        row
        for row in rows
        if row.on(day) and not (own and row.practitioner_id is None and row.kind in working)
    ]


def _weekday_near(day: date, weekday: int) -> date:
    """That weekday in the week of ``day``: hours on Mondays only also say that Tuesdays are off."""
    return day + timedelta(days=weekday - day.weekday())


def _concerns(exception: DatedException, practitioner_id: int) -> bool:
    if exception.location_id is not None or exception.device_id is not None:
        return False  # a room or a device is out, not the provider
    return exception.practitioner_id in (None, practitioner_id)


_ROW_ORDER = {Kind.OPEN: 0, Kind.WAVE: 1, Kind.HOLD: 2, Kind.BLOCK: 3, Kind.CLOSED: 4}
_EXCEPTION_ORDER = {Kind.OPEN: 0, Kind.WAVE: 0, Kind.HOLD: 1, Kind.BLOCK: 2, Kind.CLOSED: 3}


def _row_order(row: TemplateRow) -> tuple[int, bool, int]:
    return _ROW_ORDER[row.kind], row.practitioner_id is not None, row.id


def _exception_order(exception: DatedException) -> tuple[int, bool, int]:
    return _EXCEPTION_ORDER[exception.kind], exception.practitioner_id is not None, exception.id


def _of_row(row: TemplateRow, day: date, zone: tzinfo) -> Span:
    start, end = local(day, row.opens, zone), local(day, row.closes, zone, last=True)
    release = None
    if row.kind is Kind.HOLD and row.release_minutes is not None:
        release = (start.astimezone(UTC) - timedelta(minutes=row.release_minutes)).astimezone(zone)
    return Span(start, end, row.kind, row.label, row.capacity, release, "template", row.id)


def _of_exception(exception: DatedException, zone: tzinfo) -> Span:
    release = exception.released_at or exception.release_at
    start, end = (moment.astimezone(zone) for moment in (exception.start, exception.end))
    return Span(
        start, end, exception.kind, exception.label,
        release_at=release if exception.kind is Kind.HOLD else None, source="exception", source_id=exception.id,
    )  # fmt: skip


def _released(span: Span, now: datetime) -> Span:
    if span.kind is Kind.HOLD and span.release_at is not None and _utc(span.release_at) <= _utc(now):
        return replace(span, kind=Kind.OPEN, released=True)
    return span


def _paint(painted: Sequence[Span], layer: Span, first: datetime, last: datetime) -> list[Span]:
    """``layer`` over what is there, cut to the day. Instants are compared, not wall clocks."""
    start, end = max(_utc(layer.start), _utc(first)), min(_utc(layer.end), _utc(last))
    if start >= end:
        return list(painted)
    zone = first.tzinfo
    found: list[Span] = []
    for span in painted:
        if _utc(span.end) <= start or end <= _utc(span.start):
            found.append(span)
            continue
        if _utc(span.start) < start:
            found.append(replace(span, end=start.astimezone(zone)))
        if _utc(span.start) <= start:
            found.append(replace(layer, start=start.astimezone(zone), end=end.astimezone(zone)))
        if end < _utc(span.end):
            found.append(replace(span, start=end.astimezone(zone)))
    return found


def _joined(spans: Sequence[Span], zone: tzinfo) -> list[Span]:
    """Neighbors of one kind, label and origin become one."""
    found: list[Span] = []
    for span in spans:
        if (
            found
            and replace(found[-1], start=span.start, end=span.end) == span
            and span.kind is not Kind.WAVE
        ):
            found[-1] = replace(found[-1], end=span.end)
        else:
            found.append(span)
    return found


def midnights(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Begin and end of the local day: 23, 24 or 25 hours apart."""
    return local(day, time(), zone), local(day + timedelta(days=1), time(), zone)


def local(day: date, at: time, zone: tzinfo, *, last: bool = False) -> datetime:
    """The instant of a local time; ``last`` takes the second of two. One that does not exist is the moment of the jump."""
    moment = datetime.combine(day, at, tzinfo=zone).replace(fold=int(last))
    back = moment.astimezone(UTC).astimezone(zone)
    if back.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None, fold=0):
        return moment
    return _jump(moment).astimezone(zone)


def exists(day: date, at: time, zone: tzinfo) -> bool:
    """Whether the clock shows this local time on that day at all."""
    moment = datetime.combine(day, at, tzinfo=zone)
    return moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment.replace(tzinfo=None)


def _jump(moment: datetime) -> datetime:
    """The instant at which the clock jumps over the local time ``moment``, UTC, to the minute."""
    zone = moment.tzinfo
    assert zone is not None
    low = moment.replace(fold=1).astimezone(UTC)
    high = moment.replace(fold=0).astimezone(UTC)
    after = high.astimezone(zone).utcoffset()
    while high - low > _MINUTE:
        middle = low + ((high - low) // 2 // _MINUTE) * _MINUTE
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def check_row(row: TemplateRow) -> None:
    """Raises ``RuleBroken`` for a line that cannot be: ends before it begins, no such weekday, empty wave."""
    if not 0 <= row.weekday <= 6:
        raise RuleBroken(_("Choose a day of the week."))
    if row.opens >= row.closes:
        raise RuleBroken(_("The end has to be later than the beginning."))
    if row.kind is Kind.WAVE and row.capacity < 1:
        raise RuleBroken(_("A wave takes at least one patient."))
    if row.valid_from and row.valid_until and row.valid_from > row.valid_until:
        raise RuleBroken(_("The last day has to be on or after the first."))


def read_time(text: str) -> time:
    """``HH:MM`` as the template keeps it; ``24:00`` is the last minute of the day. Raises ``RuleBroken``."""
    if text == "24:00":
        return time(23, 59)
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise RuleBroken(_("Type the time as hours and minutes, such as 9:30.")) from None


@cache
def public_holidays(state: str, year: int) -> Mapping[date, str]:
    """The public holidays of the United States and ``state`` (two letters; unknown ones count as none) by date, English names.

    From the ``holidays`` library; two on one day are joined by ``; ``, observed ones end in ``(observed)``.
    """
    rules = _united_states()
    known = state.upper() if state.upper() in rules.subdivisions else None
    return dict(sorted(rules(subdiv=known, years=[year], language="en_US").items()))


@cache
def _united_states() -> Any:
    """The library's class for one country. Its usual import reads the rules of all 250: 15 MB in memory."""
    import holidays

    name = "united_states"
    place = Path(holidays.__file__).parent / "countries" / f"{name}.py"
    spec = spec_from_file_location(f"holidays.countries.{name}", place)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.US


def kept_closed(state: str, years: Iterable[int], kept: Iterable[str]) -> dict[date, str]:
    """The days on which the practice is closed: ``kept`` are names of holidays; an observed day follows its holiday."""
    wanted = set(kept)
    return {
        day: name
        for year in years
        for day, name in public_holidays(state, year).items()
        if wanted & {part.removesuffix(" (observed)") for part in name.split("; ")}
    }
