"""What changed in history, allergies and medicines since the last visit: added, changed, ended, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ma_desktop.domain import history, plain_terms
from ma_desktop.i18n import _
from ma_desktop.models import (
    AllergyIntolerance,
    Encounter,
    MedicationRequest,
    Observation,
    Provenance,
    User,
)
from ma_desktop.models.fields import instant_text
from ma_desktop.services.chart.history_rows import TABLES, fields_of, rows_of, words_of
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """``kind``: added, changed, ended or error. ``detail``: what it was and is, or why. ``by``: empty for an import."""

    section: str
    kind: str
    what: str
    detail: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryChanges:
    """``since``: start of the last visit before today, ``None`` for a first visit: then everything is listed. Newest first."""

    patient_id: int
    since: datetime | None
    changes: tuple[HistoryChange, ...]


#: Columns that say nothing by themselves.
_SILENT = frozenset({
    "effective_at", "verification_status", "position", "asked_at", "intent", "given_at", "how", "released", "changed_in", "change",
    "change_note", "recorded_at",
})  # fmt: skip
_OVER = frozenset({"clinical_status", "status"})


def history_changes(desk: Desk, patient_id: int) -> HistoryChanges:
    since = _last_visit(desk, patient_id)
    users: dict[int | None, str] = {row.id: row.name for row in User.select(User.id, User.name)}
    found: list[HistoryChange] = []
    for section, rows in _tables(patient_id):
        found += _imported(section, rows, since)
        found += _steps(section, rows, since, users)
    found.sort(key=lambda change: change.at, reverse=True)
    return HistoryChanges(patient_id, since, tuple(found))


def _last_visit(desk: Desk, patient_id: int) -> datetime | None:
    midnight = instant_text(desk.now().replace(hour=0, minute=0, second=0, microsecond=0))[:24]
    found: datetime | None = (
        Encounter.select(Encounter.started_at)
        .where(
            (Encounter.patient == patient_id) & (Encounter.started_at < midnight) & Encounter.stands()
            & Encounter.stage.not_in(["noshow", "cancelled", "left", "booked"])
        )
        .order_by(Encounter.started_at.desc())
        .limit(1)
        .scalar()
    )  # fmt: skip
    return found


def _tables(patient_id: int) -> Iterator[tuple[str, list[Any]]]:
    """Every row that may have changed, those marked as errors included."""
    for section in history.SECTIONS:
        yield section, [*rows_of(section, patient_id), *_errors(section, patient_id)]
    for name, table in (("allergies", AllergyIntolerance), ("medications", MedicationRequest)):
        yield name, list(table.select().where(table.patient == patient_id))


def _errors(section: str, patient_id: int) -> list[Any]:
    table: Any = TABLES[section]
    rows = table.select().where((table.patient == patient_id) & table.error_at.is_null(False))
    if table is Observation:
        rows = rows.where(table.category == "social-history")
        return [row for row in rows if _is_of(section, row.code)]
    return list(rows)


def _is_of(section: str, code: str) -> bool:
    return (code == history.TOBACCO, code == history.PREGNANCIES, code in history.topics()).index(True) == (
        ("tobacco", "obstetric", "social").index(section)
    )


def _imported(section: str, rows: list[Any], since: datetime | None) -> Iterator[HistoryChange]:
    for row in rows:
        if (
            row.import_run is not None
            and row.error_at is None
            and since is not None
            and row.recorded_at >= since
        ):
            yield HistoryChange(
                section, "added", _what(section, row), _("came with an import"), "", row.recorded_at
            )


def _steps(
    section: str, rows: list[Any], since: datetime | None, users: Mapping[int | None, str]
) -> Iterator[HistoryChange]:
    if not rows:
        return
    table = type(rows[0])
    steps = Provenance.select().where(
        (Provenance.resource == table.__name__) & Provenance.row.in_([row.id for row in rows])
    )
    if since is not None:
        steps = steps.where(Provenance.at >= instant_text(since)[:24])
    by_row: dict[int, list[Provenance]] = {}
    for step in steps.order_by(Provenance.id.desc()):
        by_row.setdefault(step.row, []).append(step)
    for row in rows:
        state = dict(row.__data__)
        for step in by_row.get(row.id, ()):
            now = table(**state)
            state |= _values(table, step.before or {})
            change = _step(section, step, table(**state), now)
            if change is not None:
                yield HistoryChange(section, *change, users.get(step.by, ""), step.at)


def _values(table: Any, stored: Mapping[str, Any]) -> dict[str, Any]:
    fields = table._meta.fields
    return {name: fields[name].python_value(value) for name, value in stored.items() if name in fields}


def _step(section: str, step: Provenance, before: Any, after: Any) -> tuple[str, str, str] | None:
    """Kind, what and detail; ``None`` for steps that only confirmed something."""
    if step.activity == "CREATE":
        return "added", _what(section, after), _small(section, after)
    changed = set(step.after or {}) - _SILENT
    if "error_at" in changed:
        return "error", _what(section, after), str(after.error_reason or "")
    if changed & _OVER and not _is_on(after):
        return "ended", _what(section, after), ""
    if not changed - {"status"}:
        return None
    return "changed", _what(section, after), f"{_said(section, before)} → {_said(section, after)}"


def _is_on(row: Any) -> bool:
    return getattr(row, "clinical_status", "active") == "active" and getattr(row, "status", "active") not in (
        "inactive", "completed" if type(row).__name__ == "DeviceUseStatement" else "", "stopped"
    )  # fmt: skip


def _what(section: str, row: Any) -> str:
    if section in ("allergies", "medications"):
        return plain_terms.name(row.display) if section == "allergies" else str(row.display)
    return words_of(section, fields_of(section, row))[0]


def _small(section: str, row: Any) -> str:
    if section == "allergies":
        return ", ".join(part for part in (row.reaction, row.severity) if part)
    if section == "medications":
        return " · ".join(part for part in (row.dose, _taking(row)) if part)
    return words_of(section, fields_of(section, row))[1]


def _said(section: str, row: Any) -> str:
    """The whole line, for what it was and what it is."""
    line = _small(section, row) if section in ("allergies", "medications") else " · ".join(
        part for part in words_of(section, fields_of(section, row)) if part
    )  # fmt: skip
    return line or _("nothing")


def _taking(row: MedicationRequest) -> str:
    return {
        "taking": _("taking"), "not-taking": _("not taking"), "differently": _("differently: {note}").format(note=row.taking_note or ""),
    }.get(row.taking, "")  # fmt: skip
