"""The provider has seen a note, or signs a dictation as their own."""

from __future__ import annotations

from ma_desktop.domain import notes
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.note_rows import settle, the_note
from ma_desktop.services.desk import Desk


def cosign_note(desk: Desk, note_id: int) -> None:
    """Under the provider's own name (sign in place)."""
    note = the_note(note_id)
    with desk.work(
        _("Co-sign note"), needs=Permission.SIGN_NOTE, patient_id=note.patient_id, encounter_id=note.encounter_id
    ) as work:  # fmt: skip
        if note.cosign != "waiting":
            work.refuse(_("This note does not wait for a provider."))
        signed = {}
        if note.kind == notes.DICTATION:
            signed = {"status": "final", "signed_at": work.now, "signed_by": work.user_id}
        work.update(note, cosign="done", cosigned_at=work.now, cosigned_by=work.user_id, **signed)
        settle(work, note, _("co-signed"))
