"""The category of a blood pressure reading. One reading does not diagnose: show "category of this reading".

Adults: 2025 AHA/ACC guideline (cut-offs unchanged from 2017), the higher of the two numbers wins; from 13 years
the same cut-offs (AAP 2017). Below 13 years percentiles by age, sex and height are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ma_desktop.domain.ages import Age
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _


class Category(StrEnum):
    NORMAL = "normal"
    ELEVATED = "elevated"
    STAGE_1 = "stage-1"
    STAGE_2 = "stage-2"
    SEVERE = "severe"
    NEEDS_PERCENTILE = "needs-percentile"


@dataclass(frozen=True, slots=True)
class Pressure:
    """mmHg."""

    systolic: float
    diastolic: float

    def __str__(self) -> str:
        return f"{self.systolic:.0f}/{self.diastolic:.0f}"


def category(reading: Pressure, age: Age) -> Category:
    """Normal <120 and <80; elevated 120–129 and <80; stage 1 130–139 or 80–89; stage 2 ≥140 or ≥90;
    severe >180 or >120."""
    upper, lower = reading.systolic, reading.diastolic
    if age.years < 13:
        return Category.NEEDS_PERCENTILE
    if upper > 180 or lower > 120:
        return Category.SEVERE
    if upper >= 140 or lower >= 90:
        return Category.STAGE_2
    if upper >= 130 or lower >= 80:
        return Category.STAGE_1
    return Category.ELEVATED if upper >= 120 else Category.NORMAL


def label(found: Category) -> str:
    """To be shown as "category of this reading"."""
    return {
        Category.NORMAL: _("normal"),
        Category.ELEVATED: _("elevated"),
        Category.STAGE_1: _("stage 1"),
        Category.STAGE_2: _("stage 2"),
        Category.SEVERE: _("severe: tell the provider now"),
        Category.NEEDS_PERCENTILE: _("needs percentile"),
    }[found]


def needs_second(readings: Sequence[Pressure], age: Age) -> bool:
    """One reading of stage 2 or higher has to be taken again; the average of both counts."""
    return len(readings) == 1 and category(readings[0], age) in (Category.STAGE_2, Category.SEVERE)


def average(readings: Sequence[Pressure]) -> Pressure:
    """The mean of the visit's readings, each half rounded to whole mmHg, halves upward."""
    if not readings:
        raise RuleBroken(_("There is no reading to average."))
    count = len(readings)
    return Pressure(
        int(sum(one.systolic for one in readings) / count + 0.5),
        int(sum(one.diastolic for one in readings) / count + 0.5),
    )


def orthostatic_drop(lying: Pressure, standing: Pressure, fall: tuple[float, float] = (20, 10)) -> bool:
    """A fall of 20 mmHg systolic or 10 diastolic on standing (common practice; ``fall`` is the practice's own)."""
    return lying.systolic - standing.systolic >= fall[0] or lying.diastolic - standing.diastolic >= fall[1]
