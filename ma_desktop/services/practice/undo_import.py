"""Take a whole import back: nothing of it is part of the record any more, and it can be imported anew."""

from __future__ import annotations

from typing import Any

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ALL, Identifier, ImportRun, Patient, Resource, database
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.import_run import CHUNK
from ma_desktop.services.progress import Progress, Silent
from ma_desktop.storage import search_index


def undo_import(desk: Desk, run_id: int, *, progress: Progress | None = None) -> int:
    """Answers how many patients went. ``run_id`` is ``import_run.id``, of a completed or a stopped import.

    Refused when anybody, or a later import, added to one of its patients: that would be lost with them. Rows
    stay on disk like everything else; ``ImportRun.status`` says that they do not stand.
    """
    progress, title = progress or Silent(), _("Undo import")
    run = ImportRun.get_by_id(run_id)
    with desk.work(title, needs=Permission.IMPORT_DATA, action="import", undoable=False) as work:
        if run.status not in {"completed", "stopped"}:
            work.refuse(_("Only an import that is finished or stopped can be undone."))
    before, gone, last = desk.now(), 0, 0
    while patients := _patients(run_id, last):
        last = patients[-1]
        _refuse_used(desk, title, run_id, patients)
        gone += len(patients)
        progress.rest()
        progress.step(gone, None, _("Looking whether anybody used these patients"))
    with desk.work(title, needs=Permission.IMPORT_DATA, action="import", undoable=False) as work:
        work.update(run, status="undone", ended_at=before)
        work.resources.update(run.taken)
    last = 0
    while patients := _patients(run_id, last):
        last = patients[-1]
        with desk.work(title, needs=Permission.IMPORT_DATA, action="import", undoable=False) as work:
            work.reason = f"{run.kind} {run_id}"
            search_index.remove(database, patients)
        progress.rest()
    return gone


def _patients(run_id: int, last: int) -> list[int]:
    mine = (Patient.id > last) & (Patient.import_run == run_id)
    return [row.id for row in Patient.select(Patient.id).where(mine).order_by(Patient.id).limit(CHUNK)]


def _refuse_used(desk: Desk, title: str, run_id: int, patients: list[int]) -> None:
    used = Patient.select().where(Patient.id.in_(patients) & (Patient.version > 1)).exists()
    for model in _ABOUT_PATIENTS:
        if used:
            break
        others = model.import_run.is_null() | (model.import_run != run_id)
        used = model.standing().where(model.patient.in_(patients) & others).exists()
    if used:
        with desk.work(title, needs=Permission.IMPORT_DATA, action="import", undoable=False) as work:
            work.refuse(
                _(
                    "Somebody worked with patients of this import since, so it cannot be undone as a whole. "
                    "Nothing was changed."
                )
            )


_ABOUT_PATIENTS: tuple[Any, ...] = tuple(
    model
    for model in ALL
    if issubclass(model, Resource) and "patient" in model._meta.fields and model is not Identifier  # type: ignore[attr-defined]
)
