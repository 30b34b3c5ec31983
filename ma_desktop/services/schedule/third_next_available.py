"""How soon somebody gets in: the third next opening by kind of visit and provider, the usual measure of access."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ma_desktop.domain import open_times
from ma_desktop.models import HealthcareService
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.find_slot import Person, Reach, Search, wish_of
from ma_desktop.services.schedule.taken_times import provider_names


@dataclass(frozen=True, slots=True)
class Access:
    """``days`` from today to the third next opening; ``None`` when half a year has fewer than three."""

    service: str
    provider: str
    practitioner_id: int
    service_id: int
    third: datetime | None
    days: int | None


def third_next_available(desk: Desk) -> tuple[Access, ...]:
    """A line for each active kind of visit and provider. Held times do not count: they are not for planning."""
    services = list(
        HealthcareService.standing().where(HealthcareService.active).order_by(HealthcareService.id)
    )
    if not services:
        return ()
    reach = Reach.of(desk, Search(Person(services[0].id)))
    pieces = list(reach.pieces())
    rows = []
    for service in services:
        wish = wish_of(Search(Person(service.id)), Person(service.id))
        for ident, name in provider_names().items():
            own = replace(wish, providers=(ident,))
            found = (
                opening
                for days, book in pieces
                for opening in open_times.openings(days, own, book, step=reach.step)
            )
            third = open_times.third_next(found)
            at = open_times.moment_of(third.begin, reach.zone) if third else None
            rows.append(
                Access(
                    service.name, name, ident, service.id, at, (at.date() - reach.today).days if at else None
                )
            )
    return tuple(rows)
