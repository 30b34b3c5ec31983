"""What was done while the provider was on the way: who stays, who was told, what was offered, the protocol."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import ENDED, KIND

#: What can be noted. ``told`` is never the provider's own answer.
WHAT = frozenset({"stays", "told", "offered", "protocol", "correction"})


def note_provider_call(desk: Desk, task_id: int, what: str, words: str) -> None:
    """``words``: a name for ``stays``; whom and what they said for ``told``; else what happened. Time and writer are kept with it."""
    task: Task = Task.get_by_id(task_id)
    with desk.work(
        _("Provider needed"), needs=Permission.TASKS, patient_id=task.patient_id, encounter_id=task.encounter_id,
        undoable=False,
    ) as work:  # fmt: skip
        if task.kind != KIND or what not in WHAT:
            work.refuse(_("This cannot be noted here."))
        if task.status in ENDED:
            work.refuse(_("The provider has answered this already."))
        if len(words.strip()) < 2:
            work.refuse(
                _("Name who stays with the patient.") if what == "stays" else _("Say it in a few words.")
            )
        line = {"at": f"{work.now:%H:%M}", "by": desk.worker.name, "what": what, "words": words.strip()}
        work.update(
            task, input=[*(task.input or ()), line], status="received" if what == "told" else task.status
        )
