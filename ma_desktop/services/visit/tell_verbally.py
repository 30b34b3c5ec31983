"""Note that the provider was told in person and read it back; this never counts as the provider's own answer."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import ENDED, KIND


def tell_verbally(desk: Desk, task_id: int, words: str) -> None:
    """``words``: what the provider said. The alert stays open until the provider signs in place."""
    task: Task = Task.get_by_id(task_id)
    with desk.work(
        _("Told verbally, read back"),
        needs=Permission.ROOM,
        patient_id=task.patient_id,
        encounter_id=task.encounter_id,
    ) as work:
        if task.kind == KIND:
            work.refuse(_("Note this with the call itself: what was said stays private there."))
        if task.status in ENDED:
            work.refuse(_("This alert was already answered."))
        if not words.strip():
            work.refuse(_("Say what the provider said."))
        said = _("told verbally {time}, read back: {words}").format(
            time=work.now.strftime("%H:%M"), words=words.strip()
        )
        work.update(task, status="received", outcome=said)
