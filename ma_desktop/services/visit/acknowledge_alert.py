"""The provider has heard it: who and when, and how it was passed on."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import KIND


def acknowledge_alert(desk: Desk, task_id: int, answer: str) -> None:
    """Under the provider's own name (sign in place). ``answer``: what the provider decided."""
    task: Task = Task.get_by_id(task_id)
    with desk.work(
        _("Acknowledge alert"), needs=Permission.ACKNOWLEDGE_ALERT, patient_id=task.patient_id,
        encounter_id=task.encounter_id,
    ) as work:  # fmt: skip
        if task.status in {"completed", "cancelled"}:
            work.refuse(_("This alert was already answered."))
        if task.kind == KIND:
            work.refuse(_("The provider says what was decided before this visit goes on."))
        work.update(task, status="completed", done_at=work.now, outcome=answer.strip() or _("heard"))
