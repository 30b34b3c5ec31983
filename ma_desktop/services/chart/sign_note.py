"""Sign a note: it is locked, and where the practice wants it a provider is asked to see it."""

from __future__ import annotations

from ma_desktop.domain import notes
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.note_rows import ask, cosign_words, settle, the_note
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings


def sign_note(desk: Desk, note_id: int) -> None:
    """By its author; a dictation by a provider, whose words it is. Whoever types a dictation hands it over with this, unsigned."""
    note = the_note(note_id)
    with desk.work(
        _("Sign note"), needs=Permission.CHART_ENTRY, patient_id=note.patient_id, encounter_id=note.encounter_id
    ) as work:  # fmt: skip
        provider = desk.may(Permission.SIGN_NOTE)
        if note.status == "final":
            work.refuse(_("This note is signed already."))
        if note.recorded_by != work.user_id and not (note.kind == notes.DICTATION and provider):
            work.refuse(_("A note is signed by who wrote it."))
        settle(work, note, _("signed again"))
        if note.kind == notes.DICTATION and not provider:
            work.update(note, cosign="waiting", cosign_note="")
            ask(work, note, "provider", cosign_words(note.kind), _("Sign"))
            return
        wanted = notes.needs_cosign(
            note.kind, by_provider=provider, spared=practice_settings(desk)[notes.COSIGN]
        )
        work.update(
            note, status="final", signed_at=work.now, signed_by=work.user_id, cosign="waiting" if wanted else "", cosign_note=""
        )  # fmt: skip
        if wanted:
            ask(work, note, "provider", cosign_words(note.kind), _("Co-sign"))
