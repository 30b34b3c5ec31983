"""What can be chosen when booking: kinds of visit, providers, rooms."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.models import HealthcareService, Location, Practitioner
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    id: int
    name: str
    minutes: int
    tone: str


@dataclass(frozen=True, slots=True)
class Choice:
    id: int
    name: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class BookingChoices:
    services: tuple[ServiceChoice, ...]
    providers: tuple[Choice, ...]
    rooms: tuple[Choice, ...]


def booking_choices(desk: Desk) -> BookingChoices:
    services = HealthcareService.standing().where(HealthcareService.active).order_by(HealthcareService.id)
    providers = (
        Practitioner.standing().where(Practitioner.own & Practitioner.active).order_by(Practitioner.id)
    )
    rooms = Location.standing().where(Location.active).order_by(Location.position, Location.id)
    return BookingChoices(
        tuple(ServiceChoice(s.id, s.name, s.minutes, s.tone) for s in services),
        tuple(Choice(p.id, f"{p.given} {p.family}, {p.credential}".strip(" ,")) for p in providers),
        tuple(Choice(r.id, r.name, r.state) for r in rooms),
    )
