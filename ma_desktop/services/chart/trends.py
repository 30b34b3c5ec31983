"""Every vital sign and result of a patient that was measured, and any of them over time, in the desk's units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from ma_desktop.domain import names, plain_terms, plots, units, vital_display, vital_ranges, vital_signs
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.plots import Plot, PlotBand
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Observation, Patient, User
from ma_desktop.models.fields import instant_from
from ma_desktop.services.chart.patient_label import PatientLabel, patient_label
from ma_desktop.services.desk import Desk

#: Points of one line; beyond this a screen shows only a smear, and the table is no longer read.
MOST = 400
_SYSTOLIC, _DIASTOLIC = (
    vital_signs.VITALS[key].code for key in (vital_signs.SYSTOLIC, vital_signs.DIASTOLIC)
)
#: Both halves are chosen as one.
_PRESSURE = vital_signs.BLOOD_PRESSURE_PANEL


@dataclass(frozen=True, slots=True)
class TrendCode:
    """``code``: LOINC; the panel's for a blood pressure. ``kind``: vital or result."""

    code: str
    label: str
    kind: str
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One line of the table. ``original``: as typed, where it differs."""

    at: datetime
    label: str
    text: str
    original: str
    who: str


@dataclass(frozen=True, slots=True)
class Trends:
    """``plots``: one for each code of ``drawn``; ``rows`` newest first."""

    who: PatientLabel
    codes: tuple[TrendCode, ...]
    plots: tuple[Plot, ...]
    rows: tuple[TrendRow, ...]
    drawn: tuple[str, ...] = ()


def trends(desk: Desk, patient_id: int, codes: Sequence[str] = ()) -> Trends:
    """``codes``: LOINC codes to draw, in this order; none draws the blood pressure, or what there is."""
    patient = Patient.get_by_id(patient_id)
    known = _codes(patient_id)
    chosen = [one for code in codes for one in known if one.code == _whole(code)]
    if not codes:
        chosen = [one for one in known if one.code == _PRESSURE] or list(known[:1])
    if codes and not chosen:
        raise RuleBroken(_("Nothing with this code was measured."))
    people = {row.id: row.name for row in User.select()}
    drawn, rows = [], []
    age = age_on(patient.birth_date, desk.now().date())
    for one in dict.fromkeys(chosen):
        plot, lines = _drawn(patient_id, one, people, patient.birth_date, age)
        drawn += [plot] if plot is not None else []
        rows += lines
    return Trends(
        patient_label(desk, patient_id),
        known,
        tuple(drawn),
        tuple(sorted(rows, key=lambda row: row.at, reverse=True)),
        tuple(one.code for one in dict.fromkeys(chosen)),
    )


def _whole(code: str) -> str:
    return _PRESSURE if code in (_SYSTOLIC, _DIASTOLIC) else code


def _codes(patient_id: int) -> tuple[TrendCode, ...]:
    """What was ever measured, vital signs in the order of the sheet, results by name."""
    found = (
        Observation.select(
            Observation.code,
            fn.MAX(Observation.display),
            fn.COUNT(Observation.id),
            fn.MAX(Observation.effective_at),
        )
        .where((Observation.patient == patient_id) & Observation.value.is_null(False) & Observation.stands())
        .group_by(Observation.code)
        .tuples()
    )
    place = {vital_signs.VITALS[key].code: n for n, key in enumerate(vital_signs.VITALS)}
    listed = []
    for code, display, count, last in found:
        if code == _DIASTOLIC or not code:
            continue
        key = vital_signs.BY_CODE.get(code, "")
        name = vital_signs.label(key) if key else plain_terms.name(display or code)
        if code == _SYSTOLIC:
            code, name = _PRESSURE, vital_signs.label(vital_signs.BLOOD_PRESSURE)
        at = last if isinstance(last, datetime) else instant_from(last)
        listed.append(
            (
                place.get(code, 3 if code == _PRESSURE else 99),
                TrendCode(code, name, "vital" if key else "result", count, at),
            )
        )
    return tuple(one for _n, one in sorted(listed, key=lambda pair: (pair[0], pair[1].label.casefold())))


def _drawn(
    patient_id: int, one: TrendCode, people: dict[int, str], birth: date, age: Age
) -> tuple[Plot | None, list[TrendRow]]:
    parts = [_SYSTOLIC, _DIASTOLIC] if one.code == _PRESSURE else [one.code]
    lines, rows, unit = [], [], ""
    lower = (
        {(at, reading): value for at, value, _u, _o, _b, reading in _points(patient_id, _DIASTOLIC)}
        if len(parts) > 1
        else {}
    )
    for part in parts:
        found = list(reversed(_points(patient_id, part)))
        key = vital_signs.BY_CODE.get(part, "")
        label = {vital_signs.SYSTOLIC: _("sys."), vital_signs.DIASTOLIC: _("dia.")}.get(key, "")
        series = []
        for at, value, stored_unit, original, by, reading in found:
            shown, unit = _shown(key, value, stored_unit)
            text = _text(key, value, stored_unit, birth, at)
            who = _initials(people.get(by or 0, ""))
            note = f"{label or one.label} {text} · {at:%b} {at.day}, {at.year}, {at:%H:%M} {who}".strip()
            series.append((at, shown, note))
            if part == _SYSTOLIC and (at, reading) in lower:
                text = vital_display.blood_pressure_text(value, lower[at, reading])
            if part != _DIASTOLIC or len(parts) == 1:
                rows.append(TrendRow(at, one.label, text, original, who))
        lines.append((label or unit, series))
    title = f"{one.label}"
    return plots.over_time(title, unit, lines, _bands(one.code, age)), rows


def _points(patient_id: int, code: str) -> list[Any]:
    return list(
        Observation.select(
            Observation.effective_at,
            Observation.value,
            Observation.unit,
            Observation.original,
            Observation.recorded_by,
            Observation.reading,
        )
        .where(
            (Observation.patient == patient_id)
            & (Observation.code == code)
            & Observation.value.is_null(False)
            & Observation.stands()
        )
        .order_by(Observation.effective_at.desc(), Observation.id.desc())
        .limit(MOST)
        .tuples()
    )


def _shown(key: str, value: float, unit: str) -> tuple[float, str]:
    """The value and its unit as the axis has them."""
    if key == vital_signs.TEMPERATURE:
        return round(units.fahrenheit(value), 1), "°F"
    if key == vital_signs.WEIGHT:
        return round(units.pounds(value), 1), "lb"
    if key in (vital_signs.HEIGHT, vital_signs.LENGTH, vital_signs.HEAD, vital_signs.WAIST):
        return round(units.inches(value), 1), "in"
    if key:
        return round(value, 2), vital_signs.VITALS[key].shown_unit
    return round(value, 3), plain_terms.unit_words(unit)


def _text(key: str, value: float, unit: str, birth: date, at: datetime) -> str:
    """Both units, as everywhere."""
    if key:
        age = age_on(birth, at.date()) if at.date() >= birth else None
        return vital_display.both_units(key, value, age)
    return plain_terms.result_text(value, unit, "")


def _bands(code: str, age: Age) -> tuple[PlotBand, ...]:
    """What is usual at this age; pressures from stage 2 on in the tone of caution."""
    if code == _PRESSURE:
        return (PlotBand(90, 130), PlotBand(140, 300, "warn")) if age.years >= 13 else ()
    key = vital_signs.BY_CODE.get(code, "")
    usual = vital_ranges.usual(key, age) if key else None
    if usual is None:
        return ()
    low, high = (_shown(key, value, "")[0] for value in usual)
    return (PlotBand(low, high),)


def _initials(name: str) -> str:
    given, _space, family = name.partition(" ")
    return names.initials(family, given) if name else ""
