"""The provider has seen a result, a report or records from elsewhere."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Attachment
from ma_desktop.services.chart.document_rows import filed_document
from ma_desktop.services.desk import Desk


def review_document(desk: Desk, attachment_id: int) -> None:
    """Under the provider's own name (sign in place)."""
    row = Attachment.get_by_id(attachment_id)
    with desk.work(
        _("Document seen by the provider"), needs=Permission.SIGN_NOTE, patient_id=row.patient_id,
        encounter_id=row.encounter_id,
    ) as work:  # fmt: skip
        row = filed_document(work, attachment_id)
        if row.review == "done":
            work.refuse(_("A provider has seen this document already."))
        work.update(row, review="done", reviewed_at=work.now, reviewed_by=work.user_id)
