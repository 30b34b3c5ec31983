"""The receipt for money taken at the desk."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from ma_desktop.reports.receipt import Applied, Receipt, render
from tests.reports.conftest import MOMENT, check_page, head, texts, whole


def receipt(**changes: object) -> Receipt:
    doc = Receipt(
        head=head(), number="2026-0931", received_at=MOMENT, received_by="Ada R.", payer="Whitfield, Sam", method="check 1207",
        amount=Decimal("25.00"), applied=(Applied("Copay, visit of 11/23/2026", Decimal("25.00")),),
        balance_before=Decimal("54.00"), balance_after=Decimal("29.00"),
    )  # fmt: skip
    return dataclasses.replace(doc, **changes)


@pytest.mark.parametrize("large", [False, True])
def test_it_has_the_sum_how_it_came_and_what_it_paid_for(size: str, large: bool) -> None:
    pdf = render(receipt(head=head(size=size, large_print=large)))
    check_page(pdf)
    assert len(texts(pdf)) == 1
    said = whole(pdf)
    for words in (
        "Receipt 2026-0931", "Monday, November 23, 2026, at 10:14 in the morning", "Received $25.00", "From Whitfield, Sam",
        "Paid by check 1207", "Patient Whitfield, Dana", "Taken by Ada R.", "Copay, visit of 11/23/2026 $25.00",
        "You owed $54.00", "Paid now −$25.00", "You still owe $29.00",
    ):  # fmt: skip
        assert words in said
    assert "COPY" not in said


def test_a_reprint_is_marked_on_every_page() -> None:
    many = tuple(Applied(f"Visit {n}", Decimal("0.01")) for n in range(60))
    pdf = render(receipt(head=head(copy=True), applied=many))
    check_page(pdf)
    assert len(texts(pdf)) > 1
    assert all("COPY" in page for page in texts(pdf))


@pytest.mark.parametrize(
    ("before", "amount", "after", "words"),
    [
        ("0.01", "0.01", "0.00", "You owe now $0.00"),
        ("0.00", "0.01", "-0.01", "Your credit $0.01"),
        ("-10.00", "5.00", "-15.00", "Your credit $15.00"),
        ("1000000.00", "999999.99", "0.01", "You still owe $0.01"),
    ],
)
def test_cents_and_credits(before: str, amount: str, after: str, words: str) -> None:
    doc = receipt(balance_before=Decimal(before), amount=Decimal(amount), balance_after=Decimal(after))
    assert words in whole(render(doc))


def test_a_payment_taken_back_says_so_and_adds_up() -> None:
    said = whole(render(receipt(void_reason="typed twice")))
    for words in (
        "VOID: this payment was taken back",
        "typed twice",
        "Taken back $25.00",
        "As before $54.00",
    ):
        assert words in said
