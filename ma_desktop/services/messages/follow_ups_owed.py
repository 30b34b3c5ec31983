"""Visits that asked for a return which is due and which nobody has booked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ma_desktop.domain import recalls
from ma_desktop.models import Appointment, Encounter, Recall
from ma_desktop.models.among import among
from ma_desktop.models.encounter import WANTS_RETURN

#: How far back visits are looked at, days.
BACK = 550
_TO_COME = ("booked", "pending", "arrived", "checked-in", "fulfilled")


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """``seen``: the day of the visit; ``due``: ``None`` where the words name no day; ``words``: *3 months*."""

    encounter_id: int
    patient_id: int
    started_at: datetime
    seen: date
    due: date | None
    words: str
    type_text: str
    service_id: int | None
    practitioner_id: int | None


def follow_ups_owed(now: datetime, until: date) -> list[OwedReturn]:
    """Of each patient the last visit that asked for a return, when it is due by ``until`` and neither booked nor been.

    Most visits of a practice ask for none: an index on the others alone is what is read.
    """
    due = [
        one for one in _last_of_each(now) if one.seen != now.date() and (one.due is None or one.due <= until)
    ]
    handled = with_a_recall(Recall.encounter, [one.encounter_id for one in due])
    later = times_to_come(one.patient_id for one in due)
    return [
        one
        for one in due
        if one.encounter_id not in handled and not _came_back(one, later.get(one.patient_id, ()), now)
    ]


def _last_of_each(now: datetime) -> Iterable[OwedReturn]:
    rows = (
        Encounter.select(
            Encounter.id, Encounter.patient, Encounter.started_at, Encounter.follow_up, Encounter.type_text,
            Encounter.service, Encounter.practitioner,
        )
        .where(WANTS_RETURN & (Encounter.started_at >= Encounter.started_at.db_value(now - timedelta(days=BACK))))
        .where(Encounter.stands() & (Encounter.status != "cancelled"))
        .order_by(Encounter.started_at)
    )  # fmt: skip
    return {row[1]: _owed(row, now) for row in rows.tuples() if recalls.wants_return(row[3])}.values()


def _owed(row: Sequence[Any], now: datetime) -> OwedReturn:
    ident, patient, started, words, type_text, service, practitioner = row
    seen = started.astimezone(now.tzinfo).date()
    return OwedReturn(
        ident, patient, started, seen, recalls.due_on(words, seen), words, type_text, service, practitioner
    )


def _came_back(one: OwedReturn, times: Iterable[datetime], now: datetime) -> bool:
    """A time still to come is enough; one that was kept, from two weeks before it was due."""
    due = one.due
    enough = datetime.combine(due - timedelta(days=14), datetime.min.time(), now.tzinfo) if due else now
    return any(at > one.started_at and (at > now or at >= enough) for at in times)


def times_to_come(patients: Iterable[int]) -> dict[int, list[datetime]]:
    """When each of them has a time, still to come or kept."""
    times: dict[int, list[datetime]] = defaultdict(list)
    rows = Appointment.select(Appointment.patient, Appointment.start).where(
        Appointment.stands() & among(Appointment.patient, patients) & Appointment.status.in_(_TO_COME)
    )
    for patient, start in rows.tuples():
        times[patient].append(start)
    return times


def with_a_recall(field: Any, rows: Iterable[int]) -> set[int]:
    """Of those rows, the ones that somebody made a recall of, or closed."""
    return set(_column(Recall.select(field).where(Recall.stands() & among(field, rows))))


def _column(rows: Any) -> Iterator[int]:
    for (ident,) in rows.tuples():
        yield ident
