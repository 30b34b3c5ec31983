"""Take the last step back, as a new step."""

from __future__ import annotations

import json
from typing import Any

from ma_desktop import models
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import AuditEvent, Encounter, Patient, Provenance, Resource, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient
from ma_desktop.services.visit.provider_stop import KIND as PROVIDER_NEEDED
from ma_desktop.services.visit.provider_stop import stop_if_waiting
from ma_desktop.services.visit.raise_provider_call import FOLLOW_UP
from ma_desktop.services.visit.vital_rows import ALERT
from ma_desktop.services.work import Work


def undo_last(desk: Desk) -> str:
    """Undoes the last step of this person that is not undone yet; answers its title.

    New rows are marked as entered in error, changed rows get their earlier values back as a new version.
    The provider's alerts and calls stay. Refused when somebody changed one of the rows since.
    """
    step = last_step(desk)
    with desk.work(_("Undo: {step}").format(step=step.title if step else ""), needs=Permission.UNDO) as work:
        if step is None:
            work.refuse(_("There is nothing to undo."))
            return ""
        work.patient_id, work.encounter_id, work.undoes = step.patient_id, step.encounter_id, step.seq
        for line in Provenance.select().where(Provenance.step == step.seq).order_by(Provenance.id.desc()):
            _take_back(work, line, step.title)
            if line.resource == "Patient" and line.activity == "UPDATE":
                index_patient(desk, Patient.get_by_id(line.row))
        return str(step.title)


def last_step(desk: Desk) -> AuditEvent | None:
    """The step that Undo would take back: this person's, today, of the kind that can be taken back."""
    undone: set[int] = set()
    today = AuditEvent.at.db_value(desk.now().replace(hour=0, minute=0, second=0, microsecond=0))
    steps = (
        AuditEvent.select()
        .where(
            (AuditEvent.user_id == desk.worker.user_id)
            & (AuditEvent.at >= today)
            & (AuditEvent.outcome == "ok")
        )
        .order_by(AuditEvent.seq.desc())
        .limit(200)
    )
    for step in steps:
        taken_back = [entity[1] for entity in json.loads(step.entities) if entity[2] == "UNDO"]
        undone.update(taken_back)
        if step.action == "change" and not taken_back and step.seq not in undone and step.entities != "[]":
            found: AuditEvent = step
            return found
    return None


def _take_back(work: Work, line: Provenance, title: str) -> None:
    model: type[Resource] = getattr(models, line.resource)
    row = model.get_by_id(line.row)
    if isinstance(row, Task) and _stays(row, line):
        if row.kind == ALERT:
            note = _("{step}: undone {time}").format(step=title, time=f"{work.now:%H:%M}")
            work.update(row, outcome=f"{row.outcome}; {note}" if row.outcome else note)
        return
    if line.activity == "CREATE":
        if row.error_at is None:
            _unchanged_since(work, row, line)
            work.mark_error(row, _("undone: {step}").format(step=title))
        return
    _unchanged_since(work, row, line)
    fields = model._meta.fields  # type: ignore[attr-defined]
    earlier: dict[str, Any] = {name: fields[name].python_value(value) for name, value in line.before.items()}
    if isinstance(row, Encounter) and "stage" in earlier:
        stop_if_waiting(row, Stage(earlier["stage"]))
    work.update(row, **earlier)


def _stays(task: Task, line: Provenance) -> bool:
    """What a provider has to answer is not taken back with the values or answers that raised it."""
    if line.activity == "CREATE":
        return task.kind in (ALERT, PROVIDER_NEEDED, FOLLOW_UP)
    return task.kind == PROVIDER_NEEDED and "reason" in line.before


def _unchanged_since(work: Work, row: Resource, line: Provenance) -> None:
    now = {name: row._meta.fields[name].db_value(row.__data__.get(name)) for name in line.after}  # type: ignore[attr-defined]
    if now != line.after:
        work.refuse(_("Somebody has changed this since, so it can no longer be undone. Correct it by hand."))
