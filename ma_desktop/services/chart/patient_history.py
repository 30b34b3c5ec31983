"""A patient's history as the History tab shows it: every section with its entries, and when it was last gone through by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ma_desktop.domain import history, names, plain_terms
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.history_lines import is_surgery
from ma_desktop.models import Observation, Patient, ReviewedList, User
from ma_desktop.services.chart.history_rows import fields_of, rows_of, words_of
from ma_desktop.services.chart.list_change import is_confirmed, waiting
from ma_desktop.services.desk import Desk

#: A list of more is only counted; the timeline has it.
MOST = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """``what`` and ``detail``: a line of the list. ``over``: resolved, taken out, withdrawn. ``fields``: of the form."""

    section: str
    entry_id: int
    what: str
    detail: str
    confirmed: bool
    over: bool = False
    sensitive: bool = False
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """``by``: the name of who went through it, empty when an import says so."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """``left_out``: how many entries beyond those listed."""

    key: str
    entries: tuple[Entry, ...]
    reviewed: Reviewed | None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class PatientHistory:
    """``sections``: those that apply to this patient. ``unconfirmed``: something waits for the provider."""

    patient_id: int
    sections: tuple[SectionView, ...]
    reviewed: Reviewed | None
    unconfirmed: bool
    born: date


def patient_history(desk: Desk, patient_id: int) -> PatientHistory | None:
    patient = Patient.get_or_none(Patient.id == patient_id)
    if patient is None:
        return None
    stamps = reviews(patient_id)
    years = age_on(patient.birth_date, desk.now().date()).years
    found = []
    for key in history.SECTIONS:
        if key == "obstetric" and not history.asks_pregnancies(patient.sex, years):
            continue
        entries = _entries(key, patient_id)
        found.append(SectionView(key, tuple(entries[:MOST]), stamps.get(key), max(len(entries) - MOST, 0)))
    return PatientHistory(
        patient_id, tuple(found), stamps.get(history.ALL), waiting(patient_id) is not None, patient.birth_date
    )


def reviews(patient_id: int) -> dict[str, Reviewed]:
    """The last time each list was gone through; a review of the whole history counts for each of its sections."""
    rows = (
        ReviewedList.select(ReviewedList.code, ReviewedList.reviewed_at, ReviewedList.recorded_by)
        .where((ReviewedList.patient == patient_id) & ReviewedList.stands())
        .order_by(ReviewedList.reviewed_at)
        .tuples()
    )
    found: dict[str, tuple[datetime, int | None]] = {}
    for code, at, by in rows:
        for key in (code, *(history.SECTIONS if code == history.ALL else ())):
            found[key] = (at, by)
    users = {row.id: row.name for row in User.select(User.id, User.name)} if found else {}
    return {code: Reviewed(at, users.get(by, "")) for code, (at, by) in found.items()}


def _entries(section: str, patient_id: int) -> list[Entry]:
    rows = list(rows_of(section, patient_id))
    if not history.section(section).several:
        newest: dict[str, Any] = {}
        for row in rows:
            newest.setdefault(row.code, row)
        rows = sorted(newest.values(), key=lambda row: _place(row))
    elif section == "past":
        rows = _operations(rows)
    made = [_entry(section, row) for row in rows]
    return sorted(made, key=lambda entry: entry.over)


def _place(row: Observation) -> int:
    order = list(history.topics())
    return order.index(row.code) if row.code in order else len(order)


def _operations(rows: list[Any]) -> list[Any]:
    """What was told; of what was done or imported only operations, each once."""
    kept, seen = [], set[str]()
    for row in rows:
        name = names.fold(plain_terms.name(row.display))
        if row.category:
            kept.append(row)
        elif is_surgery(row.display) and name not in seen and row.status == "completed":
            seen.add(name)
            kept.append(row)
    return kept


def _entry(section: str, row: Any) -> Entry:
    fields = fields_of(section, row)
    what, detail = words_of(section, fields)
    over = getattr(row, "clinical_status", "active") != "active" or (
        section in ("implants", "directives") and row.status != "active"
    )
    return Entry(
        section, row.id, what, detail, is_confirmed(row), over, fields.get("sensitive") == "yes", fields
    )
