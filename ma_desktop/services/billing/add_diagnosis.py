"""Put a diagnosis on the visit, as the provider said it."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.sensitive import is_sensitive
from ma_desktop.i18n import _
from ma_desktop.models import Condition
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit

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
        return int(work.insert(condition).id)


def visit_diagnoses(encounter_id: int) -> list[Condition]:
    """The visit's standing diagnoses in pointer order."""
    rows = Condition.standing().where(
        (Condition.encounter == encounter_id) & (Condition.category == "encounter-diagnosis")
    )
    return list(rows.order_by(Condition.position, Condition.id))
