"""Write down one thing of a patient's history, or change what stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ma_desktop.domain import history, names
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Observation
from ma_desktop.services.chart.history_rows import TABLES, columns_of, fields_of, rows_of
from ma_desktop.services.chart.list_change import propose, standing_as
from ma_desktop.services.desk import Desk
from ma_desktop.services.work import Work


def record_history(
    desk: Desk,
    patient_id: int,
    section: str,
    fields: Mapping[str, str],
    *,
    entry_id: int | None = None,
    encounter_id: int | None = None,
) -> int:
    """``fields``: of ``domain.history``'s section, as text. ``entry_id``: the entry that is changed; the old one stays as a version.

    A topic that has one answer (tobacco, occupation) changes its answer without ``entry_id``. It counts at once; what an MA
    writes waits for the provider to confirm it. Answers the entry's id.
    """
    title = _("History: {section}").format(section=history.section(section).title)
    with desk.work(
        title, needs=Permission.REVIEW_LISTS, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        if why := history.problem_with(section, fields, work.now.date()):
            work.refuse(why)
        table: Any = TABLES[section]
        columns = columns_of(section, fields, work.now)
        row = table.get_or_none((table.id == entry_id) & (table.patient == patient_id)) if entry_id else None
        if entry_id and (row is None or row.error_at is not None):
            work.refuse(_("This entry is no longer in the chart."))
        if row is None and table is Observation:
            row = _answered_here(section, patient_id, columns["code"])
        if row is None:
            _refuse_twice(work, section, patient_id, columns)
        elif not _changes(section, row, fields):
            return int(row.id)
        columns |= standing_as(table, propose(desk, work, patient_id, encounter_id))
        if row is not None:
            return int(work.update(row, **columns).id)
        return int(work.insert(table(patient=patient_id, **_encounter(table, encounter_id), **columns)).id)


def _encounter(table: Any, encounter_id: int | None) -> dict[str, Any]:
    return {"encounter": encounter_id} if "encounter" in table._meta.fields else {}


def _answered_here(section: str, patient_id: int, code: str) -> Observation | None:
    """The answer that stands, if it was written here; an imported one stays and a newer one is put beside it."""
    newest: Observation | None = rows_of(section, patient_id).where(Observation.code == code).first()
    return newest if newest is not None and newest.import_run is None else None


def _changes(section: str, row: Any, fields: Mapping[str, str]) -> bool:
    said = {
        name: history.iso_when(value) if name in ("when", "onset", "lmp", "quit") else value.strip()
        for name, value in fields.items()
    }
    return fields_of(section, row) != {name: value for name, value in said.items() if value}


def _refuse_twice(work: Work, section: str, patient_id: int, columns: Mapping[str, Any]) -> None:
    for row in rows_of(section, patient_id):
        if getattr(row, "clinical_status", "active") != "active" or getattr(row, "status", "") in (
            "inactive",
        ):
            continue
        same_code = (
            bool(columns.get("code")) and row.code == columns["code"] if section == "problems" else False
        )
        same = all(
            names.fold(str(getattr(row, name) or "")) == names.fold(str(columns[name] or ""))
            for name in ("relationship", "display", "performed_text", "body_site", "kind", "by")
            if name in columns
        )
        if same_code or same:
            what = columns.get("display") or history.directive_kinds().get(columns.get("kind", ""), "")
            work.refuse(_("{what} is already on the list.").format(what=what))
