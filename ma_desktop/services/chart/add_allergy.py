"""Write down an allergy or intolerance as the patient tells it."""

from __future__ import annotations

from typing import Any

from ma_desktop.domain import allergens, history, names
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AllergyIntolerance
from ma_desktop.services.chart.list_change import propose
from ma_desktop.services.desk import Desk

KINDS = ("allergy", "intolerance")
SEVERITIES = ("", "mild", "moderate", "severe")


def add_allergy(
    desk: Desk,
    patient_id: int,
    *,
    substance: str,
    reaction: str = "",
    severity: str = "",
    kind: str = "allergy",
    category: str = "",
    criticality: str = "",
    onset: str = "",
    source: str = "",
    note: str = "",
    encounter_id: int | None = None,
) -> int:
    """Active at once, because it protects at once; unconfirmed until a provider confirms it. Answers its id.

    ``kind``, ``severity``, ``category``, ``criticality``: FHIR codes; an empty category is looked up. ``onset``: a year, month or day.
    A substance that is already on the active list is refused.
    """
    with desk.work(
        _("Add allergy"), needs=Permission.REVIEW_LISTS, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        if not substance.strip():
            work.refuse(_("Type what the patient is allergic to."))
        if kind not in KINDS or severity not in SEVERITIES or category not in allergens.categories():
            raise ValueError(f"unknown kind {kind!r}, severity {severity!r} or category {category!r}")
        if onset.strip() and (why := history.when_problem(onset, work.now.date())):
            work.refuse(_("First time: {why}").format(why=why))
        if any(names.fold(row.display) == names.fold(substance) for row in active_allergies(patient_id)):
            work.refuse(_("{substance} is already on the list.").format(substance=substance.strip()))
        proposed = propose(desk, work, patient_id, encounter_id)
        row = AllergyIntolerance(
            patient=patient_id, encounter=encounter_id, kind=kind, display=substance.strip(),
            reaction=reaction.strip(), severity=severity, category=category or allergens.category_of(substance),
            criticality=criticality, onset_on=history.first_day(onset), source=source, note=note.strip(),
            verification_status="unconfirmed" if proposed else "confirmed",
        )  # fmt: skip
        return int(work.insert(row).id)


def active_allergies(patient_id: int) -> Any:
    return AllergyIntolerance.standing().where(
        (AllergyIntolerance.patient == patient_id) & (AllergyIntolerance.clinical_status == "active")
    )
