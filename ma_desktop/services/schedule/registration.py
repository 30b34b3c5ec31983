"""A registration as its form shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.models import Organization, Patient, RelatedPerson
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.change_registration import coverage_at
from ma_desktop.services.schedule.register_patient import (
    MOST_COVERAGES,
    NewCoverage,
    NewPatient,
    NewRelated,
)


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
    today = desk.now().date()
    plain = {name: getattr(patient, name) for name in _PLAIN}
    person = NewPatient(
        **plain,
        needs=tuple(patient.needs or ()),
        coverage=_coverage(patient.id, 1, today),
        more_coverages=tuple(
            filter(None, (_coverage(patient.id, n, today) for n in range(2, MOST_COVERAGES + 1)))
        )
        or None,
        related=_related(patient.id),
    )
    return Registration(payers, person, patient.record_number, tuple(patient.unfinished or ()))


_PLAIN = tuple(
    name for name in NewPatient.__slots__ if name not in {"needs", "coverage", "more_coverages", "related"}
)


def _coverage(patient_id: int, position: int, day: date) -> NewCoverage | None:
    row = coverage_at(patient_id, position, day)
    if row is None:
        return None
    names = (name for name in NewCoverage.__slots__ if name not in {"payor_id", "ident"})
    return NewCoverage(payor_id=row.payor_id, ident=row.id, **{name: getattr(row, name) for name in names})


def _related(patient_id: int) -> tuple[NewRelated, ...]:
    rows = RelatedPerson.standing().where(RelatedPerson.patient == patient_id).order_by(RelatedPerson.id)
    names = tuple(name for name in NewRelated.__slots__ if name not in {"person_id", "ident", "gone"})
    return tuple(
        NewRelated(person_id=row.person_id, ident=row.id, **{name: getattr(row, name) for name in names})
        for row in rows
    )
