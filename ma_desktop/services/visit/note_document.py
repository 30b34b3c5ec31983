"""Note that a page left the program: printed or saved, by whom, for whom, and its digest."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import DocumentReference
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import next_version


def note_document(
    desk: Desk,
    *,
    kind: str,
    digest: str,
    patient_id: int | None,
    encounter_id: int | None,
    how: str = "printed",
    copies: int = 1,
    recipient: str = "patient",
    reason: str = "",
    number: str = "",
) -> int:
    """``digest``: SHA-256 of the PDF, hexadecimal; ``number``: of a receipt. Answers the entry's id.

    What left the program cannot be undone.
    """
    title = {"printed": _("Print"), "saved": _("Save as PDF")}.get(how, _("Export"))
    with desk.work(
        f"{title}: {kind}", needs=Permission.PRINT_DOCUMENTS, patient_id=patient_id, encounter_id=encounter_id,
        undoable=False, action="print", reason=reason,
    ) as work:  # fmt: skip
        row = DocumentReference(
            patient=patient_id, encounter=encounter_id, kind=kind, how=how, digest=digest, copies=copies,
            recipient=recipient, reason=reason, number=number, at=work.now,
            document_version=next_version(kind, encounter_id, number),
        )  # fmt: skip
        return int(work.insert(row).id)
