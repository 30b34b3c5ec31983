"""The money side of one visit: diagnoses, charges, copay, payments, balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ma_desktop.domain.coverage import expected_copay
from ma_desktop.models import ChargeItem, ChargeItemDefinition, Encounter, PaymentNotice
from ma_desktop.services.billing.add_diagnosis import visit_diagnoses
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.visit_facts import copay_paid, coverage_facts


@dataclass(frozen=True, slots=True)
class BillDiagnosis:
    condition_id: int
    letter: str
    code: str
    display: str


@dataclass(frozen=True, slots=True)
class BillCharge:
    charge_id: int
    code: str
    label: str
    modifiers: tuple[str, ...]
    pointers: tuple[str, ...]
    units: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class BillPayment:
    payment_id: int
    kind: str
    method: str
    amount: Decimal
    at: datetime
    receipt_number: str
    voided: bool


@dataclass(frozen=True, slots=True)
class FeeLine:
    code: str
    label: str
    group: str
    fee: Decimal


@dataclass(frozen=True, slots=True)
class VisitBill:
    """``copay_expected``: ``None`` when no copay is due; ``copay_left``: still to take."""

    encounter_id: int
    patient_id: int
    diagnoses: tuple[BillDiagnosis, ...]
    charges: tuple[BillCharge, ...]
    payments: tuple[BillPayment, ...]
    fees: tuple[FeeLine, ...]
    copay_expected: Decimal | None
    copay_left: Decimal
    total: Decimal
    balance: Decimal


def visit_bill(desk: Desk, encounter_id: int) -> VisitBill | None:
    visit = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        return None
    charges = [
        BillCharge(c.id, c.code, c.label, tuple(c.modifiers), tuple(c.pointers), c.units, c.fee * c.units)
        for c in ChargeItem.standing().where(ChargeItem.encounter == visit.id).order_by(ChargeItem.id)
    ]
    takes = visit.service.copay if visit.service_id else True
    expected = expected_copay(visit.started_at.date(), coverage_facts(visit.patient_id), takes_copay=takes)
    left = max(Decimal(0), (expected or Decimal(0)) - copay_paid(visit.id))
    return VisitBill(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        diagnoses=tuple(
            BillDiagnosis(d.id, chr(65 + d.position), d.code, d.display) for d in visit_diagnoses(visit.id)
        ),
        charges=tuple(charges),
        payments=_payments(visit.id),
        fees=fee_schedule(desk),
        copay_expected=expected,
        copay_left=left,
        total=sum((charge.amount for charge in charges), Decimal(0)),
        balance=patient_balance(desk, visit.patient_id),
    )


def fee_schedule(desk: Desk) -> tuple[FeeLine, ...]:
    """The practice's own list, in the order of the superbill."""
    rows = ChargeItemDefinition.standing().where(ChargeItemDefinition.active)
    ordered = rows.order_by(ChargeItemDefinition.position, ChargeItemDefinition.code)
    return tuple(FeeLine(row.code, row.label, row.group, row.fee) for row in ordered)


def _payments(encounter_id: int) -> tuple[BillPayment, ...]:
    rows = list(
        PaymentNotice.standing().where(PaymentNotice.encounter == encounter_id).order_by(PaymentNotice.id)
    )
    voided = {row.voids for row in rows if row.voids}
    return tuple(
        BillPayment(r.id, r.kind, r.method, r.amount, r.received_at, r.receipt_number or "", r.id in voided)
        for r in rows
        if not r.voids
    )
