"""Save a copy of a document outside the record, with the reason."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, DocumentReference
from ma_desktop.services.chart.document_rows import standing_document
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.write_page import write_page


def export_document(desk: Desk, attachment_id: int, path: Path, reason: str) -> int:
    """The file as it came, not encrypted, readable by its owner only. Answers the id of the entry that says so; the entry is
    written only when the file is whole."""
    patient_id = Attachment.get_by_id(attachment_id).patient_id
    with desk.work(
        _("Export a document"), needs=Permission.PRINT_DOCUMENTS, patient_id=patient_id, undoable=False, action="export",
        reason=reason,
    ) as work:  # fmt: skip
        row = standing_document(work, attachment_id)
        if len(reason.strip()) < 3:
            work.refuse(_("Give a reason in a few words; it is kept with the record."))
        write_page(desk, path, desk.record.documents.get(row.digest))
        entry = DocumentReference(
            patient=row.patient_id, encounter=row.encounter_id, kind="filed-document", how="exported", digest=row.digest,
            recipient="staff", reason=reason.strip(), number=str(row.id), at=work.now,
        )  # fmt: skip
        return int(work.insert(entry).id)
