"""Put a diagnosis on the visit, as the provider said it."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.sensitive import is_sensitive
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItem, Condition
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.work import Work

#: A claim takes twelve diagnoses (CMS-1500 box 21, A to L).
MOST = 12


def add_diagnosis(desk: Desk, encounter_id: int, *, code: str, display: str) -> int:
    """``code``: billable ICD-10-CM with its dot. Answers the condition's id; the first is pointer A."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Add diagnosis"), needs=Permission.CODE_VISIT, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        standing = list(visit_diagnoses(visit.id))
        if any(row.code == code for row in standing):
            work.refuse(_("{code} is already on this visit.").format(code=code))
        if len(standing) >= MOST:
            work.refuse(_("A claim takes twelve diagnoses at most."))
        condition = Condition(
            patient=visit.patient_id, encounter=visit.id, category="encounter-diagnosis", system="icd10cm",
            code=code, display=display, position=len(standing), onset_on=work.now.date(),
            sensitive=is_sensitive(display, code),
        )  # fmt: skip
        work.insert(condition)
        if not standing:
            _point_to_first(work, visit.id)
        return int(condition.id)


def _point_to_first(work: Work, encounter_id: int) -> None:
    """Charges that were put on before any diagnosis point to the first one, as later charges do by themselves."""
    for charge in list(ChargeItem.standing().where(ChargeItem.encounter == encounter_id)):
        if not charge.pointers and charge.status != "billed":
            work.update(charge, pointers=["A"])


def visit_diagnoses(encounter_id: int) -> list[Condition]:
    """The visit's standing diagnoses in pointer order."""
    rows = Condition.standing().where(
        (Condition.encounter == encounter_id) & (Condition.category == "encounter-diagnosis")
    )
    return list(rows.order_by(Condition.position, Condition.id))
