"""The provider gives a note back to who wrote it, with what is to be changed."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.note_rows import ask, settle, the_note
from ma_desktop.services.desk import Desk


def return_note(desk: Desk, note_id: int, words: str) -> None:
    """The note is open to its author again; what was signed stays in the record as a version. Refuses without ``words``."""
    note = the_note(note_id)
    with desk.work(
        _("Return note"), needs=Permission.SIGN_NOTE, patient_id=note.patient_id, encounter_id=note.encounter_id,
        reason=words,
    ) as work:  # fmt: skip
        if note.cosign != "waiting":
            work.refuse(_("This note does not wait for a provider."))
        if not words.strip():
            work.refuse(_("Say what is to be changed."))
        settle(work, note, _("returned"))
        work.update(
            note,
            status="preliminary",
            signed_at=None,
            signed_by=None,
            cosign="returned",
            cosign_note=words.strip(),
        )
        ask(work, note, "ma", _("Note came back from the provider"), _("Change"), owner=note.recorded_by)
