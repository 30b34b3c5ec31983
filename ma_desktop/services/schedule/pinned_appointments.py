"""The appointments that lie on the present worker's pin board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from ma_desktop.domain import names
from ma_desktop.models import Appointment, HealthcareService, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.drafts import draft_of
from ma_desktop.services.schedule.practice_zone import practice_zone

FORM = "pin_board"


@dataclass(frozen=True, slots=True)
class Pinned:
    """``copy``: to be booked once more; else to be moved. ``start``: where it still stands."""

    appointment_id: int
    patient_id: int
    patient: str
    service: str
    start: datetime
    minutes: int
    copy: bool


def pinned_appointments(desk: Desk) -> tuple[Pinned, ...]:
    """In the order in which they were put there; what has been cancelled or seen meanwhile is gone from it."""
    draft = draft_of(desk, FORM)
    wanted = {int(ident): bool(copy) for ident, copy in (draft.fields.get("pins", []) if draft else [])}
    if not wanted:
        return ()
    zone = practice_zone(desk)
    rows = (
        Appointment.select(
            Appointment.id, Appointment.patient, Patient.family, Patient.given, HealthcareService.name,
            Appointment.start, Appointment.minutes, Appointment.status,
        )
        .join(Patient)
        .switch(Appointment)
        .join(HealthcareService, JOIN.LEFT_OUTER)
        .where(Appointment.stands() & Appointment.id.in_(list(wanted)))
        .tuples()
    )  # fmt: skip
    found = {
        ident: Pinned(
            ident,
            patient,
            names.display(family, given),
            service or "",
            start.astimezone(zone),
            minutes,
            wanted[ident],
        )
        for ident, patient, family, given, service, start, minutes, status in rows
        if wanted[ident] or status in ("booked", "pending", "proposed")
    }
    return tuple(found[ident] for ident in wanted if ident in found)
