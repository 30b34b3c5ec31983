"""Body mass index and body surface."""

from __future__ import annotations

from math import sqrt

from ma_desktop.domain.ages import Age
from ma_desktop.i18n import _

#: CDC: adult categories from 20 years; from 2 to 19 the percentile; below 2 years no index at all.
ADULT_FROM_YEARS = 20
INDEX_FROM_YEARS = 2

#: Upper bounds (exclusive) of the CDC adult categories, kg/m².
_STEPS = (
    (18.5, "underweight"),
    (25.0, "healthy"),
    (30.0, "overweight"),
    (35.0, "obesity-1"),
    (40.0, "obesity-2"),
)


def body_mass_index(kilograms: float, centimeters: float) -> float:
    """kg/m², unrounded. 70 kg and 175 cm give 22.86."""
    return kilograms / (centimeters / 100) ** 2


def applies(age: Age) -> bool:
    return age.years >= INDEX_FROM_YEARS


def category(index: float, age: Age) -> str:
    """``underweight`` … ``obesity-3`` for adults, else ``""`` (children need the percentile)."""
    if age.years < ADULT_FROM_YEARS:
        return ""
    return next((name for bound, name in _STEPS if index < bound), "obesity-3")


#: CDC 2022: from 120 % of the 95th percentile or 35 kg/m² on, obesity of a child is severe.
SEVERE_SHARE, SEVERE_INDEX = 120.0, 35.0


def child_category(percentile: float, percent_of_95th: float, index: float) -> str:
    """2 to 19 years: below the 5th, to the 85th, to the 95th percentile, above it."""
    if percentile < 5:
        return "underweight"
    if percentile < 85:
        return "healthy"
    if percentile < 95:
        return "overweight"
    return "severe-obesity" if percent_of_95th >= SEVERE_SHARE or index >= SEVERE_INDEX else "obesity"


def label(name: str) -> str:
    return {
        "obesity": _("obesity"),
        "severe-obesity": _("severe obesity"),
        "": _("needs percentile"),
        "underweight": _("underweight"),
        "healthy": _("healthy weight"),
        "overweight": _("overweight"),
        "obesity-1": _("obesity I"),
        "obesity-2": _("obesity II"),
        "obesity-3": _("obesity III"),
    }[name]


def body_surface(kilograms: float, centimeters: float) -> float:
    """m², by Mosteller (1987): the square root of cm × kg ÷ 3600."""
    return sqrt(centimeters * kilograms / 3600)
