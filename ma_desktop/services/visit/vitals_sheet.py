"""What the Vitals panel shows: the fields of this visit, what was measured today, and the values before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import blood_pressure, vital_display, vital_signs
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.models import Encounter, Observation
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class VitalField:
    """``history``: stored values of earlier visits, oldest first; ``last``: the newest, as the desk reads it.

    ``today``: what this visit already has. ``required``: belongs to the kind of visit.
    """

    key: str
    label: str
    unit: str
    required: bool
    last: str
    last_value: float | None
    last_at: datetime | None
    history: tuple[float, ...]
    today: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VitalsSheet:
    encounter_id: int
    patient_id: int
    age: Age
    stage: str
    fields: tuple[VitalField, ...]
    second_pressure: bool
    average: str
    bmi: str


def vitals_sheet(desk: Desk, encounter_id: int) -> VitalsSheet | None:
    visit = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        return None
    day = visit.started_at.date()
    age = age_on(visit.patient.birth_date, day)
    required = tuple(visit.service.vitals) if visit.service_id else vital_signs.SETS["office"]
    required = vital_signs.for_age(required, age)
    usual = vital_signs.for_age(vital_signs.SETS["infant" if age.total_months < 36 else "physical"], age)
    wanted = [key for key in vital_signs.ORDER if key in {*required, *usual}]
    rows = list(
        Observation.standing()
        .where((Observation.patient == visit.patient_id) & (Observation.category == "vital-signs"))
        .order_by(Observation.effective_at, Observation.id)
    )
    pressures = _pressures([row for row in rows if row.encounter_id == visit.id])
    return VitalsSheet(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        age=age,
        stage=visit.stage,
        fields=tuple(_field(key, key in required, rows, visit.id, age) for key in wanted),
        second_pressure=bool(pressures)
        and len(pressures) == 1
        and blood_pressure.needs_second(pressures, age),
        average=str(blood_pressure.average(pressures)) if len(pressures) > 1 else "",
        bmi=_bmi([row for row in rows if row.encounter_id == visit.id]),
    )


def _field(key: str, required: bool, rows: list[Observation], encounter_id: int, age: Age) -> VitalField:
    code = vital_signs.VITALS[vital_signs.parts(key)[0]].code
    mine = [row for row in rows if row.code == code]
    before = [row for row in mine if row.encounter_id != encounter_id and row.value is not None]
    today = [row for row in mine if row.encounter_id == encounter_id]
    last = before[-1] if before else None
    unit = "mmHg" if key == vital_signs.BLOOD_PRESSURE else vital_signs.VITALS[key].shown_unit
    return VitalField(
        key=key,
        label=vital_signs.label(key),
        unit=unit,
        required=required,
        last=_shown(key, last, rows, age) if last else "",
        last_value=last.value if last else None,
        last_at=last.effective_at if last else None,
        history=tuple(row.value for row in before[-8:] if row.value is not None),
        today=tuple(_shown(key, row, rows, age) for row in today),
    )


def _shown(key: str, row: Observation, rows: list[Observation], age: Age) -> str:
    if row.value is None:
        return str(row.value_text or row.absent_reason)
    if key != vital_signs.BLOOD_PRESSURE:
        return vital_display.field_text(key, row.value, age)
    code = vital_signs.VITALS[vital_signs.DIASTOLIC].code
    lower = next(
        (r for r in rows if r.code == code and r.encounter_id == row.encounter_id and r.effective_at == row.effective_at
         and r.reading == row.reading and r.value is not None),
        None,
    )  # fmt: skip
    return (
        vital_display.blood_pressure_text(row.value, lower.value)
        if lower and lower.value
        else f"{row.value:.0f}"
    )


def _pressures(rows: list[Observation]) -> tuple[Pressure, ...]:
    upper = [
        r.value
        for r in rows
        if r.code == vital_signs.VITALS[vital_signs.SYSTOLIC].code and r.value is not None
    ]
    lower = [
        r.value
        for r in rows
        if r.code == vital_signs.VITALS[vital_signs.DIASTOLIC].code and r.value is not None
    ]
    return tuple(Pressure(s, d) for s, d in zip(upper, lower, strict=False))


def _bmi(rows: list[Observation]) -> str:
    found = [
        r.value for r in rows if r.code == vital_signs.VITALS[vital_signs.BMI].code and r.value is not None
    ]
    return f"{found[-1]:.1f}" if found else ""
