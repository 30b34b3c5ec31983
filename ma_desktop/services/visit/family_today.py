"""Who of one family is booked for today: one arrival for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ma_desktop.domain import names, phones
from ma_desktop.domain.ages import age_on, age_text
from ma_desktop.domain.coverage import primary_on
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Coverage, HealthcareService, Patient, Practitioner, RelatedPerson
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import short_name, within_day
from ma_desktop.services.visit.arrive_family import Contact
from ma_desktop.services.visit.companions import Known, companions
from ma_desktop.services.visit.visit_facts import coverage_facts


@dataclass(frozen=True, slots=True)
class Member:
    """``age``: with the birth date. ``card``: payer and member number of the first insurance, in words, or empty."""

    patient_id: int
    appointment_id: int
    name: str
    age: str
    minor: bool
    start: datetime
    what: str
    card: str


@dataclass(frozen=True, slots=True)
class FamilyToday:
    """``members``: booked and not here yet, the asked-for patient first; ``people``: who may have come with the children."""

    members: tuple[Member, ...]
    contact: Contact
    people: tuple[Known, ...] = ()


def family_today(desk: Desk, patient_id: int) -> FamilyToday:
    """Of one household, related on file, or at the same address with the same phone."""
    patient = Patient.get_by_id(patient_id)
    related = _related(patient_id)
    booked = (
        Appointment.select(Appointment, Patient)
        .join(Patient)
        .where(
            Appointment.stands()
            & within_day(desk, desk.now().date())
            & Appointment.status.in_(["booked", "pending"])
        )
        .order_by(Appointment.start, Appointment.id)
    )
    mine = [row for row in booked if row.patient_id == patient_id or _kin(patient, row.patient, related)]
    members = sorted((_member(desk, row) for row in mine), key=lambda one: one.patient_id != patient_id)
    contact = Contact(
        phones.show(patient.phone), patient.address, patient.city, patient.state, patient.postal_code
    )
    return FamilyToday(tuple(members), contact, _people(desk, members))


def _kin(one: Patient, other: Patient, related: set[int]) -> bool:
    if other.id in related or (one.household or one.id) == (other.household or other.id):
        return True
    same_home = bool(one.address.strip()) and names.fold(one.address) == names.fold(other.address)
    return same_home and bool(one.phone) and one.phone == other.phone


def _related(patient_id: int) -> set[int]:
    rows = RelatedPerson.standing().where(
        RelatedPerson.person.is_null(False)
        & ((RelatedPerson.patient == patient_id) | (RelatedPerson.person == patient_id))
    )
    return {ident for row in rows for ident in (row.patient_id, row.person_id)} - {patient_id}


def _member(desk: Desk, row: Any) -> Member:
    patient, today = row.patient, desk.now().date()
    age = age_on(patient.birth_date, today)
    kind = HealthcareService.get_by_id(row.service_id).name if row.service_id else ""
    provider = Practitioner.get_by_id(row.practitioner_id)
    with_whom = short_name(provider.family, provider.credential)
    return Member(
        patient.id, row.id, names.display(patient.family, patient.given), _("{age}, born {day}").format(age=age_text(age), day=f"{patient.birth_date:%m/%d/%Y}"),
        not age.adult,
        row.start.astimezone(desk.now().tzinfo), f"{kind} · {with_whom}", _card(patient.id, desk),
    )  # fmt: skip


def _card(patient_id: int, desk: Desk) -> str:
    primary = primary_on(desk.now().date(), coverage_facts(patient_id))
    if primary is None:
        return ""
    row = Coverage.get_by_id(primary.id)
    return " ".join(part for part in (row.payor.name if row.payor_id else "", row.member_id) if part)


def _people(desk: Desk, members: list[Member]) -> tuple[Known, ...]:
    """Each person once, although every child has them on file."""
    found: dict[str, Known] = {}
    for member in members:
        for known in companions(desk, member.patient_id) if member.minor else ():
            found.setdefault(names.fold(known.name), known)
    return tuple(found.values())
