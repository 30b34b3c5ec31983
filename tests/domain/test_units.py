"""Conversions, with the figures they are known by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import body_mass, units


def test_known_figures() -> None:
    assert units.celsius(98.6) == 37.0
    assert units.celsius(100.4) == 38.0
    assert units.fahrenheit(37.0) == 98.6
    assert units.kilograms(1) == 0.45359237
    assert units.kilograms(8, 3) == pytest.approx(3.713787, abs=1e-6)
    assert units.centimeters(2, 5) == pytest.approx(157.48)
    assert units.kilopascals(120) == pytest.approx(15.99864)
    assert units.glucose_mmol(100) == pytest.approx(5.5506, abs=1e-4)
    assert units.glucose_mg(5.5506) == pytest.approx(100, abs=1e-2)
    assert units.estimated_average_glucose(7.0) == pytest.approx(154.2)


def test_body_mass_vectors() -> None:
    assert round(body_mass.body_mass_index(70, 175), 2) == 22.86
    assert round(body_mass.body_mass_index(units.kilograms(154), units.centimeters(69)), 2) == 22.74
    assert round(703.07 * 154 / 69**2, 2) == 22.74
    assert round(body_mass.body_surface(70, 175), 3) == 1.845


def test_carry_to_the_next_pound_and_foot() -> None:
    assert units.pounds_ounces(units.kilograms(7, 15.99)) == (8, 0.0)
    assert units.feet_inches(units.centimeters(71.9)) == (6, 0.0)
    assert units.feet_inches(units.centimeters(62.5)) == (5, 2.5)


@settings(derandomize=True)
@given(st.floats(min_value=0.3, max_value=500))
def test_there_and_back(value: float) -> None:
    assert units.kilograms(units.pounds(value)) == pytest.approx(value)
    assert units.centimeters(units.inches(value)) == pytest.approx(value)
    assert units.celsius(units.fahrenheit(value)) == pytest.approx(value)
    whole, ounces = units.pounds_ounces(value)
    assert 0 <= ounces < 16
    assert units.kilograms(whole, ounces) == pytest.approx(value, abs=0.002)
