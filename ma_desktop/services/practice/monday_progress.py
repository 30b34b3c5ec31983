"""How far the tour of a Monday has come, as the record shows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ma_desktop.domain import monday
from ma_desktop.domain.monday import Person
from ma_desktop.models import (
    Appointment,
    DocumentReference,
    Encounter,
    EncounterStatusHistory,
    OutboxItem,
    Patient,
    Provenance,
    Slot,
)
from ma_desktop.services.desk import Desk


def monday_progress(desk: Desk, since: datetime) -> frozenset[str]:
    """Keys of the observed steps of ``domain.monday`` that were done since the day was begun, whoever did them."""
    return frozenset(key for key, seen in _SEEN.items() if seen(since))


def _huddle(since: datetime) -> bool:
    return bool(_sheets(since).exists())


def _sheets(since: datetime) -> Any:
    return DocumentReference.standing().where(
        (DocumentReference.kind == "huddle") & (DocumentReference.at >= DocumentReference.at.db_value(since))
    )


def _reached(who: Person, stage: str) -> Callable[[datetime], bool]:
    def seen(since: datetime) -> bool:
        rows = (
            EncounterStatusHistory.select()
            .join(Encounter)
            .where(
                Encounter.stands() & Encounter.patient.in_(_ids(who)) & (EncounterStatusHistory.stage == stage)
                & (EncounterStatusHistory.at >= EncounterStatusHistory.at.db_value(since))
            )
        )  # fmt: skip
        return bool(rows.exists())

    return seen


def _ids(who: Person) -> Any:
    return Patient.select(Patient.id).where(
        (Patient.family == who[0]) & (Patient.given == who[1]) & Patient.stands()
    )


def _released(since: datetime) -> bool:
    return bool(Slot.standing().where(Slot.released_at >= Slot.released_at.db_value(since)).exists())


def _turned_over(since: datetime) -> bool:
    rows = Provenance.select(Provenance.after, Provenance.before).where(
        (Provenance.resource == "Location") & (Provenance.at >= Provenance.at.db_value(since))
    )
    return any(
        (row.before or {}).get("state") == "dirty" and (row.after or {}).get("state") == "clean"
        for row in rows
    )


def _family_here(since: datetime) -> bool:
    """All three, and somebody who may consent beside each child."""
    visits = [
        Encounter.standing().where(Encounter.patient.in_(_ids(who)) & (Encounter.started_at >= Encounter.started_at.db_value(since)))
        for who in (monday.MOTHER, *monday.CHILDREN)
    ]  # fmt: skip
    children = [one.where(Encounter.consent_authority != "") for one in visits[1:]]
    return all(one.exists() for one in (visits[0], *children))


def _on_paper(since: datetime) -> bool:
    rows = OutboxItem.standing().where(
        (OutboxItem.status == "printed") & (OutboxItem.sent_at >= OutboxItem.sent_at.db_value(since))
    )
    return bool(rows.exists())


def _addition(since: datetime) -> Appointment | None:
    """Booked for the day that was begun."""
    rows = Appointment.standing().where(
        Appointment.patient.in_(_ids(monday.ADDED)) & (Appointment.recorded_at >= Appointment.recorded_at.db_value(since))
    )  # fmt: skip
    found: Appointment | None = rows.order_by(Appointment.id.desc()).first()
    same_day = found is not None and found.start.astimezone(since.tzinfo).date() == since.date()
    return found if same_day else None


def _addendum(since: datetime) -> bool:
    added = _addition(since)
    return added is not None and bool(_sheets(added.recorded_at).exists())


_SEEN: dict[str, Callable[[datetime], bool]] = {
    "huddle": _huddle,
    "unclosed": _reached(monday.FORGOTTEN, "billed"),
    "hold": _released,
    "room": _turned_over,
    "arrival": _family_here,
    "paper": _on_paper,
    "bring_in": _reached(monday.WAITING, "provider"),
    "after_all": _reached(monday.MISSING, "arrived"),
    "added": lambda since: _addition(since) is not None,
    "addendum": _addendum,
}
