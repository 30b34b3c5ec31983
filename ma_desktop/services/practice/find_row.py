"""Patients and visits by the numbers people have in hand: record number, visit number, or an outside identifier."""

from __future__ import annotations

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Identifier, Patient
from ma_desktop.services.desk import Desk


def find_patient_row(desk: Desk, number: str) -> int:
    """Answers ``patient.id``; raises ``RuleBroken`` when nobody has this number."""
    row = Patient.standing().where(Patient.record_number == number.lstrip("#")).first()
    if row is not None:
        return int(row.id)
    outside = (
        Identifier.standing().where((Identifier.resource == "Patient") & (Identifier.value == number)).first()
    )
    if outside is None:
        raise RuleBroken(_("No patient has this record number or identifier."))
    return int(outside.row)


def find_encounter(desk: Desk, patient_id: int, number: str) -> int:
    """``last`` is the patient's visit that started last; else a visit number or an outside identifier."""
    mine = Encounter.standing().where(Encounter.patient == patient_id)
    if number == "last":
        row = mine.order_by(Encounter.started_at.desc(), Encounter.id.desc()).first()
    else:
        row = mine.where(Encounter.number == number).first()
        if row is None:
            rows = [
                o.row
                for o in Identifier.standing().where(
                    (Identifier.resource == "Encounter") & (Identifier.value == number)
                )
            ]
            row = mine.where(Encounter.id.in_(rows)).first()
    if row is None:
        raise RuleBroken(_("This patient has no such visit."))
    return int(row.id)
