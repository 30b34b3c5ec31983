"""Stored measurements in the words of the desk: the US unit first, the metric one beside it."""

from __future__ import annotations

from ma_desktop.domain import units, vital_signs
from ma_desktop.domain.ages import Age


def trimmed(value: float, places: int = 1) -> str:
    """``72`` for 72.0, ``72.6`` for 72.575."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"


def field_text(key: str, value: float, age: Age | None = None) -> str:
    """What stands in the field and in a table: the desk's unit, without its name, except in lb-oz and ft-in."""
    if key == vital_signs.TEMPERATURE:
        return f"{units.fahrenheit(value):.1f}"
    if key == vital_signs.WEIGHT:
        return _infant_weight(value) if _infant(age) else trimmed(units.pounds(value))
    if key == vital_signs.HEIGHT:
        return _feet(value)
    if key in (vital_signs.LENGTH, vital_signs.HEAD, vital_signs.WAIST):
        return trimmed(units.inches(value), 2)
    if key in (vital_signs.BMI, vital_signs.GLUCOSE):
        return f"{value:.1f}" if key == vital_signs.BMI else trimmed(value)
    return f"{value:.2f}" if key == vital_signs.BSA else trimmed(value)


def both_units(key: str, value: float, age: Age | None = None) -> str:
    """``98.6 °F (37.0 °C)``; below two years weight is in lb and oz, for other children kilograms come first."""
    text = field_text(key, value, age)
    if key == vital_signs.TEMPERATURE:
        return f"{text} °F ({value:.1f} °C)"
    if key == vital_signs.WEIGHT:
        return _weight(value, text, age)
    if key == vital_signs.HEIGHT:
        return f"{text} ({trimmed(value)} cm)"
    if key in (vital_signs.LENGTH, vital_signs.HEAD, vital_signs.WAIST):
        return f"{text} in ({trimmed(value)} cm)"
    if key == vital_signs.PAIN:
        return f"{text}/10"
    unit = vital_signs.VITALS[key].shown_unit
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}"


def blood_pressure_text(systolic: float, diastolic: float) -> str:
    """``120/80``."""
    return f"{systolic:.0f}/{diastolic:.0f}"


def _infant(age: Age | None) -> bool:
    return age is not None and age.years < 2


def _weight(value: float, text: str, age: Age | None) -> str:
    if _infant(age):
        return f"{text} ({value:.2f} kg)"
    if age is not None and not age.adult:
        return f"{trimmed(value)} kg ({text} lb)"
    return f"{text} lb ({trimmed(value)} kg)"


def _infant_weight(value: float) -> str:
    whole, ounces = units.pounds_ounces(value)
    return f"{whole} lb {trimmed(ounces)} oz"


def _feet(value: float) -> str:
    feet, inches = units.feet_inches(value)
    return f"{feet}'{trimmed(inches)}\""
