"""Take two charts apart again that were merged by mistake, also long afterwards."""

from __future__ import annotations

from typing import Any

from ma_desktop import models
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Patient, Provenance, Resource
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient
from ma_desktop.services.work import Work


def unmerge_patients(desk: Desk, wrong: int, reason: str) -> int:
    """Answers how many values were changed since and stay as they are; everything that moved goes back.

    ``wrong``: the chart that was merged into another one. What was entered after the merge stays in the chart that went on.
    """
    chart: Patient = Patient.get_by_id(wrong)
    with desk.work(_("Take charts apart"), needs=Permission.MERGE_CHARTS, patient_id=wrong, reason=reason) as work:  # fmt: skip
        if len(reason.strip()) < 3:
            work.refuse(_("Give a reason in a few words; it is kept with the record."))
        step, onward = _step(wrong), chart.merged_into
        if step is None or onward is None:
            work.refuse(_("This chart is not merged."))
            return 0
        kept = 0
        for line in Provenance.select().where(Provenance.step == step).order_by(Provenance.id.desc()):
            kept += _put_back(work, line)
        for patient in (wrong, onward):
            index_patient(desk, Patient.get_by_id(patient))
        return kept


def _step(wrong: int) -> int | None:
    """The step that merged the chart last."""
    lines = (
        Provenance.select()
        .where(
            (Provenance.resource == "Patient") & (Provenance.row == wrong) & (Provenance.activity == "UPDATE")
        )
        .order_by(Provenance.id.desc())
    )
    return next((line.step for line in lines if (line.after or {}).get("merged_into")), None)


def _put_back(work: Work, line: Provenance) -> int:
    """Column by column, so that a later correction of one of them does not hold the row in the wrong chart."""
    model: type[Resource] = getattr(models, line.resource)
    row = model.get_by_id(line.row)
    fields = model._meta.fields  # type: ignore[attr-defined]
    same: dict[str, Any] = {}
    for name, after in (line.after or {}).items():
        if fields[name].db_value(row.__data__.get(name)) == after:
            same[name] = fields[name].python_value(line.before[name])
    work.update(row, **same)
    return len(line.after or {}) - len(same)
