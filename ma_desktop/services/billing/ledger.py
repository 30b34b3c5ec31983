"""The account of one patient: every charge and payment, oldest first, with what was owed after each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ma_desktop.domain import money
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItem, Encounter, PaymentNotice
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """``amount``: above zero raises what the patient owes. ``after``: the balance with this line, in dollars.

    ``payment_id`` and ``receipt``: of a payment. ``voided``: a later line takes this payment back.
    """

    kind: str
    at: datetime
    words: str
    amount: Decimal
    after: Decimal
    receipt: str = ""
    payment_id: int | None = None
    voided: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """``charged``, ``paid`` and ``balance`` in dollars; ``balance`` below zero is the patient's credit."""

    patient_id: int
    lines: tuple[LedgerLine, ...]
    charged: Decimal
    paid: Decimal
    balance: Decimal


def ledger(desk: Desk, patient_id: int) -> Ledger:
    """``desk`` opens the record. Its balance is that of ``patient_balance``: the same rows, added up in order of time."""
    found = sorted([*_charges(patient_id), *_payments(patient_id)], key=lambda line: line.at)
    lines, after = [], money.ZERO
    for line in found:
        after += line.amount
        lines.append(
            LedgerLine(
                line.kind, line.at, line.words, line.amount, after, line.receipt, line.payment_id, line.voided
            )
        )
    charged = money.total(line.amount for line in lines if line.kind == "charge")
    return Ledger(patient_id, tuple(lines), charged, charged - after, after)


def _charges(patient_id: int) -> list[LedgerLine]:
    rows = (
        ChargeItem.select(
            ChargeItem.code, ChargeItem.label, ChargeItem.units, ChargeItem.fee, Encounter.started_at
        )
        .join(Encounter)
        .where((ChargeItem.patient == patient_id) & (ChargeItem.status != "aborted") & ChargeItem.stands())
    )
    return [
        LedgerLine(
            "charge", at, " ".join(part for part in (code, label, f"× {units}" if units != 1 else "") if part),
            fee * units, money.ZERO,
        )
        for code, label, units, fee, at in rows.tuples()
    ]  # fmt: skip


def _payments(patient_id: int) -> list[LedgerLine]:
    rows = list(PaymentNotice.standing().where(PaymentNotice.patient == patient_id))
    voided = {row.voids for row in rows if row.voids}
    return [
        LedgerLine(
            "void" if row.voids else row.kind, row.received_at, _payment_words(row), -row.amount, money.ZERO,
            row.receipt_number or "", row.id, row.id in voided,
        )
        for row in rows
    ]  # fmt: skip


def _payment_words(row: PaymentNotice) -> str:
    kind = {
        "copay": _("Copay"), "balance": _("Payment"), "prepayment": _("Prepayment"), "insurance": _("Insurance paid"),
        "adjustment": _("Adjustment"),
    }.get(row.kind, row.kind)  # fmt: skip
    taken = _("{kind} taken back").format(kind=kind) if row.voids else kind
    return " · ".join(part for part in (taken, row.method, row.payer, row.note) if part)
