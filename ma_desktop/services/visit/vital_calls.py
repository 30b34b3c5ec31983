"""Where vital signs wait for the provider: a place for everybody, no name and no value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Location, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.open_visits import HERE, start_of_day
from ma_desktop.services.visit.provider_stop import ENDED, place_of


@dataclass(frozen=True, slots=True)
class VitalCall:
    """One for each visit of today; ``count``: its alerts that nobody answered; ``since``: the first of them."""

    encounter_id: int
    patient_id: int
    sentence: str
    count: int
    since: datetime


def vital_calls(desk: Desk) -> tuple[VitalCall, ...]:
    """Oldest first, in one query. Alerts of visits that are over stand among the loose ends."""
    rows = (
        Task.select(Task.id, Task.recorded_at, Encounter.id, Encounter.patient, Encounter.stage, Location.id, Location.name)
        .join(Encounter)
        .left_outer_join(Location, on=(Encounter.location == Location.id))
        .where(
            Encounter.stage.in_(HERE) & (Encounter.started_at >= start_of_day(desk.now())) & Encounter.stands()
            & (Task.kind == "vital-alert") & Task.status.not_in(ENDED) & Task.stands()
        )
        .order_by(Task.id)
    )  # fmt: skip
    found: dict[int, list[tuple[Task, Encounter]]] = {}
    for row in rows:
        visit = row.encounter
        if visit is not None:
            found.setdefault(visit.id, []).append((row, visit))
    return tuple(
        VitalCall(key, visit.patient_id, _("Provider needed {place}").format(place=place_of(visit)), len(those), first.recorded_at)
        for key, those in found.items() for first, visit in those[:1]
    )  # fmt: skip
