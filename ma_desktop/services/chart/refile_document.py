"""Correct how a document was filed: its category, title or date, or the chart it lies in."""

from __future__ import annotations

from datetime import date

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, Patient
from ma_desktop.services.chart.document_rows import filed_document, review_of, said_about
from ma_desktop.services.desk import Desk
from ma_desktop.services.work import Work


def refile_document(
    desk: Desk, attachment_id: int, reason: str, *, patient_id: int, kind: str, title: str = "", document_on: date | None = None,
    note: str = "",
) -> int:  # fmt: skip
    """Answers the id that the document has now. In another chart it is a row of its own; the one in the wrong chart stays as an
    entry in error that says where it went, so that both charts tell. A provider has to see it anew there."""
    moved = Attachment.get_by_id(attachment_id).patient_id != patient_id
    title_of_step = _("Move a document to another chart") if moved else _("Change how a document is filed")
    with desk.work(title_of_step, needs=Permission.CHECK_IN, patient_id=patient_id, reason=reason) as work:
        row = filed_document(work, attachment_id)
        if len(reason.strip()) < 3:
            work.refuse(_("Give a reason in a few words; it is kept with the record."))
        said = said_about(desk, work, patient_id=patient_id, kind=kind, title=title, document_on=document_on)
        said["note"] = note.strip()
        if moved:
            return _move(desk, work, row, said, reason.strip())
        if said["kind"] != row.kind:
            said["review"] = row.review if row.review == "done" else review_of(desk, kind)
        work.update(row, **said)
        return int(row.id)


def _move(desk: Desk, work: Work, row: Attachment, said: dict[str, object], reason: str) -> int:
    target = Patient.get_by_id(said["patient"])
    source = Patient.get_by_id(row.patient_id)
    came = _("moved here from chart #{number}").format(number=source.record_number)
    said["note"] = "\n".join(part for part in (str(said["note"]), came) if part)
    work.mark_error(
        row, _("moved to chart #{number}: {reason}").format(number=target.record_number, reason=reason)
    )
    fresh = work.insert(
        Attachment(
            **said, media_type=row.media_type, digest=row.digest, size=row.size, pages=row.pages, taken_at=row.taken_at, status="filed",
            source=row.source, origin=row.origin, filed_at=work.now, filed_by=work.user_id, review=review_of(desk, str(said["kind"])),
            moved_from=row.id,
        )
    )  # fmt: skip
    return int(fresh.id)
