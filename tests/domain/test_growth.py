"""Growth references against published figures, and against everything people may type."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from math import isfinite, log
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import growth
from ma_desktop.domain.growth import Lms, NoGrowthReference
from ma_desktop.domain.refusal import RuleBroken

NORMAL = NormalDist()
#: CDC's printed example: weight of a boy in the row of 9.5 months.
BOY_9_5 = Lms(-0.1600954, 9.476500305, 0.11218624)


def test_the_printed_example_of_cdc() -> None:
    z = growth.z_of(9.7, BOY_9_5)
    assert z == pytest.approx(0.2074, abs=5e-5)
    assert 100 * NORMAL.cdf(z) == pytest.approx(58.2, abs=0.05)
    assert growth.value_of(-1.645, BOY_9_5) == pytest.approx(7.9006, abs=5e-5)
    assert growth.value_of(NORMAL.inv_cdf(0.03), BOY_9_5) == pytest.approx(7.70062, abs=1e-5)
    assert growth.value_of(NORMAL.inv_cdf(0.90), BOY_9_5) == pytest.approx(10.96017, abs=1e-5)


@pytest.mark.parametrize(
    ("percent", "index"), [(5, 14.73732), (50, 16.57503), (85, 18.16219), (95, 19.33801)]
)
def test_index_of_a_boy_of_two(percent: float, index: float) -> None:
    assert growth.value_at("bmi", "male", 24.0, NORMAL.inv_cdf(percent / 100)) == pytest.approx(
        index, abs=1e-5
    )
    assert growth.percentile("bmi", "male", 24.0, index) == pytest.approx(percent, abs=1e-3)


def test_other_published_points() -> None:
    assert growth.z_score("bmi", "male", 24.0, 18.0) == pytest.approx(0.9430, abs=5e-5)
    assert growth.percentile("bmi", "male", 24.0, 18.0) == pytest.approx(82.72, abs=0.005)
    assert growth.z_score("weight", "male", 0, 4.0) == pytest.approx(1.2606, abs=5e-5)


@pytest.mark.parametrize(
    ("measure", "sex", "months", "median"),
    [
        # WHO's monthly tables: medians at 1, 6, 12 and 23 months.
        ("weight", "male", 1, 4.4709), ("weight", "male", 6, 7.9340), ("weight", "female", 12, 8.9481),
        ("stature", "male", 12, 75.7488), ("stature", "female", 6, 65.7311), ("head", "male", 6, 43.3306),
        ("head", "female", 12, 44.8965), ("head", "male", 1, 37.2759),
        # CDC's rows, and the middle between two of them.
        ("weight", "male", 24.0, 12.6707633), ("weight", "male", 24.5, 12.74154396),
        ("stature", "male", 24.25, (86.45220101 + 86.86160934) / 2), ("bmi", "male", 24.5, 16.54777487),
        ("stature", "male", 240.0, 176.8492322), ("head", "male", 36.0, 49.68393611),
    ],
)  # fmt: skip
def test_the_median_stands_at_zero(measure: str, sex: str, months: float, median: float) -> None:
    # WHO prints medians of months at the nearest day or week: half a week of growth is what they may differ by.
    near = 0.012 if months < 24 else 1e-9
    assert growth.z_score(measure, sex, months, median) == pytest.approx(0, abs=near)


def test_the_references_change_at_two_years() -> None:
    before, after = growth.lms_at("stature", "male", 23.9999), growth.lms_at("stature", "male", 24.0)
    assert before.median == pytest.approx(87.82, abs=0.01)  # lying: WHO counts 0.7 cm more than standing
    assert after.median == pytest.approx(86.4522, abs=1e-4)


@pytest.mark.parametrize(
    ("measure", "sex", "months", "value"),
    [
        ("waist", "male", 30, 50), ("", "male", 30, 50), ("weight", "other", 30, 14), ("weight", "", 30, 14),
        ("weight", "Male", 30, 14), ("weight", "male", -0.1, 3), ("weight", "male", 240.01, 70), ("head", "male", 36.01, 50),
        ("bmi", "male", 23.99, 16), ("bmi", "female", 240.6, 22), ("weight", "male", 30, 0), ("weight", "male", 30, -14),
        ("weight", "male", float("nan"), 14), ("weight", "male", 30, float("nan")), ("weight", "male", 30, float("inf")),
        ("weight", "male", float("inf"), 14), ("bmi", "male", 100, 1e-320),
    ],
)  # fmt: skip
def test_no_reference_says_so(measure: str, sex: str, months: float, value: float) -> None:
    with pytest.raises(NoGrowthReference) as said:
        growth.z_score(measure, sex, months, value)
    assert isinstance(said.value, RuleBroken)
    assert said.value.sentence.endswith(".")


places = st.one_of(
    st.tuples(st.sampled_from(["weight", "stature", "head"]), st.floats(0, 36)),
    st.tuples(st.sampled_from(["weight", "stature", "bmi"]), st.floats(24, 240)),
)


@given(places, st.sampled_from(growth.SEXES), st.floats(-3, 3))
def test_there_and_back(place: tuple[str, float], sex: str, z: float) -> None:
    measure, months = place
    value = growth.value_at(measure, sex, months, z)
    assert growth.z_score(measure, sex, months, value) == pytest.approx(z, abs=1e-7)


@given(places, st.sampled_from(growth.SEXES), st.floats(0.5, 0.999), st.floats(1.001, 2))
def test_more_is_never_a_lower_score(place: tuple[str, float], sex: str, less: float, more: float) -> None:
    measure, months = place
    middle = growth.lms_at(measure, sex, months).median
    low = growth.z_score(measure, sex, months, middle * less)
    assert low < 0 < growth.z_score(measure, sex, months, middle * more)


@given(st.text(max_size=8), st.text(max_size=8), st.floats(), st.floats())
def test_nonsense_gets_the_named_error(measure: str, sex: str, months: float, value: float) -> None:
    with pytest.raises(NoGrowthReference):
        growth.z_score(measure or "x", sex, months, value)


@given(st.sampled_from(growth.MEASURES), st.sampled_from(growth.SEXES), st.floats(), st.floats())
def test_any_number_gets_a_number_or_the_named_error(
    measure: str, sex: str, months: float, value: float
) -> None:
    with suppress(NoGrowthReference):
        assert isfinite(growth.z_score(measure, sex, months, value))


def test_power_near_zero_is_the_logarithm() -> None:
    assert growth.z_of(12.0, Lms(0, 10, 0.1)) == pytest.approx(log(1.2) / 0.1)
    assert growth.z_of(12.0, Lms(1e-7, 10, 0.1)) == pytest.approx(log(1.2) / 0.1, rel=1e-6)
    assert growth.value_of(growth.z_of(12.0, Lms(0, 10, 0.1)), Lms(0, 10, 0.1)) == pytest.approx(12)


def test_weights_of_who_beyond_three_go_on_in_even_steps() -> None:
    lms = growth.lms_at("weight", "female", 12)
    second, third = growth.value_of(2, lms), growth.value_of(3, lms)
    assert growth.tailed_z(third + (third - second), lms) == pytest.approx(4)
    low2, low3 = growth.value_of(-2, lms), growth.value_of(-3, lms)
    assert growth.tailed_z(low3 - (low2 - low3), lms) == pytest.approx(-4)
    assert growth.tailed_z(second, lms) == pytest.approx(2)


def test_weight_for_length() -> None:
    assert growth.weight_for_length_z("male", 45, 2.441) == pytest.approx(0, abs=1e-9)
    assert growth.weight_for_length_z("female", 110, 18.3324) == pytest.approx(0, abs=1e-9)
    for length in (44.9, 110.1, float("nan")):
        with pytest.raises(NoGrowthReference):
            growth.weight_for_length_z("male", length, 5)


def test_extended_index_above_the_95th() -> None:
    top = growth.value_at("bmi", "female", 120, NORMAL.inv_cdf(0.95))
    assert growth.extended_bmi_percentile("female", 120, top) == pytest.approx(95, abs=1e-6)
    assert growth.extended_bmi_percentile("female", 120, top - 1) == pytest.approx(
        growth.percentile("bmi", "female", 120, top - 1)
    )
    # σ of girls at 10 years: 0.8334 + 0.3712·10 − 0.0011·100 = 4.4354 (CDC 2022).
    one_sigma = 90 + 10 * NORMAL.cdf(1)
    assert growth.extended_bmi_percentile("female", 120, top + 4.4354) == pytest.approx(one_sigma, abs=1e-6)
    assert growth.extended_bmi_z("female", 120, top + 4.4354) == pytest.approx(
        NORMAL.inv_cdf(one_sigma / 100), abs=1e-6
    )
    assert growth.extended_bmi_z("female", 120, top + 30) > 3
    assert growth.percent_of_95th("female", 120, top * 1.2) == pytest.approx(120)


def test_corrected_age() -> None:
    birth, day = date(2026, 1, 1), date(2026, 7, 1)
    assert growth.corrected_months(birth, day, 32) == pytest.approx((181 - 56) / 30.4375)
    assert growth.corrected_months(birth, date(2026, 1, 10), 28) == 0
    assert growth.correcting(birth, day, 36.9)
    assert not growth.correcting(birth, day, 37)
    assert not growth.correcting(birth, day, None)
    assert not growth.correcting(date(2023, 1, 1), day, 30)
