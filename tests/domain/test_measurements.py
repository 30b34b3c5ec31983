"""What people type into a measurement field: nothing crashes, nothing is misread in silence."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import measurements, vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.measurements import Measured, NotTaken, NotUnderstood, OffScale, read

DAY = date(2026, 11, 23)
ADULT = age_on(date(1968, 3, 14), DAY)
TODDLER = age_on(date(2025, 11, 1), DAY)
CHILD = age_on(date(2018, 5, 1), DAY)

FT52, LB = 157.48, 0.45359237

TABLE: dict[str, dict[str, float]] = {
    "height": {
        "5'2": FT52, "5'2\"": FT52, "5' 2\"": FT52, "5 2": FT52, "5ft 2in": FT52, "5 ft 2": FT52, "5 feet 2 inches": FT52,
        "5’2”": FT52, "5′2″": FT52, "5'2''": FT52, "5ft2": FT52, "5-2": FT52, "5'2.5": 158.75, "5'2,5": 158.75,
        "62": FT52, "62 in": FT52, '62"': FT52, "62in.": FT52, "62.0 inches": FT52, "157cm": 157, "157 cm": 157,
        "157": 157, "1.57 m": 157, "1,57m": 157, "1570 mm": 157, "5'": 152.4, "6ft": 182.88, "6'0": 182.88,
        "5'11.5\"": 181.61,
    },
    "length": {"20 in": 50.8, "20": 50.8, "50 cm": 50, "50.8cm": 50.8, "21.5": 54.61},
    "weight": {
        "158 lb 4 oz": 158.25 * LB, "158lb4oz": 158.25 * LB, "158 lbs 4 oz": 158.25 * LB, "158.4": 158.4 * LB,
        "158": 158 * LB, "158lb": 158 * LB, "158 lbs.": 158 * LB, "158 pounds": 158 * LB, "158#": 158 * LB,
        "158,4": 158.4 * LB, "72kg": 72, "72 kg": 72, "72.5 kilos": 72.5, "72,5 kg": 72.5, "8lb 3oz": 8.1875 * LB,
        "8 lb 3": 8.1875 * LB, "8lbs, 3oz": 8.1875 * LB, "8lb 3.5oz": 8.21875 * LB, "3600 g": 3.6, "3600g": 3.6,
        "3600 grams": 3.6, "12 oz": 0.75 * LB, "72 KG": 72,
    },
    "temperature": {
        "98.6": 37, "98,6": 37, "98.6F": 37, "98.6 °F": 37, "98.6 f": 37, "98.6 deg F": 37, "37C": 37, "37 °C": 37,
        "37": 37, "37.0": 37, "37,5": 37.5, "100.4": 38, "104": 40, "38 celsius": 38, "98.6 degrees f": 37, "77": 25,
        "113": 45, "25": 25, "45": 45,
    },
    "pulse": {"88": 88, "88 bpm": 88, "88/min": 88, "088": 88},
    "respiration": {"16": 16, "16/min": 16, "16 rpm": 16},
    "spo2": {"97": 97, "97%": 97, "97 %": 97, "100": 100},
    "head": {"35": 35, "16": 40.64, "35cm": 35, "14 in": 35.56, "13.5": 34.29},
    "waist": {"34": 86.36, "86 cm": 86, "34 in": 86.36},
    "pain": {"3": 3, "3/10": 3, "3 / 10": 3, "3 out of 10": 3, "0": 0, "10": 10, "10/10": 10},
    "peak_flow": {"350": 350, "350 L/min": 350, "350 lpm": 350},
    "glucose": {"105": 105, "105 mg/dL": 105, "105mg/dl": 105, "5.8 mmol/L": 104.4928, "40": 40, "15": 15, "105.5": 105.5},
}  # fmt: skip

REFUSED = {
    "height": ["5.2", "5'12", "5 12", "5'2'3", "100", "5.2 ft", "five two", "0'5", "9'1", "157 kg", "-62", "62..5",
               "5 2 3", "5'2 1/2", "1 57", ".62", "6", "1e2"],
    "length": ["100"],
    "weight": ["8 3", "8lb 16oz", "8.5lb 3oz", "3,600 g", "72 stone", "heavy", "-5", "158 cm", "kg", "158 lb oz", "1/2",
               "10 st 4", "158 4", "72kg 3oz", "12345"],
    "temperature": ["60", "986", "9.86", "98.6.1", "98 6", "98.6K", "warm", "120", "24", "46", "76", "98.6/37", "-37",
                    "98.6 f c", "3 7"],
    "blood_pressure": ["120", "12080", "120/", "/80", "120/80/60", "120.5/80", "1200/80", "bp", "120:80", "120//80",
                       "120/80 sitting", "12/0/80"],
    "pulse": ["97%", "88.5", "eighty", "8 8", "88-90", "88 reg", "٨٨"],
    "respiration": ["16.5", "16 bpm x", "12-14"],
    "spo2": ["97.5", "97 bpm", "97% on 2 L", "0.97%"],
    "head": ["25", "35 kg"],
    "waist": ["86", "5"],
    "pain": ["3/5", "3-4", "3.5", "bad", "-1", "3/100", "103"],
    "peak_flow": ["350 ml", "350.5"],
    "glucose": ["5.8", "12.5", "5", "105 lbs", "hi there"],
}  # fmt: skip


@pytest.mark.parametrize(("vital", "typed"), [(vital, typed) for vital in TABLE for typed in TABLE[vital]])
def test_understood(vital: str, typed: str) -> None:
    found = read(vital, typed, ADULT if vital not in ("length", "head") else None)
    assert isinstance(found, tuple)
    (measured,) = found
    assert measured.value == pytest.approx(TABLE[vital][typed], abs=1e-5)
    assert measured.unit == vital_signs.VITALS[vital].unit
    assert measured.original == typed
    assert measured.display


@pytest.mark.parametrize(
    ("vital", "typed"), [(vital, typed) for vital in REFUSED for typed in REFUSED[vital]]
)
def test_not_understood(vital: str, typed: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        read(vital, typed, ADULT)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    "typed",
    [
        "120/80",
        "120 / 80",
        "120 over 80",
        "120over80",
        "120-80",
        "120 80",
        "120\\80",
        "120/80 mmHg",
        "120/80 mm[Hg]",
    ],
)
def test_blood_pressure_is_two_values(typed: str) -> None:
    found = read("blood_pressure", typed, ADULT)
    assert isinstance(found, tuple)
    assert [(each.vital, each.value, each.unit) for each in found] == [
        ("systolic", 120, "mm[Hg]"),
        ("diastolic", 80, "mm[Hg]"),
    ]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("refused", "refused"), ("Declined", "refused"), ("pt refused", "refused"), ("unable", "unable"), ("UTO", "unable"),
     ("not done", "not-done"), ("ND", "not-done"), ("n/d", "not-done")],
)  # fmt: skip
def test_not_taken(typed: str, reason: str) -> None:
    for vital in vital_signs.ORDER:
        assert read(vital, typed) == NotTaken(vital, reason, typed)


def test_a_meter_that_shows_a_word() -> None:
    assert read("glucose", "LO") == OffScale("glucose", "LO", "LO")
    assert read("glucose", "high") == OffScale("glucose", "HI", "high")
    with pytest.raises(NotUnderstood):
        read("pulse", "LO")


def test_a_childs_weight_needs_its_unit() -> None:
    for age in (TODDLER, CHILD):
        with pytest.raises(NotUnderstood, match="pounds or kilograms"):
            read("weight", "32", age)
    found = read("weight", "32k", CHILD)
    assert isinstance(found, tuple)
    assert found[0].value == 32


def test_the_age_decides_what_inches_can_be() -> None:
    assert read("height", "31", TODDLER)[0].value == pytest.approx(78.74)  # type: ignore[index]
    with pytest.raises(NotUnderstood, match="inches or centimeters"):
        read("height", "78", TODDLER)
    assert read("height", "78", ADULT)[0].value == pytest.approx(198.12)  # type: ignore[index]


@pytest.mark.parametrize(
    ("vital", "typed", "age", "shown"),
    [
        ("temperature", "37", ADULT, "98.6 °F (37.0 °C)"),
        ("weight", "72kg", ADULT, "158.7 lb (72 kg)"),
        ("weight", "8lb 3oz", TODDLER, "8 lb 3 oz (3.71 kg)"),
        ("weight", "70 lb", CHILD, "31.8 kg (70 lb)"),
        ("height", "157cm", ADULT, "5'2\" (157 cm)"),
        ("length", "20", TODDLER, "20 in (50.8 cm)"),
        ("spo2", "97", ADULT, "97%"),
        ("pulse", "88", ADULT, "88 bpm"),
        ("pain", "3", ADULT, "3/10"),
    ],
)
def test_both_units_are_shown(vital: str, typed: str, age: object, shown: str) -> None:
    found = read(vital, typed, age)  # type: ignore[arg-type]
    assert isinstance(found, tuple)
    assert found[0].display == shown


@settings(derandomize=True, max_examples=1500)
@given(
    st.sampled_from(vital_signs.ORDER),
    st.text(max_size=12) | st.text("0123456789.,'\"/ -lbkgcminftozFC%", max_size=10),
    st.sampled_from([ADULT, CHILD, TODDLER, None]),
)
def test_no_text_crashes(vital: str, typed: str, age: object) -> None:
    found: object = ()
    with suppress(NotUnderstood):
        found = read(vital, typed, age)  # type: ignore[arg-type]
    if isinstance(found, tuple):
        assert all(isinstance(each, Measured) and isfinite(each.value) for each in found)


@settings(derandomize=True, max_examples=300)
@given(st.integers(min_value=770, max_value=1130))
def test_fahrenheit_reads_back(tenths: int) -> None:
    found = read("temperature", f"{tenths / 10}", ADULT)
    assert isinstance(found, tuple)
    assert found[0].display.startswith(f"{tenths / 10:.1f} °F")


def test_every_field_has_a_reader() -> None:
    assert {*measurements._READERS, vital_signs.BLOOD_PRESSURE} == set(vital_signs.ORDER)
