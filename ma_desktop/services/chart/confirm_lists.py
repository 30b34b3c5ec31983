"""The provider confirms what was changed in allergies and medicines."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AllergyIntolerance, MedicationRequest
from ma_desktop.services.chart.list_change import waiting
from ma_desktop.services.desk import Desk


def confirm_lists(desk: Desk, patient_id: int) -> None:
    """Under the provider's own name (sign in place): proposals become confirmed entries, the task is done."""
    with desk.work(
        _("Confirm allergies and medicines"), needs=Permission.SIGN_NOTE, patient_id=patient_id
    ) as work:
        task = waiting(patient_id)
        if task is None:
            work.refuse(_("Nothing waits to be confirmed."))
            return
        allergies = AllergyIntolerance.standing().where(
            (AllergyIntolerance.patient == patient_id) & (AllergyIntolerance.verification_status == "unconfirmed")
            & AllergyIntolerance.import_run.is_null()
        )  # fmt: skip
        for row in list(allergies):
            work.update(row, verification_status="confirmed")
        medicines = MedicationRequest.standing().where(
            (MedicationRequest.patient == patient_id) & (MedicationRequest.intent == "proposal")
        )
        for row in list(medicines):
            work.update(row, intent=None)
        work.update(task, status="completed", done_at=work.now, outcome=_("confirmed"))
