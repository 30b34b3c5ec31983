"""What every search through the book reads: who works here, the grid, whether held time opens, what is booked."""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from typing import Any

from ma_desktop.domain import settings, template
from ma_desktop.domain.open_times import Taken
from ma_desktop.models import Appointment, HealthcareService, Practitioner, Setting, database
from ma_desktop.models.fields import instant_text

STANDING = ("proposed", "pending", "booked", "arrived", "checked-in", "fulfilled")
_FIRST_DAY = date(1970, 1, 1)


def provider_names() -> dict[int, str]:
    """Those who see patients here, in the order of their columns."""
    rows = (
        Practitioner.select(Practitioner.id, Practitioner.given, Practitioner.family, Practitioner.credential)
        .where(Practitioner.stands() & Practitioner.own & Practitioner.active)
        .order_by(Practitioner.id)
        .tuples()
    )
    return {
        ident: f"{given} {family}".strip() + (f", {credential}" if credential else "")
        for ident, given, family, credential in rows
    }


def slot_minutes() -> int:
    """The grid of the schedule."""
    return grid_and_holds()[0]


def held_is_hard() -> bool:
    """Whether the practice lets nobody book into held time before it is released."""
    return grid_and_holds()[1]


def grid_and_holds() -> tuple[int, bool]:
    """Both in one statement."""
    wanted = (settings.SLOT_MINUTES, settings.HELD_TIME)
    rows = Setting.select(Setting.key, Setting.value).where(
        Setting.key.in_([one.key for one in wanted]) & (Setting.user == 0)
    )
    kept = {one.key: one.default for one in wanted} | dict(rows.tuples())
    return int(kept[settings.SLOT_MINUTES.key]), kept[settings.HELD_TIME.key] == "hard"


def taken_between(first: date, last: date, zone: tzinfo) -> list[Taken]:
    """All that is booked between two local days, both included, in one narrow statement."""
    begin, _end = template.midnights(first - timedelta(days=1), zone)
    _begin, end = template.midnights(last, zone)
    rows = (
        Appointment.select(
            Appointment.start, Appointment.minutes, Appointment.practitioner,
            Appointment.patient, Appointment.device, Appointment.location, Appointment.service,
        )
        .where(Appointment.stands() & Appointment.status.in_(STANDING))
        .where((Appointment.start >= instant_text(begin)[:23]) & (Appointment.start < instant_text(end)[:23]))
    )  # fmt: skip
    kinds = _kinds()
    days: dict[str, int] = {}
    return [
        _taken(row, days, kinds) for row in database.execute(rows)
    ]  # as stored: 20,000 instants need not be made


def _kinds() -> dict[int | None, tuple[bool, int, bool]]:
    """Of each kind of visit: whether it shares its time, its equipment, whether it takes a room."""
    rows = HealthcareService.select(
        HealthcareService.id, HealthcareService.overlap, HealthcareService.device, HealthcareService.name
    ).tuples()
    return {ident: (overlap == "free", device or 0, in_room(name)) for ident, overlap, device, name in rows}


def _taken(
    row: tuple[Any, ...], days: dict[str, int], kinds: dict[int | None, tuple[bool, int, bool]]
) -> Taken:
    """``days`` remembers at what minute a date begins, UTC."""
    start, minutes, provider, patient, device, room, service = row  # start: YYYY-MM-DDTHH:MM…, UTC
    day = days.get(start[:10])
    if day is None:
        day = days[start[:10]] = (date.fromisoformat(start[:10]) - _FIRST_DAY).days * 1440
    begin = day + int(start[11:13]) * 60 + int(start[14:16])
    shares, usual, in_room = kinds.get(service, (False, 0, True))
    return Taken(begin, begin + minutes, provider, patient, shares, device or usual, room or 0, in_room)


def in_room(name: str | None) -> bool:
    """A visit by telephone or video takes no room."""
    return not (name or "").casefold().startswith("tele")
