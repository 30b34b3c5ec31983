"""The provider is needed in a room now. Why stays private; what everybody sees names a place and nothing else."""

from __future__ import annotations

from datetime import timedelta

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Task
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.visit.provider_stop import KIND, open_call, place_of, visit_here

FOLLOW_UP = "follow-up-call"


def raise_provider_call(desk: Desk, patient_id: int, reason: str, *, encounter_id: int | None = None) -> int:
    """Answers the task's id. A call that waits already takes the further reason; it is never given twice.

    Without ``encounter_id`` it is the visit for which the patient is here now, if there is one. Stops the visit until ``record_disposition``, and opens a follow-up call. It is no undo step: nobody takes it back by a key.
    """
    with desk.work(
        _("Provider needed"),
        needs=Permission.TASKS,
        patient_id=patient_id,
        encounter_id=encounter_id,
        undoable=False,
    ) as work:
        if not reason.strip():
            work.refuse(_("Say why; nobody but the provider and you will read it."))
        encounter_id = encounter_id or visit_here(patient_id, work.now)
        known = open_call(patient_id)
        if known is not None:
            return _add(work, known, reason.strip())
        visit = Encounter.get_or_none(Encounter.id == encounter_id) if encounter_id else None
        task = work.insert(
            Task(
                patient=patient_id, encounter=encounter_id, kind=KIND, priority="stat", owner_role="provider", due_at=work.now,
                description=_("Provider needed {place}").format(place=place_of(visit)), next_action=_("Get the provider"),
                reason=reason.strip(), input=[],
            )
        )  # fmt: skip
        _follow_up(desk, work, patient_id, encounter_id)
        return int(task.id)


def _add(work: Work, task: Task, reason: str) -> int:
    """The same words again add nothing; other words wake a call that was passed on already."""
    if reason not in task.reason.split("\n"):
        work.update(task, reason=f"{task.reason}\n{reason}", status="requested")
    return int(task.id)


def _follow_up(desk: Desk, work: Work, patient_id: int, encounter_id: int | None) -> None:
    days = int(practice_settings(desk)[settings.FOLLOW_UP_DAYS])
    work.insert(
        Task(
            patient=patient_id, encounter=encounter_id, kind=FOLLOW_UP, priority="urgent", owner_role="provider",
            description=_("Follow-up call after the visit"), next_action=_("Call"), due_at=work.now + timedelta(days=days),
        )
    )  # fmt: skip
