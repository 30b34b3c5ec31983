"""Charge lines of a visit: their rules and sums. Limits are those of the CMS-1500 and the 837P."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ma_desktop.domain import money
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: CMS-1500 box 21 takes twelve diagnoses (A to L); box 24E four pointers, box 24D four modifiers.
DIAGNOSES = 12
POINTERS = 4
MODIFIERS = 4
#: CMS-1500 box 24G is three columns wide.
UNITS = 999


@dataclass(frozen=True, slots=True)
class Line:
    """``fee`` in dollars for one unit; ``pointers``: letters of the visit's diagnoses."""

    code: str
    fee: Decimal
    units: int = 1
    pointers: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        return money.from_cents(money.cents(self.fee) * self.units)


@dataclass(frozen=True, slots=True)
class Totals:
    """``due``: below zero the patient has a credit."""

    charged: Decimal
    paid: Decimal
    adjusted: Decimal
    due: Decimal


def letters(diagnoses: int) -> tuple[str, ...]:
    """``A``, ``B``, … for the visit's diagnoses; more than twelve raise ``RuleBroken``."""
    if diagnoses > DIAGNOSES:
        raise RuleBroken(_("A visit takes twelve diagnoses at most."))
    return tuple(chr(ord("A") + number) for number in range(diagnoses))


def check_line(line: Line, diagnoses: int) -> None:
    """Raises ``RuleBroken`` for units, pointers, modifiers or a fee that no claim can carry."""
    if not 1 <= line.units <= UNITS:
        raise RuleBroken(_("Units go from 1 to 999."))
    if line.fee < 0:
        raise RuleBroken(_("A fee cannot be below zero."))
    if len(line.pointers) > POINTERS:
        raise RuleBroken(_("A charge points to four diagnoses at most."))
    if len(line.modifiers) > MODIFIERS:
        raise RuleBroken(_("A charge takes four modifiers at most."))
    if len(set(line.pointers)) < len(line.pointers) or len(set(line.modifiers)) < len(line.modifiers):
        raise RuleBroken(_("The same pointer or modifier stands twice."))
    if not set(line.pointers) <= set(letters(diagnoses)):
        raise RuleBroken(_("A pointer names a diagnosis that is not on this visit."))


def totals(
    lines: Sequence[Line], payments: Iterable[Decimal] = (), adjustments: Iterable[Decimal] = ()
) -> Totals:
    """The foot of a superbill."""
    charged = money.total(line.total for line in lines)
    paid, adjusted = money.total(payments), money.total(adjustments)
    return Totals(charged, paid, adjusted, charged - paid - adjusted)
