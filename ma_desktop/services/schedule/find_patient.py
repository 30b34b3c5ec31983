"""Find patient: a few letters of anything, results as you type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ma_desktop.domain import names
from ma_desktop.domain.ages import age_on, age_text
from ma_desktop.domain.search_query import SearchQuery, search_query
from ma_desktop.models import Patient, database
from ma_desktop.services.desk import Desk
from ma_desktop.storage import search_index


@dataclass(frozen=True, slots=True)
class FoundPatient:
    """One line of the list. ``near``: found by the typo-tolerant second tier. ``merged``: number of the chart that led here."""

    patient_id: int
    name: str
    preferred_name: str
    birth_date: date
    age: str
    sex: str
    record_number: str
    phone: str
    near: bool = False
    merged: str = ""


def find_patient(desk: Desk, typed: str, limit: int = 12) -> tuple[FoundPatient, ...]:
    """Best first. When nothing fits exactly, patients whose names sound close, marked as near."""
    today = desk.now().date()
    query = search_query(typed, today)
    if not query:
        return ()
    ids = search_index.search(database, query.words, query.births, query.numbers, limit)
    near = False
    if not ids and any(len(word) > 3 for word in query.words):
        ids, near = _resembling(query, limit), True
    rows = {row[0]: row for row in _shown(ids)}
    found: dict[int, FoundPatient] = {}
    for ident in ids:
        if ident in rows:
            line = _led_on(rows[ident], today, near)
            if line is not None:
                found.setdefault(line.patient_id, line)
    return tuple(found.values())


def goes_on(patient_id: int) -> int:
    """The chart that goes on where this one was merged; itself where it was not."""
    seen = {patient_id}
    while True:
        onward = Patient.select(Patient.merged_into).where(Patient.id == patient_id).scalar()
        if onward is None or onward in seen:
            return patient_id
        patient_id = onward
        seen.add(onward)


def _led_on(row: tuple[Any, ...], today: date, near: bool) -> FoundPatient | None:
    """A merged chart is found under its own name and number, and leads to the one that goes on."""
    if row[9] is None:
        return _line(row, today, near)
    other = next(iter(_shown([goes_on(row[0])])), None)
    return None if other is None else replace(_line(other, today, near), merged=row[7])


def _shown(ids: Sequence[int]) -> Any:
    """Only the columns of the list: reading whole rows took longer than finding them."""
    if not ids:
        return ()
    return (
        Patient.select(
            Patient.id, Patient.family, Patient.given, Patient.suffix, Patient.preferred_name, Patient.birth_date,
            Patient.sex, Patient.record_number, Patient.phone, Patient.merged_into,
        )
        .where(Patient.id.in_(list(ids)) & Patient.stands())
        .tuples()
    )  # fmt: skip


def _resembling(query: SearchQuery, limit: int) -> list[int]:
    from rapidfuzz import fuzz

    candidates = search_index.resembling(database, query.words, query.births, query.numbers)
    typed = " ".join(query.words)
    scored = []
    for ident, family, given, _suffix, preferred, *_rest in _shown(candidates):
        theirs = " ".join(names.tokens(family, given, preferred))
        scored.append(
            (max(fuzz.token_sort_ratio(typed, theirs), fuzz.partial_token_sort_ratio(typed, theirs)), ident)
        )
    return [
        patient for score, patient in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= 75
    ][:limit]


def _line(row: tuple[Any, ...], today: date, near: bool) -> FoundPatient:
    ident, family, given, suffix, preferred, birth, sex, number, phone, _merged = row
    return FoundPatient(
        ident, names.display(family, given, suffix), preferred, birth, age_text(age_on(birth, today)), sex, number, phone, near,
    )  # fmt: skip
