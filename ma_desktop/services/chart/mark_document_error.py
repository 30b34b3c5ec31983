"""Mark a document as entered in error: it leaves the chart and stays in the record."""

from __future__ import annotations

from ma_desktop.domain.documents import PICTURES
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Attachment
from ma_desktop.services.chart.document_rows import standing_document
from ma_desktop.services.desk import Desk


def mark_document_error(desk: Desk, attachment_id: int, reason: str) -> None:
    """Filed or not. Refuses without a reason."""
    patient_id = Attachment.get_by_id(attachment_id).patient_id
    with desk.work(
        _("Mark a document as an error"), needs=Permission.CHECK_IN, patient_id=patient_id, reason=reason
    ) as work:
        row = standing_document(work, attachment_id)
        if row.kind in PICTURES:
            work.refuse(_("Photo and insurance card are changed in Check-in, under Pictures."))
        if len(reason.strip()) < 3:
            work.refuse(_("Give a reason in a few words; it is kept with the record."))
        work.mark_error(row, reason.strip())
