"""Exact conversions between what is typed and what is kept (SI units, UCUM codes)."""

from __future__ import annotations

#: International avoirdupois pound and inch, exact by definition (1959 agreement).
KG_PER_LB = 0.45359237
CM_PER_IN = 2.54

#: kPa in one mmHg; glucose, cholesterol and triglycerides: mg/dL in one mmol/L; creatinine: µmol/L in one mg/dL.
KPA_PER_MMHG = 0.133322
GLUCOSE_MG_PER_MMOL = 18.016
CHOLESTEROL_MG_PER_MMOL = 38.67
TRIGLYCERIDES_MG_PER_MMOL = 88.57
CREATININE_UMOL_PER_MG = 88.42


def celsius(fahrenheit: float) -> float:
    # Nine places: 100.4 °F must be 38.0 °C exactly, because fever begins there.
    return round((fahrenheit - 32) / 1.8, 9)


def fahrenheit(celsius_: float) -> float:
    return round(celsius_ * 1.8 + 32, 9)


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


def kilopascals(mmhg: float) -> float:
    return mmhg * KPA_PER_MMHG


def glucose_mmol(mg_per_dl: float) -> float:
    return mg_per_dl / GLUCOSE_MG_PER_MMOL


def glucose_mg(mmol_per_l: float) -> float:
    return mmol_per_l * GLUCOSE_MG_PER_MMOL


def estimated_average_glucose(a1c_percent: float) -> float:
    """mg/dL, 28.7 × A1c − 46.7 (ADAG study, as the ADA prints it)."""
    return 28.7 * a1c_percent - 46.7
