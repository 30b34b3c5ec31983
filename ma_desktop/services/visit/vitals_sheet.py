"""What the Vitals panel shows: the fields of this visit, what was measured today, and the values before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import blood_pressure, names, vital_display, vital_signs
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.models import Encounter, Observation, User
from ma_desktop.services.chart.patient_label import PatientLabel, patient_label
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Taken:
    """One saved reading of this visit. ``ids``: its rows; ``by``: initials, ``by_name`` the whole name.

    ``value``: stored value of the first row, ``None`` when refused or not done.
    """

    ids: tuple[int, ...]
    text: str
    value: float | None
    at: datetime
    by: str
    by_name: str
    corrected: bool


@dataclass(frozen=True, slots=True)
class VitalField:
    """``history``: stored values of earlier visits, oldest first; ``last``: the newest, as the desk reads it.

    ``today``: what this visit already has, first reading first. ``required``: belongs to the kind of visit.
    """

    key: str
    label: str
    unit: str
    required: bool
    last: str
    last_value: float | None
    last_at: datetime | None
    history: tuple[float, ...]
    today: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class VitalsSheet:
    """``weight`` kg and ``height`` cm that a body mass index would use; ``pressures`` of this visit, in order.

    ``method``/``last_method``: how this visit's and the last visit's were measured (``site``, ``position``, ``cuff``).
    ``may_change``: the visit has not ended.
    """

    encounter_id: int
    patient_id: int
    who: PatientLabel
    age: Age
    stage: str
    fields: tuple[VitalField, ...]
    second_pressure: bool
    pressures: tuple[Pressure, ...]
    average: str
    bmi: str
    weight: float | None
    height: float | None
    method: tuple[tuple[str, str], ...]
    last_method: tuple[tuple[str, str], ...]


def vitals_sheet(desk: Desk, encounter_id: int) -> VitalsSheet | None:
    visit = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        return None
    day = visit.started_at.date()
    age = age_on(visit.patient.birth_date, day)
    required = tuple(visit.service.vitals) if visit.service_id else vital_signs.SETS["office"]
    required = vital_signs.for_age(required, age)
    usual = vital_signs.for_age(vital_signs.SETS["infant" if age.total_months < 36 else "physical"], age)
    rows = list(
        Observation.standing()
        .where((Observation.patient == visit.patient_id) & (Observation.category == "vital-signs"))
        .order_by(Observation.effective_at, Observation.id)
    )
    mine = [row for row in rows if row.encounter_id == visit.id]
    here = {vital_signs.BY_CODE[row.code] for row in mine if row.code in vital_signs.BY_CODE}
    wanted = [key for key in vital_signs.ORDER if key in {*required, *usual, *here}]
    pressures = _pressures(mine)
    people = {row.id: row.name for row in User.select()}
    return VitalsSheet(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        who=patient_label(desk, visit.patient_id),
        age=age,
        stage=visit.stage,
        fields=tuple(_field(key, key in required, rows, visit.id, age, people) for key in wanted),
        second_pressure=len(pressures) == 1 and blood_pressure.needs_second(pressures, age),
        pressures=pressures,
        average=str(blood_pressure.average(pressures)) if len(pressures) > 1 else "",
        bmi=_bmi(mine),
        weight=_newest(mine, vital_signs.WEIGHT),
        height=_newest(rows if age.adult else mine, vital_signs.HEIGHT),
        method=_method(mine),
        last_method=_method([row for row in rows if row.encounter_id != visit.id]),
    )


def _field(
    key: str, required: bool, rows: list[Observation], encounter_id: int, age: Age, people: dict[int, str]
) -> VitalField:
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
        today=tuple(
            _taken(key, row, rows, age, people)
            for row in sorted(today, key=lambda row: (row.reading, row.id))
        ),
    )


def _taken(key: str, row: Observation, rows: list[Observation], age: Age, people: dict[int, str]) -> Taken:
    lower = _lower(row, rows) if key == vital_signs.BLOOD_PRESSURE else None
    name = people.get(row.recorded_by or 0, "")
    given, _space, family = name.partition(" ")
    return Taken(
        ids=(row.id, lower.id) if lower is not None else (row.id,),
        text=_shown(key, row, rows, age),
        value=row.value,
        at=row.effective_at,
        by=names.initials(family, given) if name else "",
        by_name=name,
        corrected=row.replaces is not None,
    )


def _lower(row: Observation, rows: list[Observation]) -> Observation | None:
    """The diastolic half that belongs to a systolic one."""
    code = vital_signs.VITALS[vital_signs.DIASTOLIC].code
    return next(
        (r for r in rows if r.code == code and r.encounter_id == row.encounter_id and r.effective_at == row.effective_at
         and r.reading == row.reading and r.value is not None),
        None,
    )  # fmt: skip


def _shown(key: str, row: Observation, rows: list[Observation], age: Age) -> str:
    if row.value is None:
        return str(row.value_text or row.absent_reason).replace("-", " ")
    if key != vital_signs.BLOOD_PRESSURE:
        return vital_display.field_text(key, row.value, age)
    lower = _lower(row, rows)
    return (
        vital_display.blood_pressure_text(row.value, lower.value)
        if lower and lower.value
        else f"{row.value:.0f}"
    )


def _pressures(rows: list[Observation]) -> tuple[Pressure, ...]:
    upper = [
        row
        for row in rows
        if row.code == vital_signs.VITALS[vital_signs.SYSTOLIC].code and row.value is not None
    ]
    found = []
    for row in sorted(upper, key=lambda row: (row.reading, row.id)):
        lower = _lower(row, rows)
        if row.value is not None and lower is not None and lower.value is not None:
            found.append(Pressure(row.value, lower.value))
    return tuple(found)


def _newest(rows: list[Observation], key: str) -> float | None:
    code = vital_signs.VITALS[key].code
    return next((row.value for row in reversed(rows) if row.code == code and row.value is not None), None)


def _bmi(rows: list[Observation]) -> str:
    found = _newest(rows, vital_signs.BMI)
    return f"{found:.1f}" if found is not None else ""


def _method(rows: list[Observation]) -> tuple[tuple[str, str], ...]:
    """How the newest blood pressure, and the newest temperature, were measured."""
    found: dict[str, str] = {}
    for key in (vital_signs.SYSTOLIC, vital_signs.TEMPERATURE):
        code = vital_signs.VITALS[key].code
        row = next((row for row in reversed(rows) if row.code == code and row.method), None)
        if row is not None:
            found |= {name: str(value) for name, value in row.method.items()}
    return tuple(found.items())
