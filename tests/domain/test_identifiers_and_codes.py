"""Numbers and codes: their check rules."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import code_tables, cpt, icd10, identifiers
from ma_desktop.domain.refusal import RuleBroken


@pytest.mark.parametrize("number", ["1234567893", "1558598797", "1993999998", "155-859-8797"])
def test_good_npi(number: str) -> None:
    assert identifiers.npi(number) == number.replace("-", "")


@pytest.mark.parametrize(
    "number", ["1234567890", "", "123456789", "12345678933", "3234567893", "١234567893", "123456789x"]
)
def test_bad_npi(number: str) -> None:
    assert not identifiers.npi_valid(number)
    with pytest.raises(RuleBroken):
        identifiers.npi(number)


@settings(derandomize=True)
@given(st.integers(10**9, 3 * 10**9 - 1), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(number: int, place: int, step: int) -> None:
    good = next(text for last in range(10) if identifiers.npi_valid(text := f"{number // 10}{last}"))
    bad = good[:place] + str((int(good[place]) + step) % 10) + good[place + 1 :]
    assert not identifiers.npi_valid(bad)


def test_ein_and_record_number() -> None:
    assert identifiers.ein("123456789") == identifiers.ein("12-3456789") == "12-3456789"
    assert identifiers.record_number(" #10427 ") == "10427"
    assert identifiers.record_number("a-17") == "A-17"
    assert identifiers.next_record_number(0) == "10001"
    assert identifiers.next_record_number(10427) == "10428"


@pytest.mark.parametrize("number", ["1EG4-TE5-MK73", "1EG4TE5MK72", "1eg4te5mk73"])
def test_good_mbi(number: str) -> None:
    assert identifiers.mbi(number) == number.replace("-", "").upper()


@pytest.mark.parametrize(
    "number", ["", "0EG4TE5MK73", "1SG4TE5MK73", "1EG4TE5MK7", "1EG4TE5MK733", "1EGATE5MK73", "1OG4TE5MK73"]
)
def test_bad_mbi(number: str) -> None:
    assert not identifiers.mbi_valid(number)
    with pytest.raises(RuleBroken):
        identifiers.mbi(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("e119", "E11.9"), ("E11.9", "E11.9"), ("i10", "I10"), ("s72.001a", "S72.001A"), ("S72001A", "S72.001A"),
     ("z23", "Z23"), (" m 54 . 50 ", "M54.50"), ("c4a", "C4A")],
)  # fmt: skip
def test_diagnosis_code(typed: str, code: str) -> None:
    assert icd10.code(typed) == code
    assert icd10.normalize(icd10.undotted(code)) == code


@pytest.mark.parametrize("typed", ["", "e", "e1", "11.9", "E11.99999", "hypertension", "EE1.9", "E1-1"])
def test_no_diagnosis_code(typed: str) -> None:
    with pytest.raises(RuleBroken):
        icd10.code(typed)


@pytest.mark.parametrize(
    ("typed", "parts"),
    [("99213", ("99213", ())), ("99213-25", ("99213", ("25",))), ("87880qw", ("87880", ("QW",))),
     ("87880 QW", ("87880", ("QW",))), ("g0439", ("G0439", ())), ("0001a", ("0001A", ())), ("3074F", ("3074F", ())),
     ("99213 25,LT", ("99213", ("25", "LT")))],
)  # fmt: skip
def test_procedure_code_and_modifiers(typed: str, parts: tuple[str, tuple[str, ...]]) -> None:
    assert cpt.split(typed) == parts


def test_hcpcs() -> None:
    assert cpt.is_hcpcs("G0439")
    assert not cpt.is_hcpcs("99213")


@pytest.mark.parametrize(
    "typed", ["", "9921", "992133", "Z0000", "99213-2", "99213 25 25", "99213 25 LT RT 59 GA", "ABCDE"]
)
def test_no_procedure_code(typed: str) -> None:
    with pytest.raises(RuleBroken):
        cpt.split(typed)


@pytest.mark.parametrize(
    "reader",
    [identifiers.npi, identifiers.ein, identifiers.mbi, identifiers.record_number, icd10.code, cpt.split],
)
@settings(derandomize=True, max_examples=150)
@given(typed=st.text(max_size=14) | st.text("0123456789ABEG-. ", max_size=14))
def test_no_text_crashes(reader: Callable[[str], object], typed: str) -> None:
    with suppress(RuleBroken):
        assert reader(typed)


def test_tables_have_words() -> None:
    tables = (
        code_tables.places_of_service(), code_tables.relationships(), code_tables.payment_methods(),
        code_tables.payment_kinds(), code_tables.coverage_kinds(), code_tables.sexes(),
    )  # fmt: skip
    assert all(code and words for table in tables for code, words in table.items())
    assert code_tables.OFFICE in code_tables.places_of_service()
    assert set(code_tables.X12_RELATIONSHIP) == set(code_tables.relationships())
    assert [code_tables.sex_letter(code) for code in ("female", "male", "other", "unknown")] == [
        "F",
        "M",
        "X",
        "?",
    ]
