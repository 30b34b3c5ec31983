"""A registration as its form shows it."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.models import Organization, Patient, RelatedPerson
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.change_registration import first_coverage
from ma_desktop.services.schedule.register_patient import NewCoverage, NewPatient, NewRelated


@dataclass(frozen=True, slots=True)
class Payer:
    ident: int
    name: str


@dataclass(frozen=True, slots=True)
class Registration:
    """``person`` is ``None`` for a form that begins empty; ``left``: keys of what is still to be asked."""

    payers: tuple[Payer, ...]
    person: NewPatient | None = None
    record_number: str = ""
    left: tuple[str, ...] = ()


def registration(desk: Desk, patient_id: int | None = None) -> Registration:
    payers = tuple(
        Payer(row.id, row.name)
        for row in Organization.standing().where(Organization.kind == "pay").order_by(Organization.name)
    )
    patient = Patient.get_or_none(Patient.id == patient_id) if patient_id is not None else None
    if patient is None:
        return Registration(payers)
    plain = {name: getattr(patient, name) for name in _PLAIN}
    person = NewPatient(
        **plain,
        needs=tuple(patient.needs or ()),
        coverage=_coverage(patient.id),
        related=_related(patient.id),
    )
    return Registration(payers, person, patient.record_number, tuple(patient.unfinished or ()))


_PLAIN = tuple(name for name in NewPatient.__slots__ if name not in {"needs", "coverage", "related"})


def _coverage(patient_id: int) -> NewCoverage | None:
    row = first_coverage(patient_id)
    if row is None:
        return None
    names = (name for name in NewCoverage.__slots__ if name != "payor_id")
    return NewCoverage(payor_id=row.payor_id, **{name: getattr(row, name) for name in names})


def _related(patient_id: int) -> tuple[NewRelated, ...]:
    rows = RelatedPerson.standing().where(RelatedPerson.patient == patient_id).order_by(RelatedPerson.id)
    names = tuple(name for name in NewRelated.__slots__ if name != "person_id")
    return tuple(
        NewRelated(person_id=row.person_id, **{name: getattr(row, name) for name in names}) for row in rows
    )
