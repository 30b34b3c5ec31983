"""The provider was told in person and read it back: booking may go on, the provider's own answer is still owed."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk


def tell_red_flag(desk: Desk, task_id: int, told: str, words: str) -> str:
    """``told``: who; ``words``: what they said to do. Answers the sentence that was kept."""
    task: Task = Task.get_by_id(task_id)
    with desk.work(
        _("Told verbally, read back"), needs=Permission.BOOK, patient_id=task.patient_id, undoable=False
    ) as work:
        if not told.strip() or not words.strip():
            work.refuse(_("Say who was told and what they answered."))
        if task.status == "completed":
            work.refuse(_("The provider has answered this already."))
        said = _("told verbally {time} to {who}, read back: {words}").format(
            time=f"{work.now:%H:%M}", who=told.strip(), words=words.strip()
        )
        before = f"{task.outcome}\n" if task.outcome else ""
        work.update(task, status="received", outcome=before + said)
    return said
