"""Which columns stand on a page of the appointment book, and what is in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.domain import template
from ma_desktop.domain.template import Kind, Span
from ma_desktop.i18n import _
from ma_desktop.services.schedule.day_schedule import DayEntry, DaySchedule
from ma_desktop.services.schedule.month_schedule import MonthSchedule
from ma_desktop.views.widgets.day_axis import Head, Shade
from ma_desktop.views.widgets.day_entry import day_block
from ma_desktop.views.widgets.day_layout import DayBlock
from ma_desktop.views.widgets.month_view import MonthCell


@dataclass(frozen=True, slots=True)
class Key:
    """What a column stands for; a drop into it takes what is named here. ``None`` is left as it is."""

    day: date
    practitioner_id: int | None = None
    location_id: int | None = None
    device_id: int | None = None

    def holds(self, entry: DayEntry) -> bool:
        return (
            entry.start.date() == self.day
            and self.practitioner_id in (None, entry.practitioner_id)
            and self.location_id in (None, entry.location_id)
            and self.device_id in (None, entry.device_id)
        )


@dataclass(frozen=True, slots=True)
class Page:
    keys: tuple[Key, ...]
    heads: tuple[Head, ...]
    blocks: tuple[DayBlock, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible column of a day. ``key`` of ``Key(…, location_id=0)``: those without a room."""

    short: str
    name: str
    key: Key


def title(mode: str, day: date, days: Sequence[DaySchedule], today: date) -> str:
    """What the bar says; the year only where it is another one. ``days``: those of a week."""
    year = f" {day.year}" if day.year != today.year else ""
    if mode == "month":
        return f"{day:%B} {day.year}"
    if mode == "week":
        first, last = days[0].day, days[-1].day
        end = f"{last.day}" if last.month == first.month else f"{last:%b} {last.day}"
        return f"{first:%b} {first.day}–{end}{year}"
    return f"{day:%a, %b} {day.day}{year}"


def choices(day: DaySchedule, by: str) -> tuple[Choice, ...]:
    """``by``: provider, room or device. Appointments that have no room yet stand in a column of their own."""
    if by == "room":
        found = [Choice(room.name, room.name, Key(day.day, location_id=room.id)) for room in day.rooms]
        if any(entry.location_id is None for entry in day.entries):
            found.insert(0, Choice(_("No room"), _("No room yet"), Key(day.day, location_id=0)))
        return tuple(found)
    if by == "device":
        return tuple(Choice(each.name, each.name, Key(day.day, device_id=each.id)) for each in day.devices)
    return tuple(
        Choice(column.short or column.name, column.name, Key(day.day, practitioner_id=column.practitioner_id))
        for column in day.columns
    )


def day_page(day: DaySchedule, shown: Sequence[Choice], now: datetime, away: Collection[int] = ()) -> Page:
    """``shown``: the columns; ``away``: appointments that lie on the pin board."""
    midnight, _next = template.midnights(day.day, day.zone)
    today = day.day == now.astimezone(day.zone).date()
    heads = tuple(Head(each.name, midnight, _shades(day, each.key, now), today) for each in shown)
    keys = tuple(each.key for each in shown)
    return Page(keys, heads, _blocks(day.entries, keys, day, now, away))


def week_page(
    days: Sequence[DaySchedule], practitioner_id: int | None, now: datetime, away: Collection[int] = ()
) -> Page:
    """A column for each day, of one provider."""
    keys = tuple(Key(day.day, practitioner_id=practitioner_id) for day in days)
    heads, blocks = [], []
    for place, day in enumerate(days):
        midnight, _next = template.midnights(day.day, day.zone)
        today = day.day == now.astimezone(day.zone).date()
        heads.append(Head(f"{day.day:%a} {day.day.day}", midnight, _shades(day, keys[place], now), today))
        blocks += _blocks(day.entries, keys, day, now, away)
    return Page(keys, tuple(heads), tuple(blocks))


def _blocks(
    entries: Sequence[DayEntry], keys: Sequence[Key], day: DaySchedule, now: datetime, away: Collection[int]
) -> tuple[DayBlock, ...]:
    names = {column.practitioner_id: column.name for column in day.columns}
    found = []
    for entry in entries:
        place = next((n for n, key in enumerate(keys) if _in_column(key, entry)), None)
        if place is not None:
            provider = names.get(entry.practitioner_id, "")
            found.append(day_block(entry, place, provider, now, away=entry.appointment_id in away))
    return tuple(found)


def _in_column(key: Key, entry: DayEntry) -> bool:
    if key.location_id == 0:
        return entry.location_id is None
    return key.holds(entry)


def _shades(day: DaySchedule, key: Key, now: datetime) -> tuple[Shade, ...]:
    """Of a provider: all that is not simply open. Of a room or a device: when it is out of use."""
    if key.practitioner_id is None:
        return tuple(
            Shade(each.start, each.end, "block", each.label or _("out of use"))
            for each in day.spans.out
            if (key.location_id not in (None, 0) and each.location_id == key.location_id)
            or (key.device_id is not None and each.device_id == key.device_id)
        )
    if not day.spans.known:
        return ()
    return tuple(
        shade for span in day.spans.spans.get(key.practitioner_id, ()) if (shade := _shade(span)) is not None
    )


def _shade(span: Span) -> Shade | None:
    at = f"{span.release_at:%H:%M}" if span.release_at else ""
    if span.kind is Kind.CLOSED:
        return Shade(span.start, span.end, "closed", span.label)
    if span.kind is Kind.BLOCK:
        return Shade(span.start, span.end, "block", span.label or _("blocked"))
    if span.kind is Kind.HOLD:
        until = _("until {time}").format(time=at) if at else ""
        return Shade(
            span.start, span.end, "hold", _("held: {label}").format(label=span.label or _("same day")), until
        )
    if span.released:
        return Shade(
            span.start,
            span.end,
            "released",
            span.label or _("same day"),
            _("released {time}").format(time=at),
        )
    if span.kind is Kind.WAVE:
        return Shade(span.start, span.end, "wave", _("wave of {n}").format(n=span.capacity))
    return None


def month_cells(month: MonthSchedule, today: date) -> tuple[MonthCell, ...]:
    """What is free on a day that is over helps nobody."""
    return tuple(
        MonthCell(
            each.day, each.booked, each.free_minutes / each.open_minutes if each.open_minutes and each.day >= today else None, each.words,
            each.day.month == month.month.month, each.closed,
        )
        for each in month.days
    )  # fmt: skip
