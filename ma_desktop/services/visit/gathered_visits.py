"""What the rules of a visit look at, read for any number of visits with one short statement a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from peewee import fn

from ma_desktop.domain import vital_signs
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.coverage import CoverageFacts
from ma_desktop.domain.stages import Stage
from ma_desktop.models import (
    Appointment,
    ChargeItem,
    Condition,
    Consent,
    Coverage,
    DocumentReference,
    Encounter,
    HealthcareService,
    Observation,
    Patient,
    PaymentNotice,
    RelatedPerson,
    ReviewedList,
    ServiceRequest,
    Task,
)
from ma_desktop.models.among import among
from ma_desktop.models.fields import instant_text
from ma_desktop.services.billing.patient_balance import balances_of
from ma_desktop.services.visit.provider_stop import KIND

_SYSTOLIC = vital_signs.VITALS[vital_signs.SYSTOLIC].code
_DIASTOLIC = vital_signs.VITALS[vital_signs.DIASTOLIC].code

Rows = Mapping[int, Sequence[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class GatheredVisits:
    """By patient: ``people``, ``coverages``, ``consents``, ``adults``, ``balances`` (of those at the desk), ``booked`` (the next time).

    The rest by visit, as tuples of the columns that are asked for below.
    """

    people: Mapping[int, Patient]
    services: Mapping[int, HealthcareService]
    coverages: Mapping[int, tuple[CoverageFacts, ...]]
    consents: Rows
    adults: Mapping[int, Sequence[RelatedPerson]]
    balances: Mapping[int, Decimal]
    booked: Mapping[int, date]
    reviews: Rows
    vitals: Rows
    pointers: Rows
    printed: Rows
    ordered: Rows
    alerts: Rows
    diagnoses: Rows
    copays: Rows

    def measured(self, visit: int) -> tuple[frozenset[str], tuple[Pressure, ...]]:
        """Keys of what was measured, and the blood pressures in the order they were taken."""
        rows = self.vitals.get(visit, ())
        keys = {vital_signs.key_of(code) for code, _value in rows} - {""}
        if vital_signs.SYSTOLIC in keys:
            keys.add(vital_signs.BLOOD_PRESSURE)
        upper = [value for code, value in rows if code == _SYSTOLIC and value is not None]
        lower = [value for code, value in rows if code == _DIASTOLIC and value is not None]
        return frozenset(keys), tuple(Pressure(s, d) for s, d in zip(upper, lower, strict=False))

    def copay_paid(self, visit: int) -> Decimal:
        return sum((amount for (amount,) in self.copays.get(visit, ())), Decimal(0))


def gather_visits(visits: Collection[Encounter], now: datetime) -> GatheredVisits:
    """``visits`` as they are read; some fifteen statements, each on an index, however many visits there are."""
    ids, patients = [visit.id for visit in visits], {visit.patient_id for visit in visits}
    here = {visit.patient_id for visit in visits if Stage(visit.stage) in (Stage.ARRIVED, Stage.CHECKOUT)}
    return GatheredVisits(
        people=by_id(Patient, patients),
        services=by_id(HealthcareService, {visit.service_id for visit in visits if visit.service_id}),
        coverages=coverages_of(patients),
        consents=consents_of(patients),
        adults=adults_of(patients),
        balances=balances_of(here),
        booked=next_appointments(patients, now),
        reviews=_of(ids, ReviewedList.code),
        vitals=_of(
            ids, Observation.code, Observation.value,
            where=Observation.category == "vital-signs", order=(Observation.reading, Observation.id),
        ),
        pointers=_of(ids, ChargeItem.pointers),
        printed=_of(ids, DocumentReference.kind),
        ordered=_of(ids, ServiceRequest.chip, ServiceRequest.status, order=(ServiceRequest.id,)),
        alerts=_of(
            ids, Task.description,
            where=Task.kind.in_(["vital-alert", KIND]) & Task.status.not_in(["completed", "cancelled"]), order=(Task.id,),
        ),
        diagnoses=_of(ids, Condition.id, where=Condition.category == "encounter-diagnosis"),
        copays=copays_of(ids),
    )  # fmt: skip


def by_id(model: Any, ids: Iterable[int]) -> dict[int, Any]:
    """Rows by their key; nothing is asked about nobody."""
    wanted = set(ids)
    if len(wanted) == 1:
        one = model.get_or_none(model.id == next(iter(wanted)))
        return {} if one is None else {one.id: one}
    return {row.id: row for row in model.select().where(among(model.id, wanted))} if wanted else {}


def _of(ids: Sequence[int], *columns: Any, where: Any = None, order: Sequence[Any] = ()) -> Rows:
    """These columns of what stands, by visit."""
    table = columns[0].model
    return _grouped(table.encounter, ids, columns, where, order)


def _grouped(
    key: Any, ids: Iterable[int], columns: Sequence[Any], where: Any = None, order: Sequence[Any] = ()
) -> Rows:
    condition = among(key, ids) & key.model.stands()
    rows = key.model.select(key, *columns).where(condition if where is None else condition & where)
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for ident, *values in rows.order_by(*order).tuples() if order else rows.tuples():
        found[ident].append(tuple(values))
    return found


def copays_of(visits: Iterable[int]) -> Rows:
    return _of(list(visits), PaymentNotice.amount, where=PaymentNotice.kind == "copay")


def consents_of(patients: Iterable[int]) -> Rows:
    """Kind, status and expiry of each form."""
    return _grouped(Consent.patient, patients, (Consent.kind, Consent.status, Consent.expires_on))


def coverages_of(patients: Iterable[int]) -> dict[int, tuple[CoverageFacts, ...]]:
    columns = (
        Coverage.id, Coverage.position, Coverage.kind, Coverage.plan, Coverage.status, Coverage.starts_on,
        Coverage.ends_on, Coverage.copay, Coverage.qmb, Coverage.verified_for, Coverage.card_seen_on,
    )  # fmt: skip
    return {
        patient: tuple(
            CoverageFacts(
                id=ident, position=position, kind=kind, plan=plan, status=status, starts_on=starts, ends_on=ends,
                copay=copay, qmb=bool(qmb), verified_for=verified, card_seen_on=seen,
            )
            for ident, position, kind, plan, status, starts, ends, copay, qmb, verified, seen in rows
        )
        for patient, rows in _grouped(Coverage.patient, patients, columns, order=(Coverage.id,)).items()
    }  # fmt: skip


def adults_of(patients: Iterable[int]) -> dict[int, list[RelatedPerson]]:
    """Of each patient the people on file who may consent, in the order they were named."""
    rows = RelatedPerson.standing().where(among(RelatedPerson.patient, patients) & RelatedPerson.may_consent)
    found: dict[int, list[RelatedPerson]] = defaultdict(list)
    for row in rows.order_by(RelatedPerson.id):
        found[row.patient_id].append(row)
    return found


def next_appointments(patients: Iterable[int], now: datetime) -> dict[int, date]:
    """Of each who has one, the day of the next booked time."""
    rows = (
        Appointment.select(Appointment.patient, fn.MIN(Appointment.start))
        .where(
            among(Appointment.patient, patients)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(now)[:24])
            & Appointment.stands()
        )
        .group_by(Appointment.patient)
    )
    return {patient: start.date() for patient, start in rows.tuples()}
