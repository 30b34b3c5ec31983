"""That allergies or medicines were changed by somebody who may not confirm them: one open task for the provider."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.work import Work

KIND = "confirm-lists"


def propose(desk: Desk, work: Work, patient_id: int, encounter_id: int | None) -> bool:
    """Says whether the change is only proposed. The task names no substance: others can read the list of tasks."""
    if desk.may(Permission.SIGN_NOTE):
        return False
    if waiting(patient_id) is None:
        work.insert(
            Task(
                patient=patient_id, encounter=encounter_id, kind=KIND, priority="routine", owner_role="provider",
                description=_("Allergies or medicines changed: the provider confirms"),
                next_action=_("Confirm"), due_at=work.now,
            )
        )  # fmt: skip
    return True


def waiting(patient_id: int) -> Task | None:
    """The open task of that kind."""
    task: Task | None = (
        Task.standing()
        .where(
            (Task.patient == patient_id)
            & (Task.kind == KIND)
            & Task.status.not_in(["completed", "cancelled"])
        )
        .first()
    )
    return task
