"""A patient by the number that people have in hand: record number or an outside identifier."""

from __future__ import annotations

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Identifier, Patient
from ma_desktop.services.desk import Desk


def patient_by_number(desk: Desk, number: str) -> int:
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
