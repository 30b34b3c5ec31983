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


def label(name: str) -> str:
    return {
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
