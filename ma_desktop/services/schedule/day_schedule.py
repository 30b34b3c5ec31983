"""Days of the practice, for the Schedule panel and the printed day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from peewee import JOIN, fn

from ma_desktop.domain import names, template
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import (
    Appointment,
    Device,
    Encounter,
    HealthcareService,
    Location,
    Patient,
    Practitioner,
)
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import DaySpans, spans_between
from ma_desktop.services.schedule.practice_zone import practice_zone


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One appointment. ``start`` in the practice's zone; ``stage``: where the visit is.

    ``location_id``: the room it is booked into or stands in, ``device_id``: equipment that it takes; ``series``: belongs to a
    recurring series; ``prep``: what to have ready; ``over``: why it was booked against a rule.
    """

    appointment_id: int
    encounter_id: int | None
    patient_id: int
    patient: str
    practitioner_id: int
    service: str
    tone: str
    start: datetime
    minutes: int
    status: str
    confirmed: bool
    stage: Stage
    room: str
    reason: str
    walk_in: bool
    cancel_reason: str = ""
    birth_date: date | None = None
    record_number: str = ""
    phone: str = ""
    note: str = ""
    location_id: int | None = None
    device_id: int | None = None
    series: int | None = None
    series_rule: str = ""
    late_minutes: int | None = None
    missed: int = 0
    prep: tuple[str, ...] = ()
    over: str = ""
    service_id: int | None = None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class DayColumn:
    """``short``: ``Dr. Ito`` for a physician, else the family name."""

    practitioner_id: int
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A room, or a piece of equipment."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class DaySchedule:
    """``columns``: the providers; ``spans``: when each of them works, for ``zone``'s local day."""

    day: date
    columns: tuple[DayColumn, ...]
    entries: tuple[DayEntry, ...]
    zone: tzinfo
    spans: DaySpans
    rooms: tuple[Place, ...] = ()
    devices: tuple[Place, ...] = ()


def day_schedule(desk: Desk, day: date, *, with_cancelled: bool = False) -> DaySchedule:
    """``day`` in the practice's local time. Cancelled ones only when asked for."""
    return schedules_between(desk, day, day, with_cancelled=with_cancelled)[0]


def schedules_between(
    desk: Desk, first: date, last: date, *, with_cancelled: bool = False
) -> tuple[DaySchedule, ...]:
    """One for each local day from ``first`` to ``last``, both included."""
    zone = practice_zone(desk)
    days: dict[date, dict[int, DayEntry]] = {
        first + timedelta(days=n): {} for n in range((last - first).days + 1)
    }
    missed = _missed(desk, first, last)
    for row in _rows(desk, first, last):
        if with_cancelled or row[10] != "cancelled":
            entry = _entry(row, zone, missed)
            days[entry.start.date()][entry.appointment_id] = entry
    spans, columns = spans_between(desk, first, last), provider_columns()
    rooms = tuple(
        Place(ident, name)
        for ident, name in Location.select(Location.id, Location.name)
        .where(Location.stands() & Location.active)
        .order_by(Location.position, Location.id)
        .tuples()
    )
    devices = tuple(
        Place(ident, name)
        for ident, name in Device.select(Device.id, Device.name)
        .where(Device.stands() & Device.active)
        .order_by(Device.id)
        .tuples()
    )
    return tuple(
        DaySchedule(day, columns, tuple(entries.values()), zone, spans[day], rooms, devices)
        for day, entries in days.items()
    )


def provider_columns() -> tuple[DayColumn, ...]:
    """Those who see patients here, in the order of their columns."""
    rows = Practitioner.select(
        Practitioner.id, Practitioner.given, Practitioner.family, Practitioner.credential
    )
    return tuple(
        DayColumn(
            ident,
            f"{given} {family}".strip() + (f", {credential}" if credential else ""),
            short_name(family, credential),
        )
        for ident, given, family, credential in rows.where(
            Practitioner.stands() & Practitioner.own & Practitioner.active
        )
        .order_by(Practitioner.id)
        .tuples()
    )


def _rows(desk: Desk, first: date, last: date) -> Any:
    """One statement for all the days, and only the columns that are shown; several visits of one appointment in order."""
    return (
        Appointment.select(
            Appointment.id, Encounter.id, Encounter.stage, Location.name, Appointment.patient, Patient.family,
            Patient.given, Appointment.practitioner, HealthcareService.name, HealthcareService.tone, Appointment.status,
            Appointment.start, Appointment.minutes, Appointment.confirmed, Appointment.reason, Appointment.walk_in,
            Appointment.cancel_reason, Patient.birth_date, Patient.record_number, Patient.phone, Appointment.note,
            Appointment.location, Encounter.location, Appointment.device, Appointment.series, Appointment.series_rule,
            HealthcareService.prep, Appointment.overlap_reason, HealthcareService.id, Appointment.late_minutes,
        )
        .join(Patient)
        .switch(Appointment)
        .join(HealthcareService, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(
            Encounter, JOIN.LEFT_OUTER, on=(Encounter.appointment == Appointment.id) & Encounter.stands()
        )
        .join(Location, JOIN.LEFT_OUTER, on=(Encounter.location == Location.id))
        .where(Appointment.stands() & within_days(desk, first, last))
        .order_by(Appointment.start, Appointment.id, Encounter.id)
        .tuples()
    )  # fmt: skip


def _missed(desk: Desk, first: date, last: date) -> dict[int, int]:
    """How often those who come were no-shows in the last twelve months, by patient."""
    who = Appointment.select(Appointment.patient).where(Appointment.stands() & within_days(desk, first, last))
    since = instant_text(desk.now() - timedelta(days=365))[:23]
    rows = (
        Appointment.select(Appointment.patient, fn.COUNT(Appointment.id))
        .where(Appointment.stands() & (Appointment.status == "noshow") & (Appointment.start >= since))
        .where(Appointment.patient.in_(who))
        .group_by(Appointment.patient)
    )
    return dict(rows.tuples())


def within_day(desk: Desk, day: date) -> Any:
    """Appointments that begin on ``day`` in the practice's local time."""
    return within_days(desk, day, day)


def within_days(desk: Desk, first: date, last: date) -> Any:
    """The same for all days from ``first`` to ``last``; a day has 23, 24 or 25 hours."""
    zone = practice_zone(desk)
    begin, end = template.midnights(first, zone)[0], template.midnights(last, zone)[1]
    return (Appointment.start >= instant_text(begin)[:23]) & (Appointment.start < instant_text(end)[:23])


def short_name(family: str, credential: str) -> str:
    """A provider as the desk says it: ``Dr. Ito``; ``Osei`` for a nurse practitioner."""
    doctor = credential.replace(".", "").upper() in {"MD", "DO"}
    return _("Dr. {name}").format(name=family) if doctor else family


def stage_of(visit_stage: str | None, status: str) -> Stage:
    """Where the visit is; without one, what became of the appointment."""
    ends = {"noshow": Stage.NOSHOW, "cancelled": Stage.CANCELLED}
    return Stage(visit_stage) if visit_stage else ends.get(status, Stage.BOOKED)


def _entry(row: tuple[Any, ...], zone: tzinfo, missed: dict[int, int]) -> DayEntry:
    (ident, visit, stage, room, patient, family, given, practitioner, service, tone, status, start, minutes,
     confirmed, reason, walk_in, cancel_reason, birth_date, record_number, phone, note, booked_room, present_room,
     device, series, rule, prep, over, service_id, late) = row  # fmt: skip
    return DayEntry(
        appointment_id=ident,
        encounter_id=visit,
        patient_id=patient,
        patient=names.display(family, given),
        practitioner_id=practitioner,
        service=service or "",
        tone=tone or "accent",
        start=start.astimezone(zone),
        minutes=minutes,
        status=status,
        confirmed=confirmed,
        stage=stage_of(stage, status),
        room=room or "",
        reason=reason,
        walk_in=walk_in,
        cancel_reason=cancel_reason,
        birth_date=birth_date,
        record_number=record_number,
        phone=phone,
        note=note,
        location_id=present_room or booked_room,
        device_id=device,
        series=series,
        series_rule=rule,
        prep=tuple(prep or ()),
        over=over,
        service_id=service_id,
        late_minutes=late,
        missed=missed.get(patient, 0),
    )
