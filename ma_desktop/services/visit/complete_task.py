"""Close an open loop, saying how it ended."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import ENDED


def complete_task(desk: Desk, task_id: int, outcome: str) -> None:
    """A provider's alert is not closed here but by the provider's own answer."""
    task: Task = Task.get_by_id(task_id)
    with desk.work(_("Task done"), needs=Permission.TASKS, patient_id=task.patient_id) as work:
        if task.kind in {"vital-alert", "red_flag", "provider-needed"}:
            work.refuse(_("The provider answers this alert under their own name (sign in place)."))
        if task.status in ENDED:
            work.refuse(_("This was already closed."))
        if not outcome.strip():
            work.refuse(_("Say how it ended."))
        work.update(task, status="completed", done_at=work.now, outcome=outcome.strip())
