"""What a patient owes: charges less payments and adjustments, and how old the debt is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ma_desktop.domain import money


@dataclass(frozen=True, slots=True)
class Debt:
    """``since``: the first day on which the patient, not the insurance, was responsible."""

    since: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Aging:
    """Days since the debt began: 0–30, 31–60, 61–90, 91 and more (the usual statement columns)."""

    to_30: Decimal = money.ZERO
    to_60: Decimal = money.ZERO
    to_90: Decimal = money.ZERO
    over_90: Decimal = money.ZERO
    credit: Decimal = money.ZERO

    @property
    def owed(self) -> Decimal:
        return money.total((self.to_30, self.to_60, self.to_90, self.over_90))


def balance(
    charges: Iterable[Decimal], payments: Iterable[Decimal], adjustments: Iterable[Decimal] = ()
) -> Decimal:
    """Charges − payments − adjustments; below zero the practice owes the patient. Voids are negative payments."""
    return money.total(charges) - money.total(payments) - money.total(adjustments)


def owed(amount: Decimal) -> Decimal:
    """The part of a balance that the patient owes."""
    return max(amount, money.ZERO)


def credit(amount: Decimal) -> Decimal:
    """The part of a balance that the practice owes the patient."""
    return max(-amount, money.ZERO)


def aging(debts: Sequence[Debt], paid: Decimal, day: date) -> Aging:
    """``paid`` (payments and adjustments) settles the oldest debt first; what is over is a credit."""
    columns = [money.ZERO] * 4
    left = paid
    for debt in sorted(debts, key=lambda each: each.since):
        settled = min(left, debt.amount) if left > 0 else money.ZERO
        left -= settled
        columns[_column((day - debt.since).days)] += debt.amount - settled
    return Aging(columns[0], columns[1], columns[2], columns[3], max(left, money.ZERO))


def _column(days: int) -> int:
    return next((number for number, last in enumerate((30, 60, 90)) if days <= last), 3)
