"""Note that somebody is to be called back on a day that a person set."""

from __future__ import annotations

from datetime import date

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.recalls import KINDS
from ma_desktop.i18n import _
from ma_desktop.models import Patient, Recall
from ma_desktop.services.desk import Desk


def add_recall(
    desk: Desk,
    patient_id: int,
    *,
    reason: str,
    due_on: date,
    kind: str = "recall",
    service_id: int | None = None,
    priority: str = "routine",
    encounter_id: int | None = None,
) -> int:
    """``kind``: follow-up, recall, immunization, missed or referral. Answers the recall's id."""
    patient: Patient = Patient.get_by_id(patient_id)
    with desk.work(_("Recall"), needs=Permission.BOOK, patient_id=patient_id) as work:
        if kind not in KINDS:
            work.refuse(_("Choose what the recall is for."))
        if not reason.strip():
            work.refuse(_("Say what the patient is to come for."))
        if patient.deceased_at is not None:
            work.refuse(_("This patient has died; there is nobody to call back."))
        if (due_on - work.now.date()).days > 3660:
            work.refuse(_("The day lies more than ten years ahead. Check it."))
        same = Recall.standing().where(
            (Recall.patient == patient_id) & (Recall.status == "active") & (Recall.reason == reason.strip())
        )
        if same.exists():
            work.refuse(_("The same recall stands on the list already."))
        row = Recall(
            patient=patient_id, kind=kind, reason=reason.strip(), due_on=due_on, service=service_id,
            priority=priority, encounter=encounter_id,
        )  # fmt: skip
        return int(work.insert(row).id)
