"""One day of the practice, for the Schedule panel and the printed day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from peewee import JOIN

from ma_desktop.domain import names
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Appointment, Encounter, HealthcareService, Patient, Practitioner
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


@dataclass(frozen=True, slots=True)
class DayColumn:
    practitioner_id: int
    name: str


@dataclass(frozen=True, slots=True)
class DaySchedule:
    day: date
    columns: tuple[DayColumn, ...]
    entries: tuple[DayEntry, ...]


def day_schedule(desk: Desk, day: date, *, with_cancelled: bool = False) -> DaySchedule:
    """``day`` in the practice's local time. Cancelled ones only when asked for."""
    zone = desk.now().tzinfo
    midnight = datetime.combine(day, time(), tzinfo=zone)
    rows = (
        Appointment.standing()
        .select(Appointment, Patient, HealthcareService)
        .join(Patient)
        .switch(Appointment)
        .join(HealthcareService, JOIN.LEFT_OUTER)
        .where(
            (Appointment.start >= instant_text(midnight)[:23])
            & (
                Appointment.start
                < instant_text(datetime.combine(day + timedelta(days=1), time(), tzinfo=zone))[:23]
            )
            & ~Patient.hidden
        )
        .order_by(Appointment.start, Appointment.id)
    )
    appointments = [row for row in rows if with_cancelled or row.status != "cancelled"]
    visits = {
        visit.appointment_id: visit
        for visit in Encounter.standing().where(Encounter.appointment.in_([row.id for row in appointments]))
    }
    columns = tuple(
        DayColumn(p.id, f"{p.given} {p.family}".strip() + (f", {p.credential}" if p.credential else ""))
        for p in Practitioner.standing()
        .where(Practitioner.own & Practitioner.active)
        .order_by(Practitioner.id)
    )
    return DaySchedule(day, columns, tuple(_entry(row, visits.get(row.id)) for row in appointments))


def _entry(row: Appointment, visit: Encounter | None) -> DayEntry:
    ends = {"noshow": Stage.NOSHOW, "cancelled": Stage.CANCELLED}
    stage = Stage(visit.stage) if visit else ends.get(row.status, Stage.BOOKED)
    return DayEntry(
        appointment_id=row.id,
        encounter_id=visit.id if visit else None,
        patient_id=row.patient_id,
        patient=names.display(row.patient.family, row.patient.given),
        practitioner_id=row.practitioner_id,
        service=row.service.name if row.service else "",
        tone=row.service.tone if row.service else "accent",
        start=row.start,
        minutes=row.minutes,
        status=row.status,
        confirmed=row.confirmed,
        stage=stage,
        room=visit.location.name if visit and visit.location else "",
        reason=row.reason,
        walk_in=row.walk_in,
        cancel_reason=row.cancel_reason,
    )
