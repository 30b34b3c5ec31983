"""Who works here, by name: for lists from which somebody is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.models import Practitioner, User
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import short_name


@dataclass(frozen=True, slots=True)
class StaffHere:
    staff: tuple[str, ...]
    providers: tuple[str, ...]


def staff_here(desk: Desk) -> StaffHere:
    """People who may log in, the one at the desk first; providers as they are called."""
    names = [
        name
        for (name,) in User.select(User.name).where(User.active & User.stands()).order_by(User.name).tuples()
    ]
    first = [desk.worker.name] if desk.worker.name in names else []
    providers = Practitioner.standing().where(Practitioner.active).order_by(Practitioner.id)
    return StaffHere(
        (*first, *(name for name in names if name not in first)),
        tuple(short_name(row.family, row.credential) for row in providers),
    )
