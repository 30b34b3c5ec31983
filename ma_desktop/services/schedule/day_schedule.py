"""One day of the practice, for the Schedule panel and the printed day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from peewee import JOIN

from ma_desktop.domain import names
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Encounter, HealthcareService, Location, Patient, Practitioner
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class DayEntry:
    """One appointment. ``stage``: where the visit is; ``stage_since``: when it got there (None while booked)."""

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


@dataclass(frozen=True, slots=True)
class DayColumn:
    """``short``: ``Dr. Ito`` for a physician, else the family name."""

    practitioner_id: int
    name: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class DaySchedule:
    day: date
    columns: tuple[DayColumn, ...]
    entries: tuple[DayEntry, ...]


def day_schedule(desk: Desk, day: date, *, with_cancelled: bool = False) -> DaySchedule:
    """``day`` in the practice's local time. Cancelled ones only when asked for."""
    entries = {row[0]: _entry(row) for row in _rows(desk, day) if with_cancelled or row[10] != "cancelled"}
    columns = tuple(
        DayColumn(
            ident,
            f"{given} {family}".strip() + (f", {credential}" if credential else ""),
            short_name(family, credential),
        )
        for ident, given, family, credential in Practitioner.select(
            Practitioner.id, Practitioner.given, Practitioner.family, Practitioner.credential
        )
        .where(Practitioner.stands() & Practitioner.own & Practitioner.active)
        .order_by(Practitioner.id)
        .tuples()
    )
    return DaySchedule(day, columns, tuple(entries.values()))


def _rows(desk: Desk, day: date) -> Any:
    """One statement for the whole day, and only the columns that are shown; several visits of one appointment in order."""
    return (
        Appointment.select(
            Appointment.id, Encounter.id, Encounter.stage, Location.name, Appointment.patient, Patient.family,
            Patient.given, Appointment.practitioner, HealthcareService.name, HealthcareService.tone, Appointment.status,
            Appointment.start, Appointment.minutes, Appointment.confirmed, Appointment.reason, Appointment.walk_in,
            Appointment.cancel_reason, Patient.birth_date, Patient.record_number, Patient.phone, Appointment.note,
        )
        .join(Patient)
        .switch(Appointment)
        .join(HealthcareService, JOIN.LEFT_OUTER)
        .switch(Appointment)
        .join(
            Encounter, JOIN.LEFT_OUTER, on=(Encounter.appointment == Appointment.id) & Encounter.stands()
        )
        .join(Location, JOIN.LEFT_OUTER, on=(Encounter.location == Location.id))
        .where(Appointment.stands() & within_day(desk, day))
        .order_by(Appointment.start, Appointment.id, Encounter.id)
        .tuples()
    )  # fmt: skip


def within_day(desk: Desk, day: date) -> Any:
    """Appointments that begin on ``day`` in the practice's local time."""
    zone = desk.now().tzinfo
    first, last = (
        instant_text(datetime.combine(day + timedelta(days=days), time(), tzinfo=zone))[:23]
        for days in (0, 1)
    )
    return (Appointment.start >= first) & (Appointment.start < last)


def short_name(family: str, credential: str) -> str:
    """A provider as the desk says it: ``Dr. Ito``; ``Osei`` for a nurse practitioner."""
    doctor = credential.replace(".", "").upper() in {"MD", "DO"}
    return _("Dr. {name}").format(name=family) if doctor else family


def stage_of(visit_stage: str | None, status: str) -> Stage:
    """Where the visit is; without one, what became of the appointment."""
    ends = {"noshow": Stage.NOSHOW, "cancelled": Stage.CANCELLED}
    return Stage(visit_stage) if visit_stage else ends.get(status, Stage.BOOKED)


def _entry(row: tuple[Any, ...]) -> DayEntry:
    (ident, visit, stage, room, patient, family, given, practitioner, service, tone, status, start, minutes,
     confirmed, reason, walk_in, cancel_reason, birth_date, record_number, phone, note) = row  # fmt: skip
    return DayEntry(
        appointment_id=ident,
        encounter_id=visit,
        patient_id=patient,
        patient=names.display(family, given),
        practitioner_id=practitioner,
        service=service or "",
        tone=tone or "accent",
        start=start,
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
    )
