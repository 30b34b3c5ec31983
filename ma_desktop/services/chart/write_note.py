"""Write a note into the chart, change one that nobody signed yet, or add to one that is signed."""

from __future__ import annotations

from datetime import datetime

from ma_desktop.domain import notes
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import ClinicalNote
from ma_desktop.services.chart.note_rows import root_of, settle, the_note
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.work import Work


def write_note(
    desk: Desk,
    patient_id: int,
    text: str,
    *,
    kind: str = "visit",
    encounter_id: int | None = None,
    about_at: datetime | None = None,
    amends: int | None = None,
    note_id: int | None = None,
) -> int:
    """Answers the note's id. ``about_at``: when it happened, by default now; far enough back it is stamped as a late entry.

    ``amends``: a signed note that this is an addendum to; ``note_id``: an unsigned one of one's own that is changed. Refuses an empty
    text, a time to come, a change of what is signed or of what somebody else wrote.
    """
    with desk.work(
        _("Write note"), needs=Permission.CHART_ENTRY, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        about = about_at or work.now
        try:
            notes.check(text, about, work.now)
        except RuleBroken as broken:
            work.refuse(broken.sentence)
        minutes = int(practice_settings(desk)[notes.LATE_AFTER])
        late = notes.is_late(about, work.now, minutes)
        if encounter_id is not None and the_visit(encounter_id).patient_id != patient_id:
            work.refuse(_("This visit is another patient's."))
        if note_id is not None:
            return _change(work, _ours(the_note(note_id), patient_id), text, kind, about, minutes)
        if amends is not None:
            first = root_of(_ours(the_note(amends), patient_id))
            if first.status != "final":
                work.refuse(_("This note is not signed yet: change it instead of adding to it."))
            amends, kind = first.id, first.kind
        note = ClinicalNote(
            patient=patient_id, encounter=encounter_id, kind=kind, text=text.strip(), about_at=about,
            written_at=work.now, late=late, amends=amends,
        )  # fmt: skip
        return int(work.insert(note).id)


def _ours(note: ClinicalNote, patient_id: int) -> ClinicalNote:
    if note.patient_id != patient_id:
        raise RuleBroken(_("This note belongs to another patient."))
    return note


def _change(work: Work, note: ClinicalNote, text: str, kind: str, about: datetime, minutes: int) -> int:
    """The version before stays in the record; the time of writing is the first one. A dictation that was handed over comes back:
    the provider signs no words that came later."""
    if note.status == "final":
        work.refuse(_("This note is signed. Add to it; what is signed stays as it is."))
    if note.recorded_by != work.user_id:
        work.refuse(_("Only the person who wrote an unsigned note may change it."))
    changed: dict[str, object] = {"text": text.strip(), "kind": kind}
    if about != work.now:
        changed |= {"about_at": about, "late": notes.is_late(about, note.written_at, minutes)}
    if note.cosign == "waiting":
        changed["cosign"] = ""
        settle(work, note, _("changed"))
    work.update(note, **changed)
    return int(note.id)
