"""The practice as its owner set it up: letterhead, people, providers, kinds of visit, rooms and fees."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ma_desktop.models import (
    ChargeItemDefinition,
    Device,
    HealthcareService,
    Location,
    Organization,
    Practitioner,
    Setting,
    User,
)
from ma_desktop.services.desk import Desk

#: What ``change_practice`` takes and every page's head shows.
LETTERHEAD = ("name", "address", "city", "state", "postal_code", "phone", "npi", "tax_id")


@dataclass(frozen=True, slots=True)
class UserLine:
    id: int
    login: str
    name: str
    credential: str
    role: str
    provider_id: int | None
    active: bool


@dataclass(frozen=True, slots=True)
class ProviderLine:
    id: int
    given: str
    family: str
    credential: str
    npi: str
    active: bool


@dataclass(frozen=True, slots=True)
class VisitTypeLine:
    """``overlap``: hard, ask or free; ``copay``: whether one is due; ``device_id``: equipment that each such visit takes;
    ``urgent``: a missed one is told to the provider; ``screens_by_age``: it asks for the screenings due by age."""

    id: int
    name: str
    minutes: int
    overlap: str
    copay: bool
    active: bool
    tone: str = "accent"
    room_need: str = ""
    device_id: int | None = None
    prep: tuple[str, ...] = ()
    screenings: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    urgent: bool = False
    vitals: tuple[str, ...] = ()
    screens_by_age: bool = True


@dataclass(frozen=True, slots=True)
class DeviceLine:
    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class RoomLine:
    id: int
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class FeeLine:
    """``fee`` in dollars; ``group``: column of the superbill."""

    id: int
    code: str
    label: str
    group: str
    fee: Decimal
    active: bool


@dataclass(frozen=True, slots=True)
class PracticeLists:
    """``letterhead``: one text for each of ``LETTERHEAD``."""

    letterhead: dict[str, str]
    backup_folder: str
    users: tuple[UserLine, ...]
    providers: tuple[ProviderLine, ...]
    visit_types: tuple[VisitTypeLine, ...]
    rooms: tuple[RoomLine, ...]
    devices: tuple[DeviceLine, ...]
    fees: tuple[FeeLine, ...]


def practice_lists(desk: Desk) -> PracticeLists:
    """Everything the owner can set up, also what is switched off."""
    own = Organization.standing().where(Organization.own).first()
    folder = Setting.standing().where((Setting.key == "backup.folder") & (Setting.user == 0)).first()
    return PracticeLists(
        {name: str(getattr(own, name)) if own else "" for name in LETTERHEAD},
        str(folder.value or "") if folder else "",
        tuple(
            UserLine(u.id, u.login, u.name, u.credential, u.role, u.practitioner_id, u.active)
            for u in User.standing().order_by(User.name)
        ),
        tuple(
            ProviderLine(p.id, p.given, p.family, p.credential, p.npi, p.active)
            for p in Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id)
        ),
        tuple(
            VisitTypeLine(
                s.id,
                s.name,
                s.minutes,
                s.overlap,
                s.copay,
                s.active,
                s.tone,
                s.room_need,
                s.device_id,
                tuple(s.prep),
                tuple(s.screenings),
                tuple(s.forms),
                s.urgent,
                tuple(s.vitals),
                s.screens_by_age,
            )
            for s in HealthcareService.standing().order_by(HealthcareService.id)
        ),
        tuple(
            RoomLine(r.id, r.name, r.active)
            for r in Location.standing().order_by(Location.position, Location.id)
        ),
        tuple(DeviceLine(d.id, d.name, d.active) for d in Device.standing().order_by(Device.id)),
        tuple(
            FeeLine(f.id, f.code, f.label, f.group, f.fee, f.active)
            for f in ChargeItemDefinition.standing().order_by(
                ChargeItemDefinition.position, ChargeItemDefinition.code
            )
        ),
    )
