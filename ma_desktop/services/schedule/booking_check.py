"""What stands in the way of an appointment: who and what is taken then, and whether anybody works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from peewee import JOIN

from ma_desktop.domain import schedule_rules, template
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.schedule_rules import Booking, NeedsReason, Overlap
from ma_desktop.domain.template import Kind, Span
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Device, HealthcareService, Location
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import pattern_between
from ma_desktop.services.schedule.practice_zone import practice_zone
from ma_desktop.services.schedule.taken_times import held_is_hard

STANDING = ("proposed", "pending", "booked", "arrived", "checked-in", "fulfilled")


@dataclass(frozen=True, slots=True)
class Wanted:
    """An appointment as it would be. ``moving``: the one that it is already, which is not in its own way."""

    patient_id: int
    practitioner_id: int
    start: datetime
    minutes: int
    overlap: Overlap = Overlap.ASK
    service: str = ""
    location_id: int | None = None
    device_id: int | None = None
    moving: int | None = None

    @property
    def booking(self) -> Booking:
        return Booking(self.start, self.minutes, self.moving or 0, self.overlap)


@dataclass(frozen=True, slots=True)
class Found:
    """``refused``: why it cannot be; ``asks``: what somebody has to give a reason for; both in whole sentences."""

    refused: str = ""
    asks: tuple[str, ...] = ()


def wanted(
    patient_id: int, practitioner_id: int, service: HealthcareService | None, start: datetime, minutes: int,
    *, location_id: int | None = None, device_id: int | None = None, moving: int | None = None,
) -> Wanted:  # fmt: skip
    return Wanted(
        patient_id, practitioner_id, start, minutes, Overlap(service.overlap) if service else Overlap.FREE,
        service.name if service else "", location_id, device_id, moving,
    )  # fmt: skip


def local_start(desk: Desk, start: datetime) -> datetime:
    """In the practice's zone, where the wall clock is the one that people mean. Refuses a local time that the clock jumps over."""
    zone = practice_zone(desk)
    if start.tzinfo == zone and not template.exists(start.date(), start.time(), zone):
        raise RuleBroken(
            _("The clock is put forward that night; this time does not exist. Choose another time.")
        )
    return start.astimezone(zone)


def check_booking(desk: Desk, want: Wanted, reason: str) -> str:
    """Raises ``RuleBroken``, or ``NeedsReason`` where ``reason`` is needed and empty; answers the reason where one was needed."""
    found = look(desk, want)
    if found.refused:
        raise RuleBroken(found.refused)
    if found.asks and not reason.strip():
        raise NeedsReason(
            " ".join(found.asks) + " " + _("Say why this one goes over it, or choose a free time.")
        )
    return reason.strip() if found.asks else ""


def look(desk: Desk, want: Wanted) -> Found:
    """What is in the way, without raising: for a list of many days."""
    if want.start.date() < desk.now().astimezone(want.start.tzinfo).date():
        return Found(_("This day is over. Choose today or a later day."))
    others = [row for row in _others(want) if row.id != want.moving]
    if any(row.patient_id == want.patient_id for row in others):
        return Found(_("This patient already has an appointment at that time."))
    day = want.start.date()
    pattern = pattern_between(desk, day, day)
    near = pattern.near(day)
    spans = template.spans_of_day(
        day, want.practitioner_id, pattern.rows, near, pattern.holidays, pattern.zone, desk.now()
    )
    refused, asks = _double(want, others, spans)
    refused = refused or _held(want, spans)
    if refused:
        return Found(refused)
    if pattern.known:
        asks += _hours(want, spans)
    asks += _places(want, others)
    asks += _out_of_use(want, near)
    return Found(asks=tuple(asks))


def _others(want: Wanted) -> list[Any]:
    """Appointments that share time with the wanted one."""
    early = instant_text(want.start.astimezone(UTC) - timedelta(hours=12))[:23]
    rows = (
        Appointment.select(Appointment, HealthcareService)
        .join(HealthcareService, JOIN.LEFT_OUTER)
        .where(Appointment.stands() & Appointment.status.in_(STANDING))
        .where((Appointment.start >= early) & (Appointment.start < instant_text(want.booking.end)[:23]))
    )
    meets = {b.id for b in schedule_rules.overlapping(want.booking, [_booking(row) for row in rows])}
    return [row for row in rows if row.id in meets]


def _booking(row: Any) -> Booking:
    return Booking(
        row.start, row.minutes, row.id, Overlap(row.service.overlap) if row.service else Overlap.ASK
    )


def _double(want: Wanted, others: Sequence[Any], spans: Sequence[Span]) -> tuple[str, list[str]]:
    """Two visits with one provider. A wave takes as many as it says without a question."""
    over = [_booking(row) for row in others if row.practitioner_id == want.practitioner_id]
    wave = schedule_rules.wave_room(want.booking, spans, over)
    if wave is not None:
        inside, capacity = wave
        if inside < capacity:
            return "", []
        return "", [_("The wave is full ({n} of {capacity}).").format(n=inside, capacity=capacity)]
    rule = schedule_rules.overlap_rule(want.booking, over)
    if rule is Overlap.HARD and want.overlap is Overlap.HARD:
        return _("{service} is never booked over another appointment. Choose a free time.").format(
            service=want.service
        ), []
    if rule is Overlap.HARD:
        return _("The appointment at that time is never booked over. Choose a free time."), []
    return "", [_("There is another appointment at that time.")] if rule is Overlap.ASK else []


def _held(want: Wanted, spans: Sequence[Span]) -> str:
    """A practice may keep held time from being booked at all before somebody releases it."""
    held = [span for span in schedule_rules.outside(want.booking, spans) if span.kind is Kind.HOLD]
    if not held:
        return ""
    if not held_is_hard():
        return ""
    return _(
        "This time is held for same-day visits. Release it in the schedule first, or choose another time."
    )


def _hours(want: Wanted, spans: Sequence[Span]) -> list[str]:
    """One sentence for each kind of time that it falls into."""
    found: list[str] = []
    for span in schedule_rules.outside(want.booking, spans):
        label = span.label or ""
        if span.kind is Kind.HOLD:
            until = _(" until {time}").format(time=f"{span.release_at:%H:%M}") if span.release_at else ""
            text = _("This time is held for same-day and urgent visits{until}.").format(until=until)
        elif span.kind is Kind.BLOCK:
            text = _("This time is blocked: {label}.").format(label=label or _("no patients"))
        elif label:
            text = _("The provider is away or the practice is closed then: {label}.").format(label=label)
        else:
            text = _("This is outside the provider's hours.")
        if text not in found:
            found.append(text)
    return found


def _places(want: Wanted, others: Sequence[Any]) -> list[str]:
    """A room or a device that another appointment takes at the same time."""
    found = []
    if want.location_id and any(row.location_id == want.location_id for row in others):
        name = Location.get_by_id(want.location_id).name
        found.append(_("{place} is booked by another appointment then.").format(place=name))
    if want.device_id and any(row.device_id == want.device_id for row in others):
        name = Device.get_by_id(want.device_id).name
        found.append(_("{place} is booked by another appointment then.").format(place=name))
    return found


def _out_of_use(want: Wanted, near: Sequence[template.DatedException]) -> list[str]:
    end = want.booking.end
    return [
        _("{place} is out of use then: {label}.").format(
            place=_place_name(each), label=each.label or _("no reason given")
        )
        for each in near
        if each.kind in (Kind.CLOSED, Kind.BLOCK)
        and each.start < end
        and want.start < each.end
        and (
            (each.location_id is not None and each.location_id == want.location_id)
            or (each.device_id is not None and each.device_id == want.device_id)
        )
    ]


def _place_name(each: template.DatedException) -> str:
    row = Location.get_by_id(each.location_id) if each.location_id else Device.get_by_id(each.device_id)
    return str(row.name)
