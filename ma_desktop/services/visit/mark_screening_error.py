"""A screening that should not stand here: the wrong patient, the wrong form."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import QuestionnaireResponse
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.screening_rows import withdraw


def mark_screening_error(desk: Desk, response_id: int, reason: str) -> None:
    """It stays in the record, its score leaves the trend. A call for the provider that it raised stays the provider's to answer."""
    row: QuestionnaireResponse = QuestionnaireResponse.get_by_id(response_id)
    with desk.work(
        _("Screening entered in error"), needs=Permission.RECORD_VITALS, patient_id=row.patient_id,
        encounter_id=row.encounter_id, reason=reason,
    ) as work:  # fmt: skip
        if not reason.strip():
            work.refuse(_("Say what was wrong."))
        if row.error_at is not None:
            work.refuse(_("This was already marked."))
        withdraw(work, row, reason.strip())
