"""Close items of the Outbox because they are on paper now."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import DocumentReference, OutboxItem
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import next_version


def mark_printed(
    desk: Desk, item_ids: Sequence[int], *, kind: str, digest: str, how: str = "printed", copies: int = 1
) -> int:
    """``kind``: call-sheet or appointment-card; ``digest``: SHA-256 of the page. Answers the log's entry.

    ``how``: printed, saved, or posted, when somebody says that what was saved went out; a file that was only saved closes nothing.

    What is on its way right now, sent or printed already stays as it is: the page left the program all the same.
    """
    with desk.work(
        _("Printed from the Outbox"), needs=Permission.PRINT_DOCUMENTS, undoable=False, action="print"
    ) as work:
        items = list(OutboxItem.standing().where(OutboxItem.id.in_(list(item_ids))))
        for item in items:
            if how != "saved" and item.status in {"waiting", "failed", "unclear"}:
                work.update(item, status="printed", sent_at=work.now, proof=f"{how} {digest[:16]}")
        patients = {item.patient_id for item in items}
        row = DocumentReference(
            patient=patients.pop() if len(patients) == 1 else None, kind=kind, how=how, digest=digest, copies=copies,
            recipient="staff" if kind == "call-sheet" else "patient", at=work.now,
            document_version=next_version(kind, None),
        )  # fmt: skip
        return int(work.insert(row).id)
