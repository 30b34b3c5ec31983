"""Find patient: a few letters of anything, results as you type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import names
from ma_desktop.domain.ages import age_on, age_text
from ma_desktop.domain.search_query import search_query
from ma_desktop.models import Patient, database
from ma_desktop.services.desk import Desk
from ma_desktop.storage import search_index


@dataclass(frozen=True, slots=True)
class FoundPatient:
    """One line of the list. ``near``: found by the typo-tolerant second tier."""

    patient_id: int
    name: str
    preferred_name: str
    birth_date: date
    age: str
    sex: str
    record_number: str
    phone: str
    near: bool = False


def find_patient(desk: Desk, typed: str, limit: int = 12) -> tuple[FoundPatient, ...]:
    """Best first. When nothing fits exactly, patients whose names sound close, marked as near."""
    today = desk.now().date()
    query = search_query(typed, today)
    if not query:
        return ()
    ids = search_index.search(database, query.words, query.births, query.numbers, limit)
    near = False
    if not ids and any(len(word) > 3 for word in query.words):
        ids, near = _resembling(query.words, limit), True
    rows = {row.id: row for row in Patient.select().where(Patient.id.in_(ids))}
    found = [rows[i] for i in ids if i in rows and not rows[i].hidden and rows[i].error_at is None]
    return tuple(_line(row, today, near) for row in found)


def _resembling(words: tuple[str, ...], limit: int) -> list[int]:
    from rapidfuzz import fuzz

    candidates = search_index.resembling(database, words)
    typed = " ".join(words)
    scored = []
    for row in Patient.select().where(Patient.id.in_(candidates)):
        theirs = " ".join(names.tokens(row.family, row.given, row.preferred_name))
        scored.append(
            (max(fuzz.token_sort_ratio(typed, theirs), fuzz.partial_token_sort_ratio(typed, theirs)), row.id)
        )
    return [
        patient for score, patient in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= 75
    ][:limit]


def _line(row: Patient, today: date, near: bool) -> FoundPatient:
    return FoundPatient(
        row.id, names.display(row.family, row.given, row.suffix), row.preferred_name, row.birth_date,
        age_text(age_on(row.birth_date, today)), row.sex, row.record_number, row.phone, near,
    )  # fmt: skip
