"""The facts needed to room, call or refill: problems, medicines, allergies, last visits and measurements."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from ma_desktop.domain import plain_terms, vital_display, vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.models import (
    AllergyIntolerance,
    Condition,
    Encounter,
    Immunization,
    MedicationRequest,
    Observation,
    Patient,
    ReviewedList,
)
from ma_desktop.services.chart.newest_values import newest_values
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Problem:
    condition_id: int
    display: str
    code: str
    since: date | None
    active: bool
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Medicine:
    medication_id: int
    display: str
    dose: str
    taking: str
    since: datetime
    active: bool
    taking_note: str = ""
    proposed: bool = False
    reason: str = ""
    last_taken: str = ""
    prescriber: str = ""
    source: str = ""
    original: str = ""
    route: str = ""
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Allergy:
    allergy_id: int
    display: str
    reaction: str
    severity: str
    active: bool
    confirmed: bool = True
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shot:
    display: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PastVisit:
    encounter_id: int
    at: datetime
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class LastVital:
    label: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PatientSummary:
    """``history`` lists hold everything, the others only what is active or newest."""

    patient_id: int
    problems: tuple[Problem, ...]
    medicines: tuple[Medicine, ...]
    allergies: tuple[Allergy, ...]
    allergies_reviewed: datetime | None
    medicines_reviewed: datetime | None
    vitals: tuple[LastVital, ...]
    visits: tuple[PastVisit, ...]
    shots: tuple[Shot, ...]
    contact: tuple[str, ...]
    pharmacy: str = ""
    pharmacy_phone: str = ""


def patient_summary(desk: Desk, patient_id: int, *, history: bool = False) -> PatientSummary | None:
    """``history``: also what is resolved, stopped and older."""
    patient = Patient.get_or_none(Patient.id == patient_id)
    if patient is None:
        return None
    many = 400 if history else 12
    place = ", ".join(part for part in (patient.address, patient.city, patient.state) if part)
    return PatientSummary(
        patient_id=patient_id,
        problems=_problems(patient_id, history, many),
        medicines=_medicines(patient_id, history, many),
        allergies=_allergies(patient_id, history),
        allergies_reviewed=_reviewed(patient_id, "allergies"),
        medicines_reviewed=_reviewed(patient_id, "medications"),
        vitals=_vitals(patient),
        visits=_visits(patient_id, many),
        shots=_shots(patient_id, many),
        contact=tuple(
            part for part in (patient.phone, f"{place} {patient.postal_code}".strip(), patient.email) if part
        ),
        pharmacy=patient.pharmacy,
        pharmacy_phone=patient.pharmacy_phone,
    )


def _problems(patient_id: int, history: bool, many: int) -> tuple[Problem, ...]:
    rows = Condition.standing().where(
        (Condition.patient == patient_id) & (Condition.category == "problem-list-item")
    )
    if not history:
        rows = rows.where(Condition.clinical_status == "active")
    ordered = rows.order_by(Condition.clinical_status, Condition.onset_on.desc()).limit(many)
    return tuple(
        Problem(
            r.id, plain_terms.name(r.display), r.code, r.onset_on, r.clinical_status == "active", r.sensitive
        )
        for r in ordered
    )


def _medicines(patient_id: int, history: bool, many: int) -> tuple[Medicine, ...]:
    rows = MedicationRequest.standing().where(MedicationRequest.patient == patient_id)
    if not history:
        rows = rows.where(MedicationRequest.status == "active")
    ordered = rows.order_by(MedicationRequest.status, MedicationRequest.authored_at.desc()).limit(many)
    return tuple(
        Medicine(
            r.id,
            r.display,
            r.dose,
            r.taking,
            r.authored_at,
            r.status == "active",
            r.taking_note or "",
            r.intent == "proposal",
            r.reason,
            r.last_taken,
            r.prescriber,
            r.source,
            r.original,
            r.route,
            r.asked_at,
        )
        for r in ordered
    )


def _allergies(patient_id: int, history: bool) -> tuple[Allergy, ...]:
    rows = AllergyIntolerance.standing().where(AllergyIntolerance.patient == patient_id)
    if not history:
        rows = rows.where(AllergyIntolerance.clinical_status == "active")
    return tuple(
        Allergy(
            r.id,
            plain_terms.name(r.display),
            r.reaction,
            r.severity,
            r.clinical_status == "active",
            confirmed=r.verification_status != "unconfirmed" or r.recorded_by is None,
            fields=_allergy_fields(r),
        )
        for r in rows
    )


def _allergy_fields(row: AllergyIntolerance) -> dict[str, str]:
    """As the form of ``domain.allergens.fields`` takes them."""
    found = {
        "substance": plain_terms.name(row.display), "reaction": row.reaction, "severity": row.severity, "kind": row.kind, "category": row.category,
        "criticality": row.criticality, "onset": row.onset_on.isoformat() if row.onset_on else "", "source": row.source, "note": row.note,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _reviewed(patient_id: int, code: str) -> datetime | None:
    row = (
        ReviewedList.standing()
        .where((ReviewedList.patient == patient_id) & (ReviewedList.code == code))
        .order_by(ReviewedList.reviewed_at.desc())
        .first()
    )
    return row.reviewed_at if row else None


def _vitals(patient: Patient) -> tuple[LastVital, ...]:
    """A value from before the birth date, which somebody mistyped or mended since, must not keep the whole chart shut."""
    newest, found = newest_values(patient.id, vital_signs.CODES), []
    for key in (*vital_signs.ORDER, vital_signs.BMI):
        parts = [newest.get(vital_signs.VITALS[part].code) for part in vital_signs.parts(key)]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            continue
        at, values = known[0][0], [value for _at, value in known]
        text = (
            vital_display.blood_pressure_text(*values)
            if len(values) == 2
            else vital_display.both_units(
                key, values[0], age_on(patient.birth_date, max(at.date(), patient.birth_date))
            )
        )
        found.append(LastVital(vital_signs.label(key), text, at))
    return tuple(found)


def latest(patient_id: int, code: str, before: datetime | None = None) -> Observation | None:
    """The newest value of a LOINC code."""
    rows = Observation.standing().where(
        (Observation.patient == patient_id) & (Observation.code == code) & Observation.value.is_null(False)
    )
    if before is not None:
        rows = rows.where(Observation.effective_at < before)
    found: Observation | None = rows.order_by(Observation.effective_at.desc()).first()
    return found


def _visits(patient_id: int, many: int) -> tuple[PastVisit, ...]:
    rows = (
        Encounter.standing()
        .where(Encounter.patient == patient_id)
        .order_by(Encounter.started_at.desc())
        .limit(many)
    )
    return tuple(
        PastVisit(r.id, r.started_at, plain_terms.name(r.type_text), plain_terms.name(r.reason)) for r in rows
    )


def _shots(patient_id: int, many: int) -> tuple[Shot, ...]:
    rows = (
        Immunization.standing()
        .where((Immunization.patient == patient_id) & (Immunization.status == "completed"))
        .order_by(Immunization.occurred_at.desc())
        .limit(many)
    )
    return tuple(Shot(r.display, r.occurred_at) for r in rows)
