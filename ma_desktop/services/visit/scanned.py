"""What a scanner read from a slip or a card: a visit, an appointment, a record number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ma_desktop.domain.identifiers import record_number
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, Encounter, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.find_patient import goes_on

#: An appointment's number on a routing slip: ``A`` and its id, so that it looks like no record number.
_APPOINTMENT = re.compile(r"A0*([1-9][0-9]{0,8})", re.IGNORECASE)
_VISIT = re.compile(r"20[0-9]{2}-[0-9]{4}-[0-9]{2,4}")


@dataclass(frozen=True, slots=True)
class Scanned:
    """``arriving``: the appointment is of today and waits for check-in."""

    patient_id: int
    encounter_id: int | None = None
    appointment_id: int | None = None
    arriving: bool = False


def appointment_number(appointment_id: int) -> str:
    """What stands in the bar code of a routing slip."""
    return f"A{appointment_id:06d}"


def scanned(desk: Desk, typed: str) -> Scanned | None:
    """``None`` when it is no such number; names and dates are Find patient's own business."""
    bare = typed.strip()
    if _VISIT.fullmatch(bare):
        visit = Encounter.get_or_none((Encounter.number == bare) & Encounter.stands())
        return None if visit is None else Scanned(visit.patient_id, visit.id, visit.appointment_id)
    if found := _APPOINTMENT.fullmatch(bare):
        return _appointment(desk, int(found[1]))
    if re.fullmatch(r"#[0-9A-Za-z\-]+", bare):
        return _patient(bare)
    return None


def _appointment(desk: Desk, ident: int) -> Scanned | None:
    row = Appointment.get_or_none((Appointment.id == ident) & Appointment.stands())
    if row is None:
        return None
    visit = Encounter.get_or_none((Encounter.appointment == row.id) & Encounter.stands())
    today = row.start.astimezone(desk.now().tzinfo).date() == desk.now().date()
    waits = today and visit is None and row.status in {"booked", "pending"}
    return Scanned(row.patient_id, visit.id if visit else None, row.id, waits)


def _patient(bare: str) -> Scanned | None:
    try:
        number = record_number(bare)
    except RuleBroken:
        return None
    row = Patient.get_or_none((Patient.record_number == number) & Patient.stands())
    return None if row is None else Scanned(goes_on(row.id))
