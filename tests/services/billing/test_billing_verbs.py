"""Coding and money: add_diagnosis, remove_diagnosis, add_charge, remove_charge, take_payment, void_payment, find_diagnosis."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Encounter, PaymentNotice
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.billing.find_diagnosis import build_table, find_diagnosis
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.billing.remove_charge import remove_charge
from ma_desktop.services.billing.remove_diagnosis import remove_diagnosis
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.billing.visit_bill import visit_bill
from ma_desktop.services.billing.void_payment import void_payment
from ma_desktop.services.desk import Desk


@pytest.fixture
def visit(desk: Desk) -> int:
    return int(Encounter.select().where(Encounter.stage == "checkout").first().id)


def test_pointers_follow_when_a_diagnosis_goes(desk: Desk, visit: int) -> None:
    for code in ("I10", "E11.9", "E78.5"):
        add_diagnosis(desk, visit, code=code, display=code)
    add_charge(desk, visit, "99213", pointers=["A", "C"])
    add_charge(desk, visit, "81002", pointers=["B"])
    first = visit_bill(desk, visit).diagnoses[0]
    remove_diagnosis(desk, first.condition_id)
    bill = visit_bill(desk, visit)
    assert [(d.letter, d.code) for d in bill.diagnoses] == [("A", "E11.9"), ("B", "E78.5")]
    assert [c.pointers for c in bill.charges] == [("B",), ("A",)]


def test_the_same_diagnosis_and_a_thirteenth_are_refused(desk: Desk, visit: int) -> None:
    for number in range(12):
        add_diagnosis(desk, visit, code=f"A0{number}", display="x")
    with pytest.raises(RuleBroken, match="already"):
        add_diagnosis(desk, visit, code="A00", display="x")
    with pytest.raises(RuleBroken, match="twelve"):
        add_diagnosis(desk, visit, code="B00", display="x")


def test_a_charge_comes_from_the_fee_schedule(desk: Desk, visit: int) -> None:
    with pytest.raises(RuleBroken, match="not in the practice's fee schedule"):
        add_charge(desk, visit, "99999")
    with pytest.raises(RuleBroken, match="not on this visit"):
        add_charge(desk, visit, "99213", pointers=["B"])
    charge = add_charge(desk, visit, "96372", units=2)
    assert visit_bill(desk, visit).total == Decimal(64)
    remove_charge(desk, charge)
    assert visit_bill(desk, visit).total == 0


def test_two_equal_payments_stay_two_and_receipt_numbers_never_repeat(desk: Desk, visit: int) -> None:
    patient = Encounter.get_by_id(visit).patient_id
    before = patient_balance(desk, patient)
    first = take_payment(desk, patient_id=patient, encounter_id=visit, amount=Decimal("10.10"), method="cash")
    second = take_payment(
        desk, patient_id=patient, encounter_id=visit, amount=Decimal("10.10"), method="cash"
    )
    assert patient_balance(desk, patient) == before - Decimal("20.20")
    void_payment(desk, second, "wrong patient")
    third = take_payment(desk, patient_id=patient, amount=Decimal(5), method="check", reference="1041")
    numbers = [PaymentNotice.get_by_id(p).receipt_number for p in (first, second, third)]
    assert len(set(numbers)) == 3
    assert patient_balance(desk, patient) == before - Decimal("15.10")
    with pytest.raises(RuleBroken, match="already taken back"):
        void_payment(desk, second, "again")


def test_a_check_needs_its_number_and_an_amount_is_above_zero(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="number of the check"):
        take_payment(desk, patient_id=1, amount=Decimal(5), method="check")
    with pytest.raises(RuleBroken, match="above zero"):
        take_payment(desk, patient_id=1, amount=Decimal(0), method="cash")


@pytest.fixture(scope="session")
def icd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("icd") / "icd.sqlite"
    build_table(path)
    return path


def test_a_diagnosis_is_found_by_code_and_by_words(desk: Desk, icd: Path) -> None:
    assert find_diagnosis(desk, "e119", table=icd)[0].code == "E11.9"
    assert find_diagnosis(desk, "E11.9", table=icd)[0].code == "E11.9"
    words = find_diagnosis(desk, "hypert essen", table=icd)
    assert "I10" in {row.code for row in words}
    assert find_diagnosis(desk, "zzzz", table=icd) == ()
    assert find_diagnosis(desk, "  ", table=icd) == ()
