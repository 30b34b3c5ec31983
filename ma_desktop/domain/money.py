"""Dollars as people type them, and as the practice adds and shows them. Exact: ``Decimal`` and integer cents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

ZERO = Decimal("0.00")

#: More than this in one entry is a slip of the keys (a receipt of a solo practice never comes near it).
LARGEST = Decimal("1000000.00")

_CENT = Decimal("0.01")
_AMOUNT = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.(?P<part>[0-9]*))?")


def dollars(text: str, *, negative: bool = False) -> Decimal:
    """The amount typed as ``25``, ``$25.00``, ``1,234.5``, ``.50``; two decimals.

    ``-5`` and ``(5.00)`` are read only when ``negative`` is true. Nonsense, a fraction of a cent, a comma in
    an unusual place (``12,34`` may mean 12.34 or 1234) and amounts above ``LARGEST`` raise ``RuleBroken``.
    """
    body, below = _without_sign(text)
    found = _AMOUNT.fullmatch(body)
    if not found or not (found["whole"] or found["part"]):
        raise RuleBroken(_("“{text}” is not an amount. Type it like 25 or 25.00.").format(text=text.strip()))
    part = (found["part"] or "").rstrip("0")
    if len(part) > 2:
        raise RuleBroken(_("“{text}” has a fraction of a cent.").format(text=text.strip()))
    amount = Decimal(f"{found['whole'].replace(',', '') or '0'}.{part.ljust(2, '0')}")
    if amount > LARGEST:
        raise RuleBroken(
            _("{amount} is more than this program takes in one entry.").format(amount=show(amount))
        )
    if below and not negative:
        raise RuleBroken(_("An amount below zero cannot be entered here."))
    return -amount if below and amount else amount


def _without_sign(text: str) -> tuple[str, bool]:
    body = text.strip().replace("−", "-")
    below = body.startswith("(") and body.endswith(")")
    if below:
        body = body[1:-1].strip()
    elif body.startswith("-"):
        body, below = body[1:].strip(), True
    body = body.removeprefix("$").strip()
    if not below and body.startswith("-"):
        body, below = body[1:].strip(), True
    return body, below


def positive(amount: Decimal) -> Decimal:
    """``amount`` if it is above zero; else ``RuleBroken``. For payments and fees that must be something."""
    if amount <= 0:
        raise RuleBroken(_("The amount must be more than zero."))
    return amount


def cents(amount: Decimal) -> int:
    """Whole cents; a fraction of a cent raises ``RuleBroken``, nothing is rounded."""
    scaled = amount * 100
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise RuleBroken(_("An amount of money has a fraction of a cent."))
    return int(scaled)


def from_cents(count: int) -> Decimal:
    """Dollars with two decimals."""
    return (Decimal(count) / 100).quantize(_CENT)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum, with two decimals."""
    return from_cents(sum(cents(amount) for amount in amounts))


def show(amount: Decimal) -> str:
    """``$1,234.50``; below zero ``−$5.00`` with a real minus sign."""
    sign = "−" if amount < 0 else ""
    return f"{sign}${abs(from_cents(cents(amount))):,.2f}"
