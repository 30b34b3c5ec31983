"""The superbill, from an empty one to a full one."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
import zxingcpp

from ma_desktop.reports.superbill import (
    LETTERS,
    Charge,
    Diagnosis,
    Insurance,
    Paid,
    Service,
    ServiceGroup,
    Superbill,
    render,
)
from tests.reports.conftest import check_page, head, opened, texts, whole


def superbill(**changes: object) -> Superbill:
    doc = Superbill(
        head=head(), visit_number="2026-1123-07", service_day=date(2026, 11, 23), provider="Kenji Ito, MD", provider_npi="1098765432",
        sex="F", patient_lines=("118 Maple Ave", "Dayton, OH 45403", "937-555-0188"),
        insurances=(Insurance("Blue Shield", "54771", "PPO", "XQR882901", "4410", "self", copay=Decimal("25.00"), verified_on=date(2026, 11, 23)),),
        diagnoses=(Diagnosis("I10", "High blood pressure"), Diagnosis("E78.5", "High blood lipids")),
        services=(ServiceGroup("Office visits", (Service("99211", "MA visit", True), Service("99212", "short"))),),
        charges=(Charge("99211", "MA visit", Decimal("42.00"), pointers=("A",)), Charge("36415", "Blood draw", Decimal("12.00"), 1, ("59", "25"), ("A", "B"))),
        paid=(Paid("Copay paid, card", Decimal("25.00"), "2026-0931"),),
        next_visit="Tue Dec 8, 2026, 09:30", referral="none",
    )  # fmt: skip
    return dataclasses.replace(doc, **changes)


def full(**changes: object) -> Superbill:
    return superbill(
        diagnoses=tuple(Diagnosis(f"Z79.{900 + n}", f"A long name of diagnosis number {n} " * 3) for n in range(12)),
        services=tuple(
            ServiceGroup(f"Group {g}", tuple(Service(f"9{g}{n:03}", f"service {g} {n} with a long label") for n in range(20)))
            for g in range(6)
        ),
        charges=tuple(Charge(f"99{n:03}", f"Charge {n}", Decimal("1234.56"), 3, ("25", "59", "76", "LT"), ("A", "B", "C", "L")) for n in range(25)),
        insurances=tuple(Insurance(f"Payer {n}", "54771", "Plan", f"M{n}", "G", "child", "Whitfield, Sam") for n in range(3)),
        **changes,
    )  # fmt: skip


@pytest.mark.parametrize("make", [superbill, full], ids=["usual", "full"])
def test_nothing_is_clipped_or_printed_over(make, size: str) -> None:
    pdf = render(make(head=head(size=size)))
    check_page(pdf)


def test_a_full_one_loses_no_line() -> None:
    said = whole(render(full()))
    for n in range(25):
        assert f"99{n:03}" in said
    for n, letter in enumerate(LETTERS):
        assert f"{letter} Z79.{900 + n}" in said
    assert "Then:" in said
    assert "Last:" in said
    assert "Child: Whitfield, Sam" in said


def test_it_carries_what_billing_needs_on_one_page() -> None:
    pdf = render(superbill())
    assert len(texts(pdf)) == 1
    said = whole(pdf)
    for words in (
        "Date of service 11/23/2026 · place 11 · Kenji Ito, MD · NPI 1098765432", "EIN 12-3456789 · group NPI 1234567893",
        "Insurance (verified today)", "Blue Shield PPO · payer 54771", "Member XQR882901 · group 4410", "Self · copay $25.00",
        "A I10 High blood pressure", "B E78.5", "2 36415 59 25 Blood draw A B 1 $12.00", "Total charges $54.00",
        "Copay paid, card −$25.00", "To insurance $29.00", "Receipt 2026-0931", "Next visit Tue Dec 8", "Provider signature",
    ):  # fmt: skip
        assert words in said


@pytest.mark.parametrize(
    ("charge", "paid", "words"),
    [
        ("0.01", "0.00", "To insurance $0.01"),
        ("0.01", "0.02", "Paid ahead of charges $0.01"),
        ("999999.99", "0.01", "To insurance $999,999.98"),
    ],
)
def test_sums_are_exact_to_the_cent(charge: str, paid: str, words: str) -> None:
    doc = superbill(
        charges=(Charge("99211", "MA visit", Decimal(charge)),),
        paid=(Paid("Copay paid, cash", Decimal(paid)),),
    )
    assert words in whole(render(doc))


def test_a_credit_and_a_payment_of_older_debt_are_told_apart() -> None:
    older = Paid("Older balance paid, check", Decimal("10.00"), for_visit=False)
    doc = superbill(previous_balance=Decimal("-5.00"), paid=(older,), insurances=())
    said = whole(render(doc))
    assert "Previous balance −$5.00" in said
    assert "Balance now $39.00" in said
    assert "Balance of this visit $54.00" in said
    assert "None on file for this day: self-pay" in said


def test_a_sensitive_diagnosis_gives_its_code_and_not_its_words() -> None:
    doc = superbill(diagnoses=(Diagnosis("Z69.11", "Victim of abuse", sensitive=True),))
    said = whole(render(doc))
    assert "A Z69.11 words not printed" in said
    assert "abuse" not in said
    released = Diagnosis("Z69.11", "Victim of abuse", sensitive=True, released=True)
    assert "Victim of abuse" in whole(render(superbill(diagnoses=(released,))))


def test_an_empty_one_says_what_is_missing() -> None:
    doc = superbill(
        charges=(), diagnoses=(), services=(), paid=(), insurances=(), visit_number="", next_visit=""
    )
    pdf = render(doc)
    check_page(pdf)
    for words in ("None entered yet", "No charges entered yet", "Nothing paid for this visit", "not booked"):
        assert words in whole(pdf)


def test_the_bar_code_scans() -> None:
    with opened(render(superbill())) as document:
        image = document[0].render(scale=300 / 72).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["2026-1123-07"]
