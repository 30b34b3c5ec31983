"""Write down an allergy or intolerance as the patient tells it."""

from __future__ import annotations

from ma_desktop.domain import names
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
    encounter_id: int | None = None,
) -> int:
    """Active at once, because it protects at once; unconfirmed until a provider confirms it. Answers its id.

    ``kind`` and ``severity``: FHIR codes. A substance that is already on the active list is refused.
    """
    with desk.work(
        _("Add allergy"), needs=Permission.REVIEW_LISTS, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        if not substance.strip():
            work.refuse(_("Type what the patient is allergic to."))
        if kind not in KINDS or severity not in SEVERITIES:
            raise ValueError(f"unknown kind {kind!r} or severity {severity!r}")
        standing = AllergyIntolerance.standing().where(
            (AllergyIntolerance.patient == patient_id) & (AllergyIntolerance.clinical_status == "active")
        )
        if any(names.fold(row.display) == names.fold(substance) for row in standing):
            work.refuse(_("{substance} is already on the list.").format(substance=substance.strip()))
        proposed = propose(desk, work, patient_id, encounter_id)
        row = AllergyIntolerance(
            patient=patient_id, encounter=encounter_id, kind=kind, display=substance.strip(),
            reaction=reaction.strip(), severity=severity,
            verification_status="unconfirmed" if proposed else "confirmed",
        )  # fmt: skip
        return int(work.insert(row).id)
