"""The frozen picture of a visit that the rules of what is missing look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from ma_desktop.domain import vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.coverage import CoverageFacts, expected_copay, primary_on
from ma_desktop.domain.needs import VisitFacts
from ma_desktop.models import (
    Appointment,
    ChargeItem,
    Condition,
    Coverage,
    DocumentReference,
    Encounter,
    Observation,
    PaymentNotice,
    ReviewedList,
    Task,
)
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk

_SYSTOLIC = vital_signs.VITALS[vital_signs.SYSTOLIC].code
_DIASTOLIC = vital_signs.VITALS[vital_signs.DIASTOLIC].code


def visit_facts(desk: Desk, visit: Encounter) -> VisitFacts:
    """Reads everything about one visit; some ten short queries, each on an index."""
    patient, day = visit.patient, visit.started_at.date()
    age = age_on(patient.birth_date, day)
    coverages = coverage_facts(visit.patient_id)
    reviews = {row.code for row in ReviewedList.standing().where(ReviewedList.encounter == visit.id)}
    taken, pressures = _measured(visit.id)
    charges = list(ChargeItem.standing().where(ChargeItem.encounter == visit.id))
    printed = {
        row.kind for row in DocumentReference.standing().where(DocumentReference.encounter == visit.id)
    }
    service = visit.service if visit.service_id else None
    required = tuple(service.vitals) if service else vital_signs.SETS["office"]
    return VisitFacts(
        day=day,
        age=age,
        identity_checked=visit.identity_checked_at is not None,
        self_pay=primary_on(day, coverages) is None,
        coverage_verified_for=_verified_for(day, coverages),
        copay_expected=expected_copay(day, coverages, takes_copay=service.copay if service else True),
        copay_paid=copay_paid(visit.id),
        phone=patient.phone,
        address_checked_on=patient.address_checked_at.date() if patient.address_checked_at else None,
        reason=visit.reason,
        vitals_required=vital_signs.for_age(required, age),
        vitals_taken=taken,
        pressures=pressures,
        alerts=_open_alerts(visit.id),
        allergies_reviewed="allergies" in reviews,
        medicines_reviewed="medications" in reviews,
        plan=visit.plan or "; ".join(visit.next_steps or []),
        follow_up=visit.follow_up,
        diagnoses=_diagnoses(visit.id),
        charges=len(charges),
        charges_without_diagnosis=sum(not charge.pointers for charge in charges),
        summary_printed="after-visit-summary" in printed,
        superbill_printed="superbill" in printed,
        next_appointment=next_appointment(visit.patient_id, desk.now()),
    )


def coverage_facts(patient_id: int) -> tuple[CoverageFacts, ...]:
    return tuple(
        CoverageFacts(
            id=row.id, position=row.position, kind=row.kind, plan=row.plan, status=row.status,
            starts_on=row.starts_on, ends_on=row.ends_on, copay=row.copay, qmb=bool(row.qmb),
            verified_for=row.verified_for,
        )
        for row in Coverage.standing().where(Coverage.patient == patient_id)
    )  # fmt: skip


def coverage_of_visit(visit: Encounter) -> Coverage | None:
    """The coverage that comes first on the date of service, always chosen by that date."""
    found = primary_on(visit.started_at.date(), coverage_facts(visit.patient_id))
    coverage: Coverage | None = Coverage.get_by_id(found.id) if found else None
    return coverage


def copay_paid(encounter_id: int) -> Decimal:
    rows = PaymentNotice.standing().where(
        (PaymentNotice.encounter == encounter_id) & (PaymentNotice.kind == "copay")
    )
    return sum((row.amount for row in rows), Decimal(0))


def next_appointment(patient_id: int, now: datetime) -> date | None:
    row = (
        Appointment.standing()
        .where(
            (Appointment.patient == patient_id)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(now)[:24])
        )
        .order_by(Appointment.start)
        .first()
    )
    return row.start.date() if row else None


def _verified_for(day: date, coverages: Sequence[CoverageFacts]) -> date | None:
    primary = primary_on(day, coverages)
    return primary.verified_for if primary else None


def _measured(encounter_id: int) -> tuple[frozenset[str], tuple[Pressure, ...]]:
    rows = list(
        Observation.standing()
        .where((Observation.encounter == encounter_id) & (Observation.category == "vital-signs"))
        .order_by(Observation.reading, Observation.id)
    )
    keys = {vital_signs.BY_CODE[row.code] for row in rows if row.code in vital_signs.BY_CODE}
    if vital_signs.SYSTOLIC in keys:
        keys.add(vital_signs.BLOOD_PRESSURE)
    upper = [row.value for row in rows if row.code == _SYSTOLIC and row.value is not None]
    lower = [row.value for row in rows if row.code == _DIASTOLIC and row.value is not None]
    return frozenset(keys), tuple(Pressure(s, d) for s, d in zip(upper, lower, strict=False))


def _open_alerts(encounter_id: int) -> tuple[str, ...]:
    rows = Task.standing().where(
        (Task.encounter == encounter_id)
        & (Task.kind == "vital-alert")
        & Task.status.not_in(["completed", "cancelled"])
    )
    return tuple(row.description for row in rows)


def _diagnoses(encounter_id: int) -> int:
    rows = Condition.standing().where(
        (Condition.encounter == encounter_id) & (Condition.category == "encounter-diagnosis")
    )
    return int(rows.count())
