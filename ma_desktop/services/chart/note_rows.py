"""What the verbs on notes share: the row, who may touch it, the task of the provider who has to see it."""

from __future__ import annotations

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import ClinicalNote, Task
from ma_desktop.services.work import Work

#: Kind of the task; ``Task.outcome`` stays empty until it is done.
KIND = "cosign-note"


def the_note(note_id: int) -> ClinicalNote:
    """One that was entered in error is refused: nobody signs, changes or adds to it."""
    note: ClinicalNote = ClinicalNote.get_by_id(note_id)
    if note.error_at is not None:
        raise RuleBroken(_("This note is marked as an error already."))
    return note


def root_of(note: ClinicalNote) -> ClinicalNote:
    """The note at the beginning of a chain of addenda."""
    while note.amends is not None:
        note = the_note(note.amends)
    return note


def open_tasks(note: ClinicalNote) -> list[Task]:
    """Tasks about this note that nobody has done."""
    rows = Task.standing().where(
        (Task.patient == note.patient_id)
        & (Task.kind == KIND)
        & (Task.status == "requested")
        & (Task.focus == note.id)
    )
    return list(rows)


def ask(
    work: Work, note: ClinicalNote, owner_role: str, words: str, action: str, owner: int | None = None
) -> None:
    """One task for whoever comes next; it names neither the patient's words nor the provider's."""
    work.insert(
        Task(
            patient=note.patient_id, encounter=note.encounter_id, kind=KIND, owner_role=owner_role, owner=owner,
            description=words, next_action=action, due_at=work.now, focus=note.id,
        )
    )  # fmt: skip


def settle(work: Work, note: ClinicalNote, outcome: str) -> None:
    for task in open_tasks(note):
        work.update(task, status="completed", done_at=work.now, outcome=outcome)


def cosign_words(kind: str) -> str:
    return _("Dictation: the provider signs") if kind == "dictation" else _("Note: the provider co-signs")
