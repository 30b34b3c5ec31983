"""Insurance of the day, copay, charges, balances."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import balances, charges, coverage, money
from ma_desktop.domain.balances import Debt
from ma_desktop.domain.charges import Line
from ma_desktop.domain.coverage import CoverageFacts
from ma_desktop.domain.refusal import RuleBroken

DAY = date(2026, 11, 23)
PPO = CoverageFacts(1, 1, plan="PPO", copay=Decimal(25), starts_on=date(2026, 1, 1))
OLD = CoverageFacts(
    2, 1, plan="HMO", copay=Decimal(40), starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)
)
MEDICAID = CoverageFacts(3, 2, kind="medicaid")


def test_chosen_by_date_of_service_and_order() -> None:
    every = (MEDICAID, OLD, PPO)
    assert coverage.coverages_on(DAY, every) == (PPO, MEDICAID)
    assert coverage.primary_on(date(2025, 12, 31), every) == OLD
    assert coverage.primary_on(date(2026, 1, 1), every) == PPO
    assert coverage.primary_on(date(2024, 1, 1), every) == MEDICAID
    assert coverage.primary_on(DAY, ()) is None


def test_cancelled_and_self_pay_do_not_cover() -> None:
    gone = CoverageFacts(4, 1, status="cancelled")
    nobody = CoverageFacts(5, 1, kind="self-pay")
    assert coverage.coverages_on(DAY, (gone, nobody)) == ()


def test_two_in_one_position_is_shown_and_the_later_one_taken() -> None:
    newer = CoverageFacts(6, 1, plan="EPO", starts_on=date(2026, 6, 1))
    assert coverage.conflicts_on(DAY, (PPO, newer, MEDICAID)) == (1,)
    assert coverage.primary_on(DAY, (newer, PPO)) == newer


def test_expected_copay() -> None:
    assert coverage.expected_copay(DAY, (PPO,)) == Decimal(25)
    table = {("PPO", "MA visit"): Decimal(10)}
    assert coverage.expected_copay(DAY, (PPO,), visit_type="MA visit", by_plan=table) == Decimal(10)
    assert coverage.expected_copay(DAY, (PPO,), visit_type="Physical", by_plan=table) == Decimal(25)
    assert coverage.expected_copay(DAY, (PPO,), takes_copay=False) is None
    assert coverage.expected_copay(DAY, (MEDICAID,)) is None
    assert coverage.expected_copay(DAY, ()) is None


def test_nothing_is_collected_from_a_qualified_medicare_beneficiary() -> None:
    medicare = CoverageFacts(7, 1, kind="medicare", copay=Decimal(20), qmb=True)
    assert coverage.qmb_on(DAY, (medicare,))
    assert coverage.expected_copay(DAY, (medicare, MEDICAID)) is None


def test_verified_is_about_one_day() -> None:
    checked = CoverageFacts(8, verified_for=DAY)
    assert checked.verified(DAY)
    assert not checked.verified(date(2026, 11, 24))


def test_birthday_rule() -> None:
    assert coverage.birthday_rule(date(1990, 3, 1), date(1985, 7, 1)) == 0
    assert coverage.birthday_rule(date(1985, 7, 1), date(1990, 3, 1)) == 1
    assert coverage.birthday_rule(date(1985, 7, 1), date(1990, 7, 1)) == -1


def test_superbill_sums() -> None:
    lines = (Line("99213", Decimal("110.00")), Line("36415", Decimal("12.35"), units=2))
    found = charges.totals(lines, [Decimal("25.00")], [Decimal("10.00")])
    assert found == charges.Totals(Decimal("134.70"), Decimal("25.00"), Decimal("10.00"), Decimal("99.70"))


@pytest.mark.parametrize(
    "line",
    [
        Line("1", Decimal(1), units=0),
        Line("1", Decimal(1), units=1000),
        Line("1", Decimal(-1)),
        Line("1", Decimal(1), pointers=("A", "B", "C", "D", "E")),
        Line("1", Decimal(1), pointers=("A", "A")),
        Line("1", Decimal(1), pointers=("F",)),
        Line("1", Decimal(1), modifiers=("25", "LT", "RT", "59", "GA")),
        Line("1", Decimal(1), modifiers=("25", "25")),
    ],
)
def test_lines_no_claim_can_carry(line: Line) -> None:
    with pytest.raises(RuleBroken):
        charges.check_line(line, 5)


def test_a_good_line_and_the_letters() -> None:
    charges.check_line(Line("99213", Decimal(0), 3, ("A", "B", "C", "D"), ("25",)), 4)
    assert charges.letters(12)[-1] == "L"
    with pytest.raises(RuleBroken):
        charges.letters(13)


def test_balance_and_credit() -> None:
    amount = balances.balance([Decimal(100)], [Decimal(20), Decimal(-20)], [Decimal(10)])
    assert amount == Decimal(90)
    assert balances.owed(amount) == Decimal(90)
    assert balances.credit(Decimal(-5)) == Decimal(5)
    assert balances.owed(Decimal(-5)) == money.ZERO


@pytest.mark.parametrize(
    ("days", "column"), [(0, "to_30"), (30, "to_30"), (31, "to_60"), (60, "to_60"), (61, "to_90"), (90, "to_90"),
                         (91, "over_90"), (900, "over_90")]
)  # fmt: skip
def test_aging_columns(days: int, column: str) -> None:
    debt = Debt(date.fromordinal(DAY.toordinal() - days), Decimal("50.00"))
    found = balances.aging([debt], money.ZERO, DAY)
    assert getattr(found, column) == found.owed == Decimal("50.00")


@settings(derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 50_000)), max_size=8), st.integers(0, 200_000))
def test_aging_agrees_with_the_balance(debts: list[tuple[int, int]], paid: int) -> None:
    rows = [
        Debt(date.fromordinal(DAY.toordinal() - days), money.from_cents(amount)) for days, amount in debts
    ]
    found = balances.aging(rows, money.from_cents(paid), DAY)
    amount = balances.balance([row.amount for row in rows], [money.from_cents(paid)])
    assert found.owed == balances.owed(amount)
    assert found.credit == balances.credit(amount)
