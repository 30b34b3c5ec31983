"""The provider's disposition, under the provider's own name: only this lets the visit go on."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import ENDED, KIND
from ma_desktop.services.visit.raise_provider_call import FOLLOW_UP


def record_disposition(desk: Desk, task_id: int, words: str, *, by_mistake: bool = False) -> None:
    """``words``: what was decided. ``by_mistake``: the provider found that the answer was entered wrongly; only then the follow-up call
    goes too."""
    task: Task = Task.get_by_id(task_id)
    with desk.work(
        _("Provider answered"), needs=Permission.ACKNOWLEDGE_ALERT, patient_id=task.patient_id,
        encounter_id=task.encounter_id, undoable=False,
    ) as work:  # fmt: skip
        if task.kind != KIND:
            work.refuse(_("This is no call for the provider."))
        if task.status in ENDED:
            work.refuse(_("This was already answered."))
        if len(words.strip()) < 3:
            work.refuse(_("Say what was decided."))
        work.update(
            task, status="completed", done_at=work.now, outcome=words.strip(), owner=desk.worker.user_id
        )
        if by_mistake:
            calls = Task.standing().where(
                (Task.patient == task.patient_id)
                & (
                    Task.recorded_at == task.recorded_at
                )  # opened with this call; the visit may have come later
                & (Task.kind == FOLLOW_UP)
                & (Task.status == "requested")
            )
            for call in list(calls):
                work.update(call, status="cancelled", outcome=_("not needed"))
