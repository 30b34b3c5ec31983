"""Write down a medicine that the patient says they take: over the counter, from elsewhere, or forgotten so far."""

from __future__ import annotations

from ma_desktop.domain import names
from ma_desktop.domain.medicine_sig import Sig
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import MedicationRequest
from ma_desktop.services.chart.list_change import propose
from ma_desktop.services.desk import Desk


def add_medicine(
    desk: Desk,
    patient_id: int,
    *,
    display: str,
    dose: str = "",
    sig: Sig | None = None,
    source: str = "",
    encounter_id: int | None = None,
) -> int:
    """``dose``: how much and how often, as said. A proposal until a provider confirms it. Answers its id.

    ``sig``: the line as it was read. With words that were not understood the direction stays as it was typed.
    """
    with desk.work(
        _("Add medicine"), needs=Permission.REVIEW_LISTS, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        if not display.strip():
            work.refuse(_("Type the name of the medicine."))
        standing = MedicationRequest.standing().where(
            (MedicationRequest.patient == patient_id) & (MedicationRequest.status == "active")
        )
        if any(names.fold(row.display) == names.fold(display) for row in standing):
            work.refuse(_("{medicine} is already on the list.").format(medicine=display.strip()))
        proposed = propose(desk, work, patient_id, encounter_id)
        row = MedicationRequest(
            patient=patient_id, encounter=encounter_id, system="", display=display.strip(), dose=dose.strip(),
            taking="taking", intent="proposal" if proposed else None, authored_at=work.now, source=source, asked_at=work.now,
        )  # fmt: skip
        if sig is not None:
            row.original, row.dose = sig.original, sig.original if sig.unread else sig.plain
            if not sig.unread:
                row.amount, row.route, row.frequency, row.reason = (
                    sig.amount,
                    sig.route,
                    sig.frequency,
                    sig.reason,
                )
        return int(work.insert(row).id)
