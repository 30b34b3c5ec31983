"""All of a child's growth: every weight, length, head and index on record, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ma_desktop.domain import (
    body_mass,
    body_place,
    gestation,
    growth,
    growth_curves,
    names,
    vital_display,
    vital_signs,
)
from ma_desktop.domain.ages import DAYS_PER_MONTH, age_on
from ma_desktop.domain.growth import BMI, HEAD, STATURE, WEIGHT, NoGrowthReference
from ma_desktop.domain.growth_curves import CHILD, INFANT, WEIGHT_FOR_LENGTH
from ma_desktop.domain.plots import PlotLine
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Observation, Patient, User
from ma_desktop.services.chart.patient_label import PatientLabel, patient_label
from ma_desktop.services.desk import Desk

#: Which codes are which measure; a lying and a standing height are one line.
_CODES = {
    vital_signs.VITALS[key].code: measure
    for key, measure in (
        (vital_signs.WEIGHT, WEIGHT), (vital_signs.HEIGHT, STATURE), (vital_signs.LENGTH, STATURE), (vital_signs.HEAD, HEAD),
        (vital_signs.BMI, BMI),
    )
}  # fmt: skip
#: Growth charts end here.
UNTIL_YEARS = 20


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """``place``: months (corrected where asked for) or, for weight-for-length, centimeters. ``text``: both units.

    ``z`` and ``percentile`` are ``None`` where no reference has an answer; ``words``: the percentile in words, with the percent
    of the 95th for a BMI above it.
    """

    at: datetime
    age: str
    place: float
    value: float
    text: str
    z: float | None
    percentile: float | None
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class GrowthSeries:
    """``sheet``: infant (WHO) or child (CDC); ``chart``: of ``growth_curves.CHARTS``; ``points`` oldest first."""

    sheet: str
    chart: str
    points: tuple[GrowthPoint, ...]


@dataclass(frozen=True, slots=True)
class GrowthChart:
    """``months``: age today; ``correctable``: born early enough; ``corrected``: whether the places are counted from term."""

    patient_id: int
    who: PatientLabel
    sex: str
    birth: date
    months: float
    gestation_weeks: float | None
    gestation_words: str
    correctable: bool
    corrected: bool
    series: tuple[GrowthSeries, ...]

    def of(self, sheet: str, chart: str) -> GrowthSeries:
        return next(one for one in self.series if (one.sheet, one.chart) == (sheet, chart))

    @property
    def first_sheet(self) -> str:
        """The sheet of the child's age today."""
        return growth_curves.sheet_at(self.months)


def growth_chart(desk: Desk, patient_id: int, *, corrected: bool | None = None) -> GrowthChart:
    """``corrected``: whether preterm ages below 24 months are counted from term; ``None``: yes where it is offered.

    Raises ``RuleBroken`` from 20 years on.
    """
    patient = Patient.get_by_id(patient_id)
    today = desk.now().date()
    if age_on(patient.birth_date, today).years >= UNTIL_YEARS:
        raise RuleBroken(_("Growth charts end at 20 years. Vitals over time shows adults."))
    weeks = patient.gestation_weeks
    correctable = weeks is not None and weeks < growth.PRETERM_BELOW_WEEKS
    correct = correctable if corrected is None else corrected and correctable
    measured = _measured(patient_id)
    people = {row.id: row.name for row in User.select()}
    place = _Placer(patient.birth_date, patient.sex, weeks if correct else None, people)
    return GrowthChart(
        patient_id=patient_id,
        who=patient_label(desk, patient_id),
        sex=patient.sex,
        birth=patient.birth_date,
        months=(today - patient.birth_date).days / DAYS_PER_MONTH,
        gestation_weeks=weeks,
        gestation_words=gestation.words(weeks),
        correctable=correctable,
        corrected=bool(correct),
        series=tuple(
            GrowthSeries(sheet, chart, tuple(place.points(sheet, chart, measured)))
            for sheet, charts in growth_curves.CHARTS.items()
            for chart in charts
        ),
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    at: datetime
    value: float
    by: int | None


def _measured(patient_id: int) -> dict[str, list[_Measured]]:
    """Every measurement by measure, oldest first; an index that nobody kept follows from weight and height of one day."""
    rows = (
        Observation.select(
            Observation.code, Observation.effective_at, Observation.value, Observation.recorded_by
        )
        .where(
            (Observation.patient == patient_id)
            & Observation.code.in_(list(_CODES))
            & Observation.value.is_null(False)
            & Observation.stands()
        )
        .order_by(Observation.effective_at, Observation.id)
        .tuples()
    )
    found: dict[str, list[_Measured]] = {WEIGHT: [], STATURE: [], HEAD: [], BMI: []}
    for code, at, value, by in rows:
        found[_CODES[code]].append(_Measured(at, value, by))
    kept = {one.at.date() for one in found[BMI]}
    for weight, height in _pairs(found):
        if weight.at.date() not in kept:
            index = body_mass.body_mass_index(weight.value, height.value)
            found[BMI].append(_Measured(weight.at, index, weight.by))
            kept.add(weight.at.date())
    found[BMI].sort(key=lambda one: one.at)
    return found


def _pairs(measured: dict[str, list[_Measured]]) -> Iterator[tuple[_Measured, _Measured]]:
    """Weight and length of the same day."""
    lengths = {one.at.date(): one for one in measured[STATURE]}
    return ((one, lengths[one.at.date()]) for one in measured[WEIGHT] if one.at.date() in lengths)


@dataclass(frozen=True, slots=True)
class _Placer:
    birth: date
    sex: str
    weeks: float | None
    people: dict[int, str]

    def points(self, sheet: str, chart: str, measured: dict[str, list[_Measured]]) -> Iterator[GrowthPoint]:
        if chart == WEIGHT_FOR_LENGTH:
            for weight, length in _pairs(measured):
                if self._months(weight.at.date()) < growth.WHO_UNTIL_MONTHS:
                    yield self._point(chart, weight, length.value)
            return
        for one in measured[chart]:
            months = self._months(one.at.date())
            if one.at.date() >= self.birth and growth_curves.sheet_at(months) == sheet:
                yield self._point(chart, one, months)

    def _months(self, day: date) -> float:
        """Corrected only while the child is below two years by the calendar; below zero before the day of term."""
        if self.weeks is not None and growth.correcting(self.birth, day, self.weeks):
            early = (growth.TERM_WEEKS - self.weeks) * 7
            return ((day - self.birth).days - early) / DAYS_PER_MONTH
        return (day - self.birth).days / DAYS_PER_MONTH

    def _point(self, chart: str, one: _Measured, place: float) -> GrowthPoint:
        z = percentile = None
        said = ""
        try:
            z, percentile = growth_curves.place_of(chart, self.sex, place, one.value)
            said = body_place.ordinal(percentile)
            if chart == BMI and percentile >= 95:
                share = growth.percent_of_95th(self.sex, place, one.value)
                said += _(", {n}% of the 95th").format(n=f"{share:.0f}")
        except NoGrowthReference as error:
            said = _("before term") if place < 0 else error.sentence
        age = age_on(self.birth, one.at.date()) if one.at.date() >= self.birth else None
        keys = {
            WEIGHT: vital_signs.WEIGHT,
            WEIGHT_FOR_LENGTH: vital_signs.WEIGHT,
            STATURE: vital_signs.LENGTH,
            HEAD: vital_signs.HEAD,
        }
        text = (
            vital_display.both_units(keys[chart], one.value, age)
            if chart in keys
            else _("{n} kg/m²").format(n=f"{one.value:.1f}")
        )
        name = self.people.get(one.by or 0, "")
        given, _space, family = name.partition(" ")
        return GrowthPoint(
            one.at, _age_words(age), place, one.value, text, z, percentile, said,
            names.initials(family, given) if name else "",
        )  # fmt: skip


def _age_words(age: Any) -> str:
    """``4 mo 12 d`` below two years, ``7 y 3 mo`` from then on."""
    if age is None:
        return ""
    if age.years < 2:
        return _("{months} mo {days} d").format(months=age.total_months, days=age.days)
    return _("{years} y {months} mo").format(years=age.years, months=age.months)


def line_of(series: GrowthSeries) -> PlotLine:
    """The points as a plot draws them, with what is said about each; those before term have no place on a chart."""
    drawn = [point for point in series.points if point.place >= 0]
    last = drawn[-1] if drawn else None
    label = (
        f"{last.value:.1f} {growth_curves.unit(series.chart)} · {last.words.split(',')[0]}" if last else ""
    )
    return PlotLine(
        label,
        tuple((point.place, point.value) for point in drawn),
        notes=tuple(said(point) for point in drawn),
    )


def said(point: GrowthPoint) -> str:
    """``12 mo 3 d: 9.7 kg (21.4 lb) · 58th percentile · z +0.21 · Nov 3, 2026 AR``."""
    z = f"z {point.z:+.2f}" if point.z is not None else ""
    when = f"{point.at:%b} {point.at.day}, {point.at.year} {point.who}".strip()
    return f"{point.age}: " + " · ".join(part for part in (point.text, point.words, z, when) if part)


def printed_pair(sheet: str, chart: str) -> tuple[str, str]:
    """Weight and length stand together, as on the classic sheets; head with weight-for-length, BMI with stature."""
    if sheet == INFANT:
        return (HEAD, WEIGHT_FOR_LENGTH) if chart in (HEAD, WEIGHT_FOR_LENGTH) else (STATURE, WEIGHT)
    assert sheet == CHILD
    return (BMI, STATURE) if chart == BMI else (HEAD, WEIGHT) if chart == HEAD else (STATURE, WEIGHT)
