"""Judging measurements: the table of limits, asking, highlighting, alerting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.domain import blood_pressure, body_mass, vital_ranges, vital_signs
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.blood_pressure import Category, Pressure
from ma_desktop.domain.provider_alerts import AlertLimits, alerts
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.vital_checks import Level, Previous, judge, judge_pressures, worst
from ma_desktop.domain.vital_signs import Limits

DAY = date(2026, 11, 23)


def aged(*, years: int = 0, days: int = 0) -> Age:
    return age_on(date(DAY.year - years, DAY.month, DAY.day) - timedelta(days=days), DAY)


ADULT, CHILD, NEWBORN = aged(years=58), aged(years=7), aged(days=10)

#: The table of codes and limits, typed again: (LOINC, UCUM, lowest, highest).
EXPECTED = {
    "temperature": ("8310-5", "Cel", 25, 45),
    "pulse": ("8867-4", "/min", 20, 300),
    "respiration": ("9279-1", "/min", 3, 120),
    "spo2": ("59408-5", "%", 40, 100),
    "systolic": ("8480-6", "mm[Hg]", 40, 300),
    "diastolic": ("8462-4", "mm[Hg]", 10, 200),
    "height": ("8302-2", "cm", 20, 275),
    "length": ("8306-3", "cm", 20, 275),
    "weight": ("29463-7", "kg", 0.3, 500),
    "bmi": ("39156-5", "kg/m2", 7, 120),
    "head": ("9843-4", "cm", 20, 75),
    "waist": ("56086-2", "cm", 20, 300),
    "pain": ("72514-3", "{score}", 0, 10),
    "peak_flow": ("33452-4", "L/min", 30, 900),
    "glucose": ("41653-7", "mg/dL", 10, 900),
}


@pytest.mark.parametrize("key", sorted(EXPECTED))
def test_codes_units_and_hard_limits(key: str) -> None:
    vital = vital_signs.VITALS[key]
    assert (vital.code, vital.unit, vital.limits.low, vital.limits.high) == EXPECTED[key]
    assert vital_signs.BY_CODE[vital.code] == key
    assert vital_signs.label(key)
    step = 0.01
    for inside in (vital.limits.low, vital.limits.high):
        assert worst(judge(key, inside, ADULT)) is not Level.REJECT
    for outside in (vital.limits.low - step, vital.limits.high + step):
        (only,) = judge(key, outside, ADULT)
        assert only.level is Level.REJECT


def test_sets_name_known_fields() -> None:
    for keys in vital_signs.SETS.values():
        assert set(keys) <= set(vital_signs.ORDER)
    assert {part for key in vital_signs.ORDER for part in vital_signs.parts(key)} <= set(vital_signs.VITALS)
    office = vital_signs.SETS["office"]
    assert vital_signs.for_age((*office, "length", "head"), ADULT).count("head") == 0
    assert "length" in vital_signs.for_age(office, aged(days=180))
    assert "blood_pressure" not in vital_signs.for_age(office, aged(years=2))
    assert vital_signs.for_age(office, ADULT) == office
    assert "head" not in vital_signs.for_age(vital_signs.SETS["infant"], aged(years=4))


@pytest.mark.parametrize(
    ("key", "value", "asked"),
    [
        ("temperature", 34.9, True), ("temperature", 35.0, False), ("temperature", 39.5, True),
        ("temperature", 39.4, False), ("pulse", 44, True), ("pulse", 45, False), ("pulse", 130, False),
        ("pulse", 131, True), ("respiration", 9, True), ("respiration", 24, False), ("respiration", 25, True),
        ("spo2", 91, True), ("spo2", 92, False), ("systolic", 89, True), ("systolic", 90, False),
        ("systolic", 179, False), ("systolic", 180, True), ("diastolic", 109, False), ("diastolic", 110, True),
        ("pain", 7, False), ("pain", 8, True), ("glucose", 69, True), ("glucose", 70, False), ("glucose", 250, False),
        ("glucose", 251, True), ("bmi", 11.9, True), ("bmi", 60, False), ("bmi", 60.1, True), ("waist", 299, False),
    ],
)  # fmt: skip
def test_asked_once(key: str, value: float, asked: bool) -> None:
    assert (Level.ASK in {found.level for found in judge(key, value, ADULT)}) is asked


def test_adult_questions_are_not_asked_of_a_newborn() -> None:
    for key, value in (("pulse", 150), ("respiration", 45), ("systolic", 75)):
        assert judge(key, value, NEWBORN) == ()


def test_the_practice_may_set_its_own_limits() -> None:
    own = {"pulse": Limits(30, 250, ask_above=110)}
    assert worst(judge("pulse", 115, ADULT, limits=own)) is Level.ASK
    assert worst(judge("pulse", 25, ADULT, limits=own)) is Level.REJECT
    assert worst(judge("pulse", 90, ADULT, limits=own)) is None


@pytest.mark.parametrize(
    ("key", "value", "age", "previous", "word"),
    [
        ("weight", 80.0, ADULT, Previous(72.0), "10 %"),
        ("weight", 79.0, ADULT, Previous(72.0), ""),
        ("weight", 158.0, ADULT, Previous(72.0), "mixed up"),
        ("weight", 32.7, ADULT, Previous(72.0), "mixed up"),
        ("weight", 9.1, CHILD, Previous(20.0), "mixed up"),
        ("weight", 24.0, CHILD, Previous(20.0), ""),
        ("weight", 72.0, ADULT, Previous(0.0), "10 %"),
        ("height", 160.0, ADULT, Previous(163.0), "3 cm"),
        ("height", 160.1, ADULT, Previous(163.0), ""),
        ("height", 119.0, CHILD, Previous(120.0), "Shorter"),
        ("height", 125.0, CHILD, Previous(120.0), ""),
        ("head", 44.0, aged(days=180), Previous(41.0, 30), "2 cm a month"),
        ("head", 44.0, aged(days=180), Previous(41.0, 61), ""),
        ("head", 39.0, aged(days=40), Previous(35.0, 30), ""),
    ],
)
def test_change_since_the_last_visit(key: str, value: float, age: Age, previous: Previous, word: str) -> None:
    asked = [found.sentence for found in judge(key, value, age, previous) if found.level is Level.ASK]
    assert (word in asked[0]) if word else not asked


def test_pressures_together() -> None:
    assert worst(judge_pressures(80, 120)) is Level.REJECT
    assert worst(judge_pressures(80, 80)) is Level.REJECT
    assert worst(judge_pressures(100, 81)) is Level.ASK
    assert judge_pressures(120, 80) == ()


def test_peak_flow_against_the_personal_best() -> None:
    found = judge("peak_flow", 190, ADULT, best_peak_flow=400)
    assert {each.level for each in found} == {Level.ASK, Level.ALERT}
    assert judge("peak_flow", 200, ADULT, best_peak_flow=400) == ()


def test_highlight_outside_the_row_of_the_age() -> None:
    assert worst(judge("pulse", 110, ADULT)) is Level.HIGHLIGHT
    assert judge("pulse", 110, CHILD) == ()
    (fever,) = judge("temperature", 38.0, ADULT)
    assert fever.level is Level.HIGHLIGHT
    assert "Fever" in fever.sentence
    assert worst(judge("temperature", 37.9, ADULT, site="rectal")) is None
    assert worst(judge("temperature", 37.9, ADULT, site="oral")) is Level.HIGHLIGHT


@pytest.mark.parametrize(
    ("age", "name", "low"),
    [
        (aged(days=27), "newborn", 60), (aged(days=28), "1-12 mo", 70), (aged(days=360), "1-12 mo", 70),
        (aged(years=1), "1-2 y", 72), (aged(years=2), "1-2 y", 74), (aged(years=3), "3-5 y", 76),
        (aged(years=6), "6-9 y", 82), (aged(years=9), "6-9 y", 88), (aged(years=10), "10-11 y", 90),
        (aged(years=12), "12-15 y", 90), (aged(years=15), "12-15 y", 90), (aged(years=16), "adult", 90),
        (aged(years=90), "adult", 90),
    ],
)  # fmt: skip
def test_rows_by_age(age: Age, name: str, low: float) -> None:
    assert vital_ranges.band_for(age).name == name
    assert vital_ranges.hypotension_below(age) == low


@pytest.mark.parametrize(
    "age", [aged(days=d) for d in (0, 10, 27, 28, 100, 364)] + [aged(years=y) for y in range(1, 90)]
)
def test_nobody_in_the_usual_range_alarms(age: Age) -> None:
    band = vital_ranges.band_for(age)
    for end in (0, 1):
        values = {
            "pulse": band.pulse[end], "respiration": band.respiration[end], "systolic": band.systolic[end],
            "diastolic": band.diastolic[end], "temperature": (36.6, 37.5)[end], "spo2": (95.0, 100.0)[end],
        }  # fmt: skip
        if vital_ranges.hypotension_below(age) <= band.systolic[0]:
            assert alerts(values, age) == ()


@pytest.mark.parametrize(
    ("key", "value", "age", "context", "told"),
    [
        ("spo2", 89, ADULT, (), True), ("spo2", 90, ADULT, (), False), ("spo2", 91, ADULT, ("distress",), True),
        ("systolic", 89, ADULT, (), True), ("systolic", 180, ADULT, (), True), ("systolic", 179, ADULT, (), False),
        ("diastolic", 120, ADULT, (), True), ("diastolic", 119, ADULT, (), False),
        ("systolic", 160, ADULT, ("pregnant",), True), ("diastolic", 110, ADULT, ("pregnant",), True),
        ("systolic", 185, CHILD, (), False), ("systolic", 83, CHILD, (), True), ("systolic", 84, CHILD, (), False),
        ("pulse", 39, ADULT, (), True), ("pulse", 131, ADULT, (), True), ("pulse", 130, ADULT, (), False),
        ("pulse", 147, CHILD, (), False), ("pulse", 148, CHILD, (), True), ("pulse", 56, CHILD, (), True),
        ("respiration", 7, ADULT, (), True), ("respiration", 31, ADULT, (), True), ("respiration", 30, ADULT, (), False),
        ("temperature", 40.0, ADULT, (), True), ("temperature", 35.0, ADULT, (), True),
        ("temperature", 38.0, aged(days=60), (), True), ("temperature", 35.9, aged(days=60), (), True),
        ("temperature", 36.0, aged(days=60), (), False), ("temperature", 38.0, aged(days=120), (), False),
        ("glucose", 53, ADULT, (), True), ("glucose", 60, ADULT, (), False), ("glucose", 60, ADULT, ("symptoms",), True),
        ("glucose", 301, ADULT, (), True), ("glucose", 260, ADULT, ("vomiting",), True),
        ("glucose", 260, ADULT, (), False), ("pain", 9, ADULT, (), False), ("pain", 8, ADULT, ("chest",), True),
    ],
)  # fmt: skip
def test_tell_the_provider(key: str, value: float, age: Age, context: tuple[str, ...], told: bool) -> None:
    assert bool(alerts({key: value}, age, context=context)) is told


def test_signs_alone_and_own_limits() -> None:
    (alert,) = alerts({}, ADULT, context=("cyanosis",))
    assert alert.vital == "cyanosis"
    assert alerts({"spo2": 88}, ADULT, limits=AlertLimits(spo2_below=86)) == ()


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ((119, 79), Category.NORMAL), ((120, 79), Category.ELEVATED), ((129, 79), Category.ELEVATED),
        ((119, 80), Category.STAGE_1), ((130, 70), Category.STAGE_1), ((139, 89), Category.STAGE_1),
        ((140, 70), Category.STAGE_2), ((118, 90), Category.STAGE_2), ((180, 120), Category.STAGE_2),
        ((181, 100), Category.SEVERE), ((150, 121), Category.SEVERE),
    ],
)  # fmt: skip
def test_category_of_a_reading(reading: tuple[int, int], expected: Category) -> None:
    assert blood_pressure.category(Pressure(*reading), ADULT) is expected
    assert blood_pressure.category(Pressure(*reading), aged(years=13)) is expected
    assert blood_pressure.category(Pressure(*reading), aged(years=12)) is Category.NEEDS_PERCENTILE
    assert blood_pressure.label(expected)


def test_second_reading_and_average() -> None:
    first, second = Pressure(152, 94), Pressure(148, 91)
    assert blood_pressure.needs_second([first], ADULT)
    assert not blood_pressure.needs_second([first, second], ADULT)
    assert not blood_pressure.needs_second([Pressure(139, 89)], ADULT)
    assert str(blood_pressure.average([first, second])) == "150/93"
    with pytest.raises(RuleBroken):
        blood_pressure.average([])
    assert blood_pressure.orthostatic_drop(Pressure(130, 80), Pressure(110, 78))
    assert not blood_pressure.orthostatic_drop(Pressure(130, 80), Pressure(111, 71))


@pytest.mark.parametrize(
    ("index", "name"),
    [(18.4, "underweight"), (18.5, "healthy"), (24.9, "healthy"), (25, "overweight"), (29.9, "overweight"),
     (30, "obesity-1"), (34.9, "obesity-1"), (35, "obesity-2"), (39.9, "obesity-2"), (40, "obesity-3")],
)  # fmt: skip
def test_body_mass_category(index: float, name: str) -> None:
    assert body_mass.category(index, ADULT) == name
    assert body_mass.label(name)
    assert body_mass.category(index, aged(years=19)) == ""
    assert not body_mass.applies(aged(years=1))
