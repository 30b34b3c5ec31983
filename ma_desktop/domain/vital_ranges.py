"""Usual vital signs by age, to highlight; published sets differ, and a crying child exceeds them.

Rows below the adult one: PALS-based chart of 2015 (pulse awake, breaths, blood pressure, hypotension). The adult
row, which begins at 16, and fever at 38.0 °C (100.4 °F): common practice. Temperature by site: Canadian Paediatric
Society.
"""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.domain import vital_signs
from ma_desktop.domain.ages import NEWBORN_DAYS, Age

Range = tuple[float, float]

FEVER = 38.0

#: °C, inclusive.
TEMPERATURES: dict[str, Range] = {
    "oral": (35.5, 37.5),
    "rectal": (36.6, 38.0),
    "tympanic": (35.8, 38.0),
    "axillary": (36.5, 37.5),
}

#: %: 95–100 is usual at every age.
SATURATION: Range = (95, 100)


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the table; both ends of a range are usual. ``from_years`` is where the row begins."""

    name: str
    from_years: int
    pulse: Range
    respiration: Range
    systolic: Range
    diastolic: Range


NEWBORN = Band("newborn", 0, (100, 205), (30, 53), (67, 84), (35, 53))
INFANT = Band("1-12 mo", 0, (100, 190), (30, 53), (72, 104), (37, 56))
ADULT = Band("adult", 16, (60, 100), (12, 20), (90, 119), (60, 79))
BANDS: tuple[Band, ...] = (
    NEWBORN,
    INFANT,
    Band("1-2 y", 1, (98, 140), (22, 37), (86, 106), (42, 63)),
    Band("3-5 y", 3, (80, 120), (20, 28), (89, 112), (46, 72)),
    Band("6-9 y", 6, (75, 118), (18, 25), (97, 115), (57, 76)),
    Band("10-11 y", 10, (75, 118), (18, 25), (102, 120), (61, 80)),
    Band("12-15 y", 12, (60, 100), (12, 20), (110, 131), (64, 83)),
    ADULT,
)


def band_for(age: Age) -> Band:
    """The row for an age."""
    if age.total_days < NEWBORN_DAYS:
        return NEWBORN
    if age.years < 1:
        return INFANT
    return next(band for band in reversed(BANDS) if age.years >= band.from_years)


def adult_band(age: Age) -> bool:
    """Whether the adult row applies (16 years and over)."""
    return band_for(age) is ADULT


def usual(key: str, age: Age, site: str = "oral") -> Range | None:
    """The usual range of a vital sign in its stored unit; ``None`` where there is none."""
    band = band_for(age)
    return {
        vital_signs.PULSE: band.pulse,
        vital_signs.RESPIRATION: band.respiration,
        vital_signs.SYSTOLIC: band.systolic,
        vital_signs.DIASTOLIC: band.diastolic,
        vital_signs.SPO2: SATURATION,
        vital_signs.TEMPERATURE: TEMPERATURES.get(site),
    }.get(key)


def hypotension_below(age: Age) -> float:
    """The systolic pressure (mmHg) below which it counts as low: 60, 70, 70 + 2 × years, 90 from ten years."""
    if age.total_days < NEWBORN_DAYS:
        return 60
    if age.years < 1:
        return 70
    return 70 + 2 * age.years if age.years < 10 else 90
