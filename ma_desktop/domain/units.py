"""Exact conversions between what is typed and what is kept (SI units, UCUM codes)."""

from __future__ import annotations

#: International avoirdupois pound and inch, exact by definition (1959 agreement).
KG_PER_LB = 0.45359237
CM_PER_IN = 2.54


def celsius(fahrenheit: float) -> float:
    return (fahrenheit - 32) / 1.8


def fahrenheit(celsius_: float) -> float:
    return celsius_ * 1.8 + 32


def kilograms(pounds: float, ounces: float = 0.0) -> float:
    return (pounds + ounces / 16) * KG_PER_LB


def pounds(kilograms_: float) -> float:
    return kilograms_ / KG_PER_LB


def pounds_ounces(kilograms_: float) -> tuple[int, float]:
    """Whole pounds and ounces to a tenth; 15.96 oz counts as the next pound."""
    tenths = round(pounds(kilograms_) * 160)
    return tenths // 160, (tenths % 160) / 10


def centimeters(inches: float, feet: float = 0.0) -> float:
    return (feet * 12 + inches) * CM_PER_IN


def inches(centimeters_: float) -> float:
    return centimeters_ / CM_PER_IN


def feet_inches(centimeters_: float) -> tuple[int, float]:
    """Whole feet and inches to a half."""
    halves = round(inches(centimeters_) * 2)
    return halves // 24, (halves % 24) / 2
