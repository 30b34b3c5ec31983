"""Take a medicine off the list that nobody ordered and nobody takes: it was entered in error."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import MedicationRequest
from ma_desktop.services.chart.list_change import on_the_list, propose
from ma_desktop.services.desk import Desk


def end_medicine(desk: Desk, medication_id: int, reason: str, *, encounter_id: int | None = None) -> None:
    """Only a proposal: an order is stopped by the provider. The row stays in the record, marked with the reason."""
    row: MedicationRequest = MedicationRequest.get_by_id(medication_id)
    with desk.work(
        _("Take medicine off the list"), needs=Permission.REVIEW_LISTS, patient_id=row.patient_id, encounter_id=encounter_id,
        reason=reason,
    ) as work:  # fmt: skip
        on_the_list(row)
        if not reason.strip():
            work.refuse(_("Say why it comes off the list."))
        if row.intent != "proposal" and not desk.may(Permission.SIGN_NOTE):
            work.refuse(_("Only the provider stops an order. Say “not taking” instead."))
        work.mark_error(row, reason.strip())
        propose(desk, work, row.patient_id, encounter_id)
