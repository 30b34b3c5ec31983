"""Note that allergies, medicines or history were gone through with the patient."""

from __future__ import annotations

from ma_desktop.domain import allergens, history
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AllergyIntolerance, ReviewedList
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import begin_rooming, open_visit_needed, the_visit

CODES = ("allergies", "medications", history.ALL, *history.SECTIONS, allergens.NO_DRUG, *allergens.ASKED)
OUTCOMES = ("no-change", "changed", "none-known")


def review_list(desk: Desk, encounter_id: int, code: str, outcome: str = "no-change") -> int:
    """One dated answer. ``none-known`` is an explicit answer and refused while active allergies stand against it.

    ``code``: of ``CODES``; those of ``domain.allergens`` answer one question (no drug allergies, latex, …).
    """
    visit = the_visit(encounter_id)
    titles = {
        "allergies": _("Allergies reviewed"),
        "medications": _("Medicines reviewed"),
        history.ALL: _("History reviewed"),
    }
    if code in (allergens.NO_DRUG, *allergens.ASKED):
        title = _("Allergies asked: {question}").format(
            question=allergens.asked_words().get(code, _("medicines"))
        )
    else:
        title = titles.get(code) or _("History reviewed: {section}").format(
            section=history.section(code).title
        )
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
        against = _stands_against(visit.patient_id, code) if outcome == "none-known" else ""
        if against:
            work.refuse(_("{substance} is on the list. Take it off before “no”.").format(substance=against))
        review = ReviewedList(
            patient=visit.patient_id, encounter=visit.id, code=code, outcome=outcome, reviewed_at=work.now
        )
        work.insert(review)
        begin_rooming(work, visit)
        return int(review.id)


def _stands_against(patient_id: int, code: str) -> str:
    """An active allergy that the answer "no" would contradict."""
    if code not in (allergens.NO_DRUG, *allergens.ASKED):
        return ""
    rows = AllergyIntolerance.standing().where(
        (AllergyIntolerance.patient == patient_id) & (AllergyIntolerance.clinical_status == "active")
    )
    for row in rows:
        category = row.category or allergens.category_of(row.display)
        if (
            category == "medication"
            if code == allergens.NO_DRUG
            else allergens.tells(code, row.display, category)
        ):
            return str(row.display)
    return ""


def has_active_allergies(patient_id: int) -> bool:
    active = AllergyIntolerance.standing().where(
        (AllergyIntolerance.patient == patient_id) & (AllergyIntolerance.clinical_status == "active")
    )
    return bool(active.exists())
