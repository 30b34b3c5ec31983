"""Money in and out of text."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import money
from ma_desktop.domain.refusal import RuleBroken


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("25", "25.00"), ("$25.00", "25.00"), ("1,234.5", "1234.50"), (" $ 1,234.50 ", "1234.50"), (".5", "0.50"),
        ("0", "0.00"), ("7.", "7.00"), ("25.000", "25.00"), ("1,000,000", "1000000.00"), ("0012", "12.00"),
    ],
)  # fmt: skip
def test_read(typed: str, amount: str) -> None:
    read = money.dollars(typed)
    assert read == Decimal(amount)
    assert str(read) == amount


@pytest.mark.parametrize(
    "typed",
    ["", " ", "$", ".", "abc", "25 dollars", "12,34", "1,23,456", "1.2.3", "25.005", "1e3", "٢٥", "nan", "inf",
     "-5", "(5)", "--5", "+5", "1000000.01", "25-", "5/2"],
)  # fmt: skip
def test_refused(typed: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        money.dollars(typed)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("typed", ["-5", "(5.00)", "-$5", "$-5", "−5.00", "($5)"])
def test_below_zero_only_when_asked_for(typed: str) -> None:
    assert money.dollars(typed, negative=True) == Decimal("-5.00")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("0", "$0.00"), ("25", "$25.00"), ("1234.5", "$1,234.50"), ("-5", "−$5.00"), ("0.07", "$0.07")],
)
def test_show(amount: str, shown: str) -> None:
    assert money.show(Decimal(amount)) == shown


def test_totals_are_exact_and_fractions_of_a_cent_refused() -> None:
    assert money.total([Decimal("0.10")] * 3) == Decimal("0.30")
    assert str(money.total([])) == "0.00"
    assert money.positive(Decimal("0.01")) == Decimal("0.01")
    for bad in ("0", "-1"):
        with pytest.raises(RuleBroken):
            money.positive(Decimal(bad))
    for odd in ("0.005", "nan", "inf"):
        with pytest.raises(RuleBroken):
            money.cents(Decimal(odd))


@settings(derandomize=True)
@given(st.integers(min_value=-100_000_000, max_value=100_000_000))
def test_cents_there_and_back(count: int) -> None:
    amount = money.from_cents(count)
    assert money.cents(amount) == count
    assert money.dollars(money.show(amount), negative=True) == amount


@settings(derandomize=True, max_examples=500)
@given(st.text(max_size=12) | st.text("0123456789.,$-() ", max_size=12))
def test_no_text_crashes(typed: str) -> None:
    with suppress(RuleBroken):
        assert abs(money.dollars(typed, negative=True)) <= money.LARGEST
