"""Mark a note as entered in error: it leaves the chart and stays in the record."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.note_rows import settle, the_note
from ma_desktop.services.desk import Desk


def mark_note_error(desk: Desk, note_id: int, reason: str) -> None:
    """By its author or a provider. Refuses without a reason."""
    note = the_note(note_id)
    with desk.work(
        _("Mark note as an error"), needs=Permission.CHART_ENTRY, patient_id=note.patient_id,
        encounter_id=note.encounter_id, reason=reason,
    ) as work:  # fmt: skip
        if not reason.strip():
            work.refuse(_("Say why the note is an error."))
        if note.recorded_by != work.user_id and not desk.may(Permission.SIGN_NOTE):
            work.refuse(_("Only the person who wrote a note, or a provider, may mark it."))
        work.mark_error(note, reason.strip())
        settle(work, note, _("entered in error"))
