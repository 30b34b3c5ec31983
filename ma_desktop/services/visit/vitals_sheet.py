"""What the Vitals panel shows: the fields of this visit, what was measured today, and the values before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from ma_desktop.domain import (
    blood_pressure,
    body_mass,
    growth_tables,
    names,
    provider_alerts,
    vital_answers,
    vital_display,
    vital_methods,
    vital_signs,
)
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.vital_checks import Circumstances
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Observation, User
from ma_desktop.services.chart.patient_label import PatientLabel, patient_label
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.standing_series import standing_series, standing_words
from ma_desktop.services.visit.vital_rules import circumstances, vital_rules


@dataclass(frozen=True, slots=True)
class Taken:
    """One saved reading of this visit. ``ids``: its rows; ``by``: initials, ``by_name`` the whole name.

    ``value``: stored value of the first row, ``None`` when refused or not done. ``original``: as typed; ``both``: in both
    units; ``method``: how it was measured, in words.
    """

    ids: tuple[int, ...]
    text: str
    value: float | None
    at: datetime
    by: str
    by_name: str
    corrected: bool
    original: str = ""
    both: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class VitalField:
    """``history``: stored values of earlier visits, oldest first; ``last``: the newest, as the desk reads it.

    ``today``: what this visit already has, first reading first. ``required``: belongs to the kind of visit; ``usual``: stands
    on the sheet without being asked for.
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
    usual: bool = True


@dataclass(frozen=True, slots=True)
class VitalsSheet:
    """``weight`` kg and ``height`` cm that a body mass index would use; ``pressures`` of this visit, in order.

    ``method``/``last_method``: how this visit's and the last visit's were measured (``site``, ``position``, ``cuff``).
    ``here``: what values are judged by, with what is known of this visit (pregnant, signs seen). ``fall``: mmHg systolic and
    diastolic that count as a fall on standing; ``standing``: the series of this visit in words, ``fell`` in it. ``sex``: FHIR gender.
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
    here: Circumstances
    sex: str
    fall: tuple[float, float]
    standing: tuple[str, ...] = ()
    fell: bool = False
    arm_warning: str = ""


def vitals_sheet(desk: Desk, encounter_id: int) -> VitalsSheet | None:
    visit = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        return None
    day, patient, rules = visit.started_at.date(), visit.patient, vital_rules(desk)
    age = age_on(patient.birth_date, day)
    required = tuple(visit.service.vitals) if visit.service_id else vital_signs.SETS["office"]
    required = vital_signs.for_age(required, age)
    usual = vital_signs.for_age(vital_signs.SETS["infant" if age.total_months < 36 else "physical"], age)
    rows = list(
        Observation.standing()
        .where((Observation.patient == visit.patient_id) & (Observation.category == "vital-signs"))
        .order_by(Observation.effective_at, Observation.id)
    )
    mine = [row for row in rows if row.encounter_id == visit.id]
    taken = {vital_signs.key_of(row.code) for row in mine}
    asks_period = patient.sex != "male" and rules.period[0] <= age.years <= rules.period[1]
    possible = vital_signs.possible(age, asks_period=asks_period)
    seen = {*required, *usual, *taken} | (
        {vital_signs.BLOOD_PRESSURE} if vital_signs.SYSTOLIC in taken else set()
    )
    pressures = _pressures(mine)
    people = {row.id: row.name for row in User.select()}
    if body_mass.applies(age) and age.years < body_mass.ADULT_FROM_YEARS:
        growth_tables.tables("cdc")  # so that the index can be placed while it is typed
    here = circumstances(patient, age, day, rules, context=_context(mine))
    return VitalsSheet(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        who=patient_label(desk, visit.patient_id),
        age=age,
        stage=visit.stage,
        fields=tuple(
            replace(_field(key, key in required, rows, visit.id, age, people), usual=key in seen)
            for key in vital_signs.SHEET
            if key in seen or key in possible
        ),
        second_pressure=len(pressures) == 1 and blood_pressure.needs_second(pressures, age),
        pressures=pressures,
        average=str(blood_pressure.average(pressures)) if len(pressures) > 1 else "",
        bmi=_bmi(mine),
        weight=_newest(mine, vital_signs.WEIGHT),
        height=_newest(rows if age.adult else mine, vital_signs.HEIGHT),
        method=_method(mine),
        last_method=_method([row for row in rows if row.encounter_id != visit.id]),
        here=here,
        sex=patient.sex,
        fall=rules.fall,
        standing=standing_words(mine, rules.fall),
        fell=any(step.fell for step in standing_series(mine, rules.fall)),
        arm_warning=_arm_warning(here.avoided),
    )


def _context(rows: list[Observation]) -> frozenset[str]:
    """Signs seen at this visit, and a pregnancy."""
    found: set[str] = set()
    for row in rows:
        if row.code in (vital_signs.SIGNS_CODE, vital_signs.ANSWERS[vital_signs.PREGNANCY]):
            found.update(str(row.value_text or "").split(", "))
    return frozenset(found & {*provider_alerts.SIGNS, *provider_alerts.CONTEXT})


def _arm_warning(avoided: frozenset[str]) -> str:
    if not avoided:
        return ""
    words = dict(vital_methods.details()[vital_methods.SITE].choices)
    named = ", ".join(text for code, text in words.items() if code in avoided)
    return _("No blood pressure: {sites}").format(sites=named)


def _field(
    key: str, required: bool, rows: list[Observation], encounter_id: int, age: Age, people: dict[int, str]
) -> VitalField:
    code = vital_signs.code_of(key)
    mine = [row for row in rows if row.code == code]
    told = key in vital_signs.ANSWERS
    before = [
        row
        for row in mine
        if row.encounter_id != encounter_id and (row.value is not None or (told and row.value_text))
    ]
    today = [row for row in mine if row.encounter_id == encounter_id]
    last = before[-1] if before else None
    unit = {vital_signs.LMP: _("first day"), vital_signs.PREGNANCY: ""}.get(key)
    if unit is None:
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
    beside = _beside(key, row, rows)
    name = people.get(row.recorded_by or 0, "")
    given, _space, family = name.partition(" ")
    return Taken(
        ids=(row.id, *(other.id for other in beside)),
        text=_shown(key, row, rows, age),
        value=row.value,
        at=row.effective_at,
        by=names.initials(family, given) if name else "",
        by_name=name,
        corrected=row.replaces is not None,
        original=row.original,
        both=vital_display.both_units(key, row.value, age)
        if row.value is not None and key in vital_signs.VITALS
        else "",
        method=vital_methods.words(row.method or {}),
    )


def _beside(key: str, row: Observation, rows: list[Observation]) -> list[Observation]:
    """Rows that belong to a reading: the diastolic half of a pressure, the oxygen of a saturation."""
    if key == vital_signs.BLOOD_PRESSURE:
        lower = _lower(row, rows)
        return [lower] if lower is not None else []
    if key != vital_signs.SPO2:
        return []
    return [
        other for other in rows
        if other.code in (vital_signs.FLOW_CODE, vital_signs.FIO2_CODE) and other.encounter_id == row.encounter_id
        and other.effective_at == row.effective_at and other.reading == row.reading
    ]  # fmt: skip


def _lower(row: Observation, rows: list[Observation]) -> Observation | None:
    """The diastolic half that belongs to a systolic one."""
    code = vital_signs.VITALS[vital_signs.DIASTOLIC].code
    return next(
        (r for r in rows if r.code == code and r.encounter_id == row.encounter_id and r.effective_at == row.effective_at
         and r.reading == row.reading and r.value is not None),
        None,
    )  # fmt: skip


def _shown(key: str, row: Observation, rows: list[Observation], age: Age) -> str:
    if key in vital_signs.ANSWERS and row.value_text:
        return vital_answers.shown(key, row.value_text)
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
    """How the newest of each measurement was taken; what belongs to one single value (pain, tries, oxygen) stays with it."""
    found: dict[str, str] = {}
    for key in vital_methods.OF:
        code = vital_signs.code_of(key)
        row = next((row for row in reversed(rows) if row.code == code and row.method), None)
        if row is not None:
            mine = vital_methods.belonging(key, row.method)
            found |= {name: text for name, text in mine.items() if name not in vital_methods.OF_ONE_VALUE}
    return tuple(found.items())
