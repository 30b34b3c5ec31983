"""The frozen picture of a visit that the rules of what is missing look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ma_desktop.domain import consents, money, orders, phones, registration, settings, vital_signs
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.coverage import CoverageFacts, expected_copay, primary_on
from ma_desktop.domain.needs import VisitFacts
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import (
    Appointment,
    ChargeItem,
    Condition,
    Consent,
    Coverage,
    DocumentReference,
    Encounter,
    Observation,
    PaymentNotice,
    RelatedPerson,
    ReviewedList,
    ServiceRequest,
    Task,
)
from ma_desktop.models.fields import instant_text
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings

_SYSTOLIC = vital_signs.VITALS[vital_signs.SYSTOLIC].code
_DIASTOLIC = vital_signs.VITALS[vital_signs.DIASTOLIC].code


def visit_facts(desk: Desk, visit: Encounter) -> VisitFacts:
    """Reads everything about one visit; some ten short queries, each on an index."""
    patient, day = visit.patient, visit.started_at.date()
    age = age_on(patient.birth_date, day)
    coverages = coverage_facts(visit.patient_id)
    reviews = {code for (code,) in _of_visit(visit.id, ReviewedList.code)}
    taken, pressures = _measured(visit.id)
    pointers = [pointed for (pointed,) in _of_visit(visit.id, ChargeItem.pointers)]
    printed = {kind for (kind,) in _of_visit(visit.id, DocumentReference.kind)}
    ordered = list(_of_visit(visit.id, ServiceRequest.chip, ServiceRequest.status))
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
        orders=len(ordered),
        orders_open=tuple(chip for chip, status in ordered if orders.is_open(status)),
        plan=visit.plan or "; ".join(visit.next_steps or []),
        follow_up=visit.follow_up,
        diagnoses=_diagnoses(visit.id),
        charges=len(pointers),
        charges_without_diagnosis=sum(not pointed for pointed in pointers),
        summary_printed="after-visit-summary" in printed,
        superbill_printed="superbill" in printed,
        next_appointment=next_appointment(visit.patient_id, desk.now()),
        **_at_the_door(desk, visit, age, primary_on(day, coverages)),
    )


def _at_the_door(desk: Desk, visit: Encounter, age: Age, primary: CoverageFacts | None) -> dict[str, Any]:
    """What the front desk asks again when it is stale."""
    day, patient, decided = visit.started_at.date(), visit.patient, practice_settings(desk)
    here = Stage(visit.stage) in (Stage.ARRIVED, Stage.CHECKOUT)
    return {
        "address_days": decided[settings.ADDRESS_STALE],
        "card_days": decided[settings.CARD_STALE],
        "insured": primary is not None,
        "card_seen_on": primary.card_seen_on if primary else None,
        "forms": forms_due(visit.patient_id, day, decided[settings.FORMS_DUE]),
        "balance": patient_balance(desk, visit.patient_id) if here else money.ZERO,
        "unfinished": tuple(patient.unfinished or ()),
        "companion": visit.accompanied_by,
        "authority": visit.consent_authority,
        "reach": "" if age.adult else whom_to_reach(visit.patient_id, day),
    }


def forms_due(patient_id: int, day: date, due: str) -> tuple[str, ...]:
    """The forms that are missing or have expired, in words."""
    rows = Consent.select(Consent.kind, Consent.status, Consent.expires_on).where(
        (Consent.patient == patient_id) & Consent.stands()
    )
    return consents.missing(due, rows.tuples(), day)


def whom_to_reach(patient_id: int, day: date) -> str:
    """``mother 937-555-0142``: the first person on file who may consent on ``day``; no name, so that the board may show it."""
    people = (
        RelatedPerson.standing()
        .where((RelatedPerson.patient == patient_id) & RelatedPerson.may_consent)
        .order_by(RelatedPerson.id)
    )
    for person in people:
        if person.authority_until is None or person.authority_until >= day:
            who = registration.RELATIONSHIPS.get(person.relationship, _("the person on file"))
            return " ".join(part for part in (who, phones.show(person.phone)) if part)
    return ""


def coverage_facts(patient_id: int) -> tuple[CoverageFacts, ...]:
    rows = Coverage.select(
        Coverage.id, Coverage.position, Coverage.kind, Coverage.plan, Coverage.status, Coverage.starts_on,
        Coverage.ends_on, Coverage.copay, Coverage.qmb, Coverage.verified_for, Coverage.card_seen_on,
    ).where((Coverage.patient == patient_id) & Coverage.stands())  # fmt: skip
    return tuple(
        CoverageFacts(
            id=ident, position=position, kind=kind, plan=plan, status=status, starts_on=starts, ends_on=ends,
            copay=copay, qmb=bool(qmb), verified_for=verified, card_seen_on=seen,
        )
        for ident, position, kind, plan, status, starts, ends, copay, qmb, verified, seen in rows.tuples()
    )  # fmt: skip


def _of_visit(encounter_id: int, *columns: Any) -> Any:
    """These columns only, of the rows that stand: the board asks for every visit of the day."""
    table = columns[0].model
    return table.select(*columns).where((table.encounter == encounter_id) & table.stands()).tuples()


def coverage_of_visit(visit: Encounter) -> Coverage | None:
    """The coverage that comes first on the date of service, always chosen by that date."""
    found = primary_on(visit.started_at.date(), coverage_facts(visit.patient_id))
    coverage: Coverage | None = Coverage.get_by_id(found.id) if found else None
    return coverage


def copay_paid(encounter_id: int) -> Decimal:
    rows = _of_visit(encounter_id, PaymentNotice.amount).where(PaymentNotice.kind == "copay")
    return sum((amount for (amount,) in rows), Decimal(0))


def next_appointment(patient_id: int, now: datetime) -> date | None:
    start: datetime | None = (
        Appointment.select(Appointment.start)
        .where(
            (Appointment.patient == patient_id)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(now)[:24])
            & Appointment.stands()
        )
        .order_by(Appointment.start)
        .limit(1)
        .scalar()
    )
    return start.date() if start else None


def _verified_for(day: date, coverages: Sequence[CoverageFacts]) -> date | None:
    primary = primary_on(day, coverages)
    return primary.verified_for if primary else None


def _measured(encounter_id: int) -> tuple[frozenset[str], tuple[Pressure, ...]]:
    rows = list(
        _of_visit(encounter_id, Observation.code, Observation.value)
        .where(Observation.category == "vital-signs")
        .order_by(Observation.reading, Observation.id)
    )
    keys = {vital_signs.BY_CODE[code] for code, _value in rows if code in vital_signs.BY_CODE}
    if vital_signs.SYSTOLIC in keys:
        keys.add(vital_signs.BLOOD_PRESSURE)
    upper = [value for code, value in rows if code == _SYSTOLIC and value is not None]
    lower = [value for code, value in rows if code == _DIASTOLIC and value is not None]
    return frozenset(keys), tuple(Pressure(s, d) for s, d in zip(upper, lower, strict=False))


def _open_alerts(encounter_id: int) -> tuple[str, ...]:
    rows = _of_visit(encounter_id, Task.description).where(
        (Task.kind == "vital-alert") & Task.status.not_in(["completed", "cancelled"])
    )
    return tuple(words for (words,) in rows)


def _diagnoses(encounter_id: int) -> int:
    return len(_of_visit(encounter_id, Condition.id).where(Condition.category == "encounter-diagnosis"))
