"""The money side of one visit: diagnoses, charges, copay, payments, balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ma_desktop.domain.coverage import expected_copay
from ma_desktop.i18n import _, on_paper
from ma_desktop.models import (
    ChargeItem,
    ChargeItemDefinition,
    Condition,
    DocumentReference,
    Encounter,
    PaymentNotice,
)
from ma_desktop.services.billing.add_diagnosis import visit_diagnoses
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.chart.patient_label import PatientLabel, patient_label
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.visit_facts import copay_paid, coverage_facts, coverage_of_visit


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
    """``copay_expected``: ``None`` when no copay is due; ``copay_left``: still to take; ``copay_from``: where it comes from.

    ``balance`` = ``before`` (what stood before this visit) + ``total`` − ``paid``. ``missing``: what a claim would
    stumble over, in words. ``suggested``: active problems of the list that are not on the visit
    yet, (code, words). ``printed``: kinds of pages that left the program.
    """

    encounter_id: int
    patient_id: int
    who: PatientLabel
    diagnoses: tuple[BillDiagnosis, ...]
    charges: tuple[BillCharge, ...]
    payments: tuple[BillPayment, ...]
    fees: tuple[FeeLine, ...]
    copay_expected: Decimal | None
    copay_left: Decimal
    copay_from: str
    total: Decimal
    paid: Decimal
    before: Decimal
    balance: Decimal
    missing: tuple[str, ...]
    suggested: tuple[tuple[str, str], ...]
    printed: frozenset[str]


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
    diagnoses = visit_diagnoses(visit.id)
    total = sum((charge.amount for charge in charges), Decimal(0))
    payments = _payments(visit.id)
    paid = sum((payment.amount for payment in payments if not payment.voided), Decimal(0))
    balance = patient_balance(desk, visit.patient_id)
    return VisitBill(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        who=patient_label(desk, visit.patient_id),
        diagnoses=tuple(BillDiagnosis(d.id, chr(65 + d.position), d.code, _words(d)) for d in diagnoses),
        charges=tuple(charges),
        payments=payments,
        fees=fee_schedule(desk),
        copay_expected=expected,
        copay_left=left,
        copay_from=_copay_source(visit),
        total=total,
        paid=paid,
        before=balance - total + paid,
        balance=balance,
        missing=_missing(charges, len(diagnoses), left),
        suggested=_suggested(visit.patient_id, {d.code for d in diagnoses}),
        printed=frozenset(
            row.kind for row in DocumentReference.standing().where(DocumentReference.encounter == visit.id)
        ),
    )


def _words(row: Condition) -> str:
    """This panel can be seen from the door: a sensitive finding is named in the chart only."""
    return str(row.display) if not row.sensitive else _("sensitive: words in the chart")


def _copay_source(visit: Encounter) -> str:
    coverage = coverage_of_visit(visit)
    if coverage is None:
        return _("self-pay: no insurance on this date")
    payer = coverage.payor.name if coverage.payor is not None else ""
    plan = " ".join(part for part in (payer, coverage.plan) if part)
    if coverage.qmb:
        return _("{plan}: no copay may be taken (QMB)").format(plan=plan)
    if visit.service is not None and not visit.service.copay:
        return _("{plan}: none for this kind of visit").format(plan=plan)
    if coverage.verified_for == visit.started_at.date():
        seen = coverage.verified_how == on_paper("card seen")
        how = _("card seen") if seen else coverage.verified_how or _("checked")
        return _("{plan}, {how} today").format(plan=plan, how=how)
    return _("{plan}, not checked today").format(plan=plan)


def _missing(charges: Sequence[BillCharge], diagnoses: int, copay_left: Decimal) -> tuple[str, ...]:
    loose = [charge.code for charge in charges if not charge.pointers]
    found = [
        (not charges, _("Not coded yet")),
        (bool(charges) and not diagnoses, _("No diagnosis")),
        (bool(charges) and bool(diagnoses) and bool(loose),
         _("{code}: no diagnosis pointed to").format(code=", ".join(loose))),
        (copay_left > 0, _("Copay not taken")),
    ]  # fmt: skip
    return tuple(sentence for is_so, sentence in found if is_so)


def _suggested(patient_id: int, taken: set[str]) -> tuple[tuple[str, str], ...]:
    rows = Condition.standing().where(
        (Condition.patient == patient_id)
        & (Condition.category == "problem-list-item")
        & (Condition.clinical_status == "active")
        & (Condition.system == "icd10cm")
        & ~Condition.sensitive
    )
    return tuple(dict.fromkeys((row.code, row.display) for row in rows if row.code not in taken))[:6]


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
