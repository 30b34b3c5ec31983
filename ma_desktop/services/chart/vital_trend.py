"""The values of one vital sign over the years, in the desk's unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import units, vital_signs
from ma_desktop.models import Observation
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Trend:
    """``series``: name of a part (``systolic`` …) and its (instant, value) points, oldest first."""

    key: str
    unit: str
    series: tuple[tuple[str, tuple[tuple[datetime, float], ...]], ...]


def vital_trend(desk: Desk, patient_id: int, key: str, *, most: int = 60) -> Trend:
    """``key``: of ``vital_signs.ORDER`` or the body mass index; the newest ``most`` values of each part."""
    unit = "mmHg" if key == vital_signs.BLOOD_PRESSURE else vital_signs.VITALS[key].shown_unit
    unit = "in" if key == vital_signs.HEIGHT else unit
    return Trend(key, unit, tuple((part, _points(patient_id, part, most)) for part in vital_signs.parts(key)))


def _points(patient_id: int, part: str, most: int) -> tuple[tuple[datetime, float], ...]:
    rows = (
        Observation.standing()
        .where(
            (Observation.patient == patient_id)
            & (Observation.code == vital_signs.VITALS[part].code)
            & Observation.value.is_null(False)
        )
        .order_by(Observation.effective_at.desc())
        .limit(most)
    )
    return tuple((row.effective_at, _shown(part, row.value)) for row in reversed(list(rows)))


def _shown(part: str, value: float) -> float:
    if part == vital_signs.TEMPERATURE:
        return round(units.fahrenheit(value), 1)
    if part == vital_signs.WEIGHT:
        return round(units.pounds(value), 1)
    if part in (vital_signs.HEIGHT, vital_signs.LENGTH, vital_signs.HEAD, vital_signs.WAIST):
        return round(units.inches(value), 1)
    return value
