"""File a document: whose it is, what it is, of which day."""

from __future__ import annotations

from datetime import date

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.document_rows import review_of, said_about, standing_document
from ma_desktop.services.desk import Desk


def file_document(
    desk: Desk,
    attachment_id: int,
    *,
    patient_id: int | None,
    kind: str,
    title: str = "",
    document_on: date | None = None,
    note: str = "",
    encounter_id: int | None = None,
) -> None:
    """Results, imaging and outside records wait for the provider from then on. Undo puts it back among the unfiled."""
    with desk.work(
        _("File a document"), needs=Permission.CHECK_IN, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        row = standing_document(work, attachment_id)
        if row.status == "filed":
            work.refuse(_("Somebody filed this document already."))
        said = said_about(desk, work, patient_id=patient_id, kind=kind, title=title, document_on=document_on)
        work.update(
            row, **said, encounter=encounter_id, note=note.strip(), status="filed", filed_at=work.now,
            filed_by=work.user_id, review=review_of(desk, kind),
        )  # fmt: skip
