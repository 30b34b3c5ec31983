"""Which insurance applies on a date of service, in which order, and what copay to expect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ma_desktop.domain import money

SELF_PAY = "self-pay"


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """One insurance of a patient. ``position``: 1 primary, 2 secondary, 3 tertiary.

    ``starts_on`` and ``ends_on`` are inclusive, ``None`` is open. ``kind``: commercial, medicare, medicaid, other,
    self-pay. ``copay``: the plan's usual copay; ``None`` is not known. ``qmb``: Qualified Medicare Beneficiary.
    """

    id: int
    position: int = 1
    kind: str = "commercial"
    plan: str = ""
    status: str = "active"
    starts_on: date | None = None
    ends_on: date | None = None
    copay: Decimal | None = None
    qmb: bool = False
    verified_for: date | None = None
    card_seen_on: date | None = None

    def covers(self, day: date) -> bool:
        begun = self.starts_on is None or self.starts_on <= day
        return self.status == "active" and begun and (self.ends_on is None or day <= self.ends_on)

    def verified(self, day: date) -> bool:
        """Whether somebody checked this coverage for this very date of service."""
        return self.verified_for == day


def coverages_on(day: date, coverages: Iterable[CoverageFacts]) -> tuple[CoverageFacts, ...]:
    """The insurances that apply on ``day``, first payer first; of two in one position the one begun last.

    Self-pay is no insurance and is left out.
    """
    chosen: dict[int, CoverageFacts] = {}
    for coverage in sorted(coverages, key=_age_of_contract):
        if coverage.kind != SELF_PAY and coverage.covers(day):
            chosen[coverage.position] = coverage
    return tuple(chosen[position] for position in sorted(chosen))


def _age_of_contract(coverage: CoverageFacts) -> tuple[date, int]:
    return (coverage.starts_on or date.min, coverage.id)


def primary_on(day: date, coverages: Iterable[CoverageFacts]) -> CoverageFacts | None:
    """The first payer on ``day``; ``None`` is a self-paying patient."""
    return next(iter(coverages_on(day, coverages)), None)


def conflicts_on(day: date, coverages: Iterable[CoverageFacts]) -> tuple[int, ...]:
    """Positions that two insurances claim on ``day``; the desk has to end one of them."""
    seen: dict[int, int] = {}
    for coverage in coverages:
        if coverage.kind != SELF_PAY and coverage.covers(day):
            seen[coverage.position] = seen.get(coverage.position, 0) + 1
    return tuple(sorted(position for position, count in seen.items() if count > 1))


def expected_copay(
    day: date,
    coverages: Iterable[CoverageFacts],
    *,
    visit_type: str = "",
    takes_copay: bool = True,
    by_plan: Mapping[tuple[str, str], Decimal] | None = None,
) -> Decimal | None:
    """What to collect at check-in; ``None`` is nothing or not known.

    ``takes_copay``: whether this kind of visit has one. ``by_plan``: the practice's table of (plan, visit type),
    which goes before the plan's usual copay. From a Qualified Medicare Beneficiary no Medicare deductible,
    coinsurance or copay may be collected (42 USC 1396a(n)(3)).
    """
    applying = coverages_on(day, coverages)
    if not takes_copay or not applying or qmb_on(day, applying):
        return None
    first = applying[0]
    amount = (by_plan or {}).get((first.plan, visit_type), first.copay)
    return amount if amount is not None and amount > money.ZERO else None


def qmb_on(day: date, coverages: Iterable[CoverageFacts]) -> bool:
    """Whether the patient is a Qualified Medicare Beneficiary on ``day``."""
    return any(coverage.qmb for coverage in coverages_on(day, coverages))


def birthday_rule(one: date, other: date) -> int:
    """For a child of two insured parents: 0 if the first parent's plan pays first, 1 if the second's, -1 on a tie.

    The birthday earlier in the year counts, whatever the birth year (NAIC coordination of benefits model).
    """
    first, second = (one.month, one.day), (other.month, other.day)
    return -1 if first == second else int(second < first)
