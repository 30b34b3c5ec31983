"""The first entries of a new record: the practice, its first user, kinds of visit, rooms and fees to start from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.vital_signs import SETS
from ma_desktop.i18n import _, on_paper
from ma_desktop.models import (
    ChargeItemDefinition,
    HealthcareService,
    Location,
    Organization,
    Practitioner,
    Setting,
    User,
)
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class NewPractice:
    """What the first-run assistant asks. ``provider_*`` may stay empty and follow later."""

    name: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    phone: str = ""
    npi: str = ""
    tax_id: str = ""
    provider_family: str = ""
    provider_given: str = ""
    provider_credential: str = ""
    provider_npi: str = ""
    backup_folder: str = ""
    user_name: str = ""
    owner_is_provider: bool = False
    rooms: int = 3
    fees: tuple[tuple[str, str, str, Decimal], ...] = field(default=())


def set_up_practice(desk: Desk, new: NewPractice) -> Worker:
    """Makes the owner's user row out of ``desk.worker`` and answers that worker with its id."""
    with desk.work(_("Set up practice"), needs=Permission.SETTINGS, undoable=False) as work:
        work.insert(_organization(new))
        provider = None
        if new.provider_family:
            provider = work.insert(
                Practitioner(
                    family=new.provider_family, given=new.provider_given, credential=new.provider_credential,
                    npi=new.provider_npi, own=True,
                )
            )  # fmt: skip
        mine = provider if new.owner_is_provider else None
        owner = work.insert(
            User(
                login=desk.worker.login, name=new.user_name or desk.worker.login, role=str(Role.OWNER),
                practitioner=mine, credential=new.provider_credential if mine else "",
            )
        )  # fmt: skip
        _starting_lists(work, new)
        zone = getattr(work.now.tzinfo, "key", "")
        if zone:
            work.insert(Setting(key=settings.TIME_ZONE.key, value=zone))
        if new.backup_folder:
            work.insert(Setting(key="backup.folder", value=new.backup_folder))
    return Worker(owner.id, owner.login, owner.name, Role.OWNER, practices=mine is not None)


def _organization(new: NewPractice) -> Organization:
    return Organization(
        kind="prov", own=True, name=new.name or _("My practice"), address=new.address, city=new.city,
        state=new.state, postal_code=new.postal_code, phone=new.phone, npi=new.npi, tax_id=new.tax_id,
    )  # fmt: skip


def _starting_lists(work: Work, new: NewPractice) -> None:
    """Kinds of visit with usual lengths (DOMAIN 2.4, to be adjusted by the practice)."""
    for name, minutes, tone, overlap, vitals, copay in (
        (on_paper("Acute visit"), 20, "warn", "ask", "acute", True),
        (on_paper("Follow-up"), 20, "accent", "ask", "follow_up", True),
        (on_paper("New patient"), 40, "accent", "hard", "office", True),
        (on_paper("Annual physical"), 40, "info", "hard", "physical", False),
        (on_paper("Well child"), 30, "violet", "ask", "well_child", False),
        (on_paper("MA visit: BP check"), 15, "info", "free", "bp_check", True),
        (on_paper("MA visit: injection"), 15, "ok", "free", "injection", True),
        (on_paper("MA visit: blood draw"), 15, "ok", "free", "lab", False),
        (on_paper("Procedure"), 40, "violet", "hard", "follow_up", True),
        (on_paper("Telehealth"), 20, "accent", "ask", "telehealth", True),
    ):
        work.insert(
            HealthcareService(
                name=name,
                minutes=minutes,
                tone=tone,
                overlap=overlap,
                vitals=list(SETS[vitals]),
                copay=copay,
                urgent=vitals == "acute",
                screens_by_age=vitals not in ("bp_check", "injection", "lab"),
            )
        )
    for number in range(1, new.rooms + 1):
        work.insert(Location(name=on_paper("Room {n}").format(n=number), position=number))
    for position, (code, label, group, fee) in enumerate(new.fees):
        work.insert(ChargeItemDefinition(code=code, label=label, group=group, fee=fee, position=position))
