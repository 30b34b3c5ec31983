"""What a patient owes the practice now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from ma_desktop.domain import balances
from ma_desktop.models import ChargeItem, PaymentNotice
from ma_desktop.models.among import among
from ma_desktop.services.desk import Desk


def patient_balance(desk: Desk, patient_id: int) -> Decimal:
    """Charges less payments and adjustments, in dollars; below zero is the patient's credit."""
    return balances_of((patient_id,))[patient_id]


def balances_of(patient_ids: Iterable[int]) -> dict[int, Decimal]:
    """The same for many patients at once."""
    wanted = set(patient_ids)
    if not wanted:
        return {}
    charges: dict[int, list[Decimal]] = defaultdict(list)
    paid: dict[int, list[Decimal]] = defaultdict(list)
    billed = ChargeItem.select(ChargeItem.patient, ChargeItem.fee, ChargeItem.units).where(
        among(ChargeItem.patient, wanted) & (ChargeItem.status != "aborted") & ChargeItem.stands()
    )
    for patient, fee, units in billed.tuples():
        charges[patient].append(fee * units)
    taken = PaymentNotice.select(PaymentNotice.patient, PaymentNotice.amount).where(
        among(PaymentNotice.patient, wanted) & PaymentNotice.stands()
    )
    for patient, amount in taken.tuples():
        paid[patient].append(amount)
    return {patient: balances.balance(charges[patient], paid[patient]) for patient in wanted}
