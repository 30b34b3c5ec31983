"""Note that allergies, medicines or history were gone through with the patient."""

from __future__ import annotations

from ma_desktop.domain import history
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AllergyIntolerance, ReviewedList
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import open_visit_needed, the_visit

CODES = ("allergies", "medications", history.ALL, *history.SECTIONS)
OUTCOMES = ("no-change", "changed", "none-known")


def review_list(desk: Desk, encounter_id: int, code: str, outcome: str = "no-change") -> int:
    """One dated answer. ``none-known`` is an explicit answer and refused while active allergies stand."""
    visit = the_visit(encounter_id)
    titles = {
        "allergies": _("Allergies reviewed"),
        "medications": _("Medicines reviewed"),
        history.ALL: _("History reviewed"),
    }
    title = titles.get(code) or _("History reviewed: {section}").format(section=history.section(code).title)
    with desk.work(
        title, needs=Permission.REVIEW_LISTS, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        if outcome not in OUTCOMES:
            raise ValueError(f"unknown outcome {outcome!r}")
        if code == "allergies" and outcome == "none-known" and has_active_allergies(visit.patient_id):
            work.refuse(
                _("Allergies are on file. Mark them as resolved or in error before “no known allergies”.")
            )
        review = ReviewedList(
            patient=visit.patient_id, encounter=visit.id, code=code, outcome=outcome, reviewed_at=work.now
        )
        return int(work.insert(review).id)


def has_active_allergies(patient_id: int) -> bool:
    active = AllergyIntolerance.standing().where(
        (AllergyIntolerance.patient == patient_id) & (AllergyIntolerance.clinical_status == "active")
    )
    return bool(active.exists())
