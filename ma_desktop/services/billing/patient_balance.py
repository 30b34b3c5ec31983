"""What a patient owes the practice now."""

from __future__ import annotations

from decimal import Decimal

from ma_desktop.domain import balances
from ma_desktop.models import ChargeItem, PaymentNotice
from ma_desktop.services.desk import Desk


def patient_balance(desk: Desk, patient_id: int) -> Decimal:
    """Charges less payments and adjustments, in dollars; below zero is the patient's credit."""
    charges = [
        row.fee * row.units
        for row in ChargeItem.standing().where(
            (ChargeItem.patient == patient_id) & (ChargeItem.status != "aborted")
        )
    ]
    paid = [row.amount for row in PaymentNotice.standing().where(PaymentNotice.patient == patient_id)]
    return balances.balance(charges, paid)
