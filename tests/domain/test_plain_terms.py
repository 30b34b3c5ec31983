"""What a result, its unit and a coded name look like on the screen and on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import plain_terms


@pytest.mark.parametrize(
    ("ucum", "words"),
    [
        ("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
        ("mm[Hg]", "mmHg"),
        ("10*3/uL", "thousand/µL"),
        ("10*6/uL", "million/µL"),
        ("10*5/uL", "10⁵/µL"),
        ("mg/dL", "mg/dL"),
        ("ug/mL", "µg/mL"),
        ("umol/L", "µmol/L"),
        ("u[IU]/mL", "µIU/mL"),
        ("m[IU]/L", "mIU/L"),
        ("mg/g{creat}", "mg/g creatinine"),
        ("kg/m2", "kg/m²"),
        ("Cel", "°C"),
        ("[degF]", "°F"),
        ("meq/L", "mEq/L"),
        ("/min", "per minute"),
        ("/[HPF]", "per high-power field"),
        ("{cells}/uL", "cells/µL"),
        ("{score}", ""),
        ("{#}", ""),
        ("1", ""),
        ("", ""),
        ("U/L", "U/L"),
        ("mmol/L", "mmol/L"),
        ("fL", "fL"),
        ("%", "%"),
        ("mm/h", "mm/h"),
    ],
)
def test_a_unit_is_read_and_not_spelled_in_code(ucum: str, words: str) -> None:
    assert plain_terms.unit_words(ucum) == words


@given(st.text("[]{}_/10*mguLdIU .%", max_size=12))
def test_no_bracket_of_a_code_ever_reaches_the_page(ucum: str) -> None:
    assert not set("[]{}_") & set(plain_terms.unit_words(ucum))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (188.87034808080452, "189"),
        (92.8686970007712, "92.9"),
        (4.805338357747749, "4.81"),
        (0.5810073942489677, "0.58"),
        (0.004321, "0.0043"),
        (1.015, "1.015"),
        (140.0, "140"),
        (6.4, "6.4"),
        (7.35, "7.35"),
        (1234.56789, "1235"),
        (250000.0, "250,000"),
        (-2.345678, "-2.35"),
        (0.0, "0"),
        (9.9999, "10"),
        (1e-7, "0.0000001"),
    ],
)
def test_only_a_computers_tail_is_rounded(value: float, text: str) -> None:
    assert plain_terms.number_text(value) == text


@given(st.floats(min_value=0.000001, max_value=1e9))
def test_a_rounded_value_is_within_half_a_percent_or_five_of_the_last_of_two_figures(value: float) -> None:
    shown = float(plain_terms.number_text(value).replace(",", ""))
    assert shown > 0
    assert abs(shown - value) <= value * (0.005 if value >= 1 else 0.05)


@given(st.integers(0, 999_999), st.integers(0, 3))
def test_what_a_laboratory_reported_stays_to_the_last_figure(digits: int, places: int) -> None:
    value = round(digits / 10**places, places)
    assert float(plain_terms.number_text(value).replace(",", "")) == value


def test_number_and_unit_stand_together() -> None:
    assert plain_terms.result_text(92.8686970007712, "mL/min/{1.73_m2}") == "92.9 mL/min/1.73 m²"
    assert plain_terms.result_text(6.4, "%") == "6.4%"
    assert plain_terms.result_text(3.0, "{score}") == "3"
    assert plain_terms.result_text(None, "mg/dL", "Negative") == "Negative"


@pytest.mark.parametrize(
    ("display", "plain"),
    [
        ("MCV [Entitic volume] by Automated count", "MCV"),
        ("Hemoglobin [Mass/volume] in Blood", "Hemoglobin in Blood"),
        ("Hemoglobin A1c/Hemoglobin.total in Blood", "Hemoglobin A1c"),
        ("Prediabetes (finding)", "Prediabetes"),
        ("Essential hypertension (disorder)", "Essential hypertension"),
        ("Fracture (left arm)", "Fracture (left arm)"),
        ("[odd]", "[odd]"),
    ],
)
def test_a_name_comes_without_what_is_for_computers(display: str, plain: str) -> None:
    assert plain_terms.name(display) == plain
