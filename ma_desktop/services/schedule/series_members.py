"""The appointments of a recurring series that are still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.practice_zone import practice_zone

#: How much of a series a change is for.
SCOPES = ("one", "following", "all")


@dataclass(frozen=True, slots=True)
class Member:
    appointment_id: int
    start: datetime


def series_members(desk: Desk, appointment_id: int, scope: str = "all") -> tuple[Member, ...]:
    """In order of time; ``following``: this one and the later ones."""
    zone = practice_zone(desk)
    return tuple(Member(row.id, row.start.astimezone(zone)) for row in rows_in_scope(appointment_id, scope))


def rows_in_scope(appointment_id: int, scope: str) -> Sequence[Any]:
    """Rows, for the verbs; raises ``RuleBroken`` for an unknown scope."""
    if scope not in SCOPES:
        raise RuleBroken(_("Choose this one, this and the following, or all."))
    row: Appointment = Appointment.get_by_id(appointment_id)
    if scope == "one" or row.series is None:
        return [row]
    rows = Appointment.standing().where(
        (Appointment.series == row.series) & Appointment.status.in_(["booked", "pending", "proposed"])
    )
    if scope == "following":
        rows = rows.where(Appointment.start >= instant_text(row.start)[:23])
    return list(rows.order_by(Appointment.start, Appointment.id))
