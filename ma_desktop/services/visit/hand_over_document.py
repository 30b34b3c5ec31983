"""Note that a printed page was handed over after two identifiers matched."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import DocumentReference
from ma_desktop.services.desk import Desk


def hand_over_document(desk: Desk, document_id: int, how: str) -> None:
    """``document_id``: the entry of the print; ``how``: the two identifiers, e.g. ``name and birth date``."""
    document: DocumentReference = DocumentReference.get_by_id(document_id)
    with desk.work(
        _("Page handed over"), needs=Permission.PRINT_DOCUMENTS, patient_id=document.patient_id,
        encounter_id=document.encounter_id, undoable=False,
    ) as work:  # fmt: skip
        if not how.strip():
            work.refuse(_("Say which two identifiers matched."))
        if document.handed_over_at is not None:
            work.refuse(_("This page was already handed over."))
        work.update(document, handed_over_at=work.now, identity_how=how.strip())
