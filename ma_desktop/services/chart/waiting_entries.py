"""What an MA wrote and the provider has not confirmed yet, entry by entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ma_desktop.domain import plain_terms
from ma_desktop.i18n import _
from ma_desktop.models import AllergyIntolerance, MedicationRequest, Provenance, User
from ma_desktop.models.among import among
from ma_desktop.services.chart.history_rows import section_of, title_of, words_of_row
from ma_desktop.services.chart.list_change import reported, unconfirmed
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """``table`` and ``row`` name the entry for ``confirm_lists``. ``by``, ``at``: who changed it last. ``reported``: it is
    only signed for with the rest (how a medicine is taken, what came off a list)."""

    table: str
    row: int
    list_words: str
    what: str
    detail: str
    by: str
    at: datetime
    reported: bool = False
    version: int = 1


def waiting_entries(desk: Desk, patient_id: int) -> tuple[WaitingEntry, ...]:
    """In the order in which the lists stand in the chart."""
    users = {row.id: row.name for row in User.select(User.id, User.name)}
    found = []
    rows = [(row, "") for row in unconfirmed(patient_id)] + list(reported(patient_id))
    steps = _last_steps([row for row, _told in rows])
    for row, told in rows:
        title, what, detail = _words(row)
        table = type(row).__name__
        by, at = steps.get((table, row.id), (row.recorded_by, row.recorded_at))
        found.append(
            WaitingEntry(
                table, row.id, title, what, told or detail, users.get(by, ""), at, bool(told), row.version
            )
        )
    return tuple(found)


def _last_steps(rows: Sequence[Any]) -> dict[tuple[str, int], tuple[int | None, datetime]]:
    """Who changed each row last and when, one query for each table."""
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(type(row).__name__, []).append(row.id)
    return {
        (table, row): (by, at)
        for table, those in ids.items()
        for row, by, at in Provenance.select(Provenance.row, Provenance.by, Provenance.at)
        .where((Provenance.resource == table) & among(Provenance.row, those))
        .order_by(Provenance.id)
        .tuples()
    }


def _words(row: Any) -> tuple[str, str, str]:
    if isinstance(row, AllergyIntolerance):
        detail = " · ".join(part for part in (row.reaction, row.severity, row.note) if part)
        return _("Allergies"), plain_terms.name(row.display), detail
    if isinstance(row, MedicationRequest):
        typed = (
            _("typed: {text}").format(text=row.original) if row.original and row.original != row.dose else ""
        )
        return _("Medicines"), row.display, " · ".join(part for part in (row.dose, typed) if part)
    section = section_of(row)
    what, detail = words_of_row(section, row)
    return title_of(section), what, detail
