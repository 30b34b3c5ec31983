"""A patient's visit by its number, an outside identifier, or as the last one."""

from __future__ import annotations

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Identifier
from ma_desktop.services.desk import Desk


def visit_by_number(desk: Desk, patient_id: int, number: str) -> int:
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
