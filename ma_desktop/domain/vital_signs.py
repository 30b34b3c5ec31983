"""The vital signs: codes, units, limits, the order of measuring and what each kind of visit needs.

LOINC codes are those of US Core's vital signs profiles and LOINC's own panels; units are UCUM. The limits are
defaults of common practice: the provider approves them, and ``Limits`` of the practice replace them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ma_desktop.domain.ages import Age
from ma_desktop.i18n import _

TEMPERATURE = "temperature"
PULSE = "pulse"
RESPIRATION = "respiration"
BLOOD_PRESSURE = "blood_pressure"
SYSTOLIC = "systolic"
DIASTOLIC = "diastolic"
SPO2 = "spo2"
WEIGHT = "weight"
HEIGHT = "height"
LENGTH = "length"
HEAD = "head"
WAIST = "waist"
PAIN = "pain"
PEAK_FLOW = "peak_flow"
GLUCOSE = "glucose"
BMI = "bmi"
BSA = "bsa"
LMP, PREGNANCY = "lmp", "pregnancy"
#: What the MA sees besides the numbers (distress, blue lips …), as words.
SIGNS = "signs"

#: The panel that holds both halves of one blood pressure.
BLOOD_PRESSURE_PANEL = "85354-9"
#: Mean of the readings of one visit: the panel, its systolic and its diastolic half (US Core average blood pressure).
AVERAGE_BLOOD_PRESSURE_PANEL = "96607-7"
AVERAGE_SYSTOLIC, AVERAGE_DIASTOLIC = "96608-5", "96609-3"


@dataclass(frozen=True, slots=True)
class Limits:
    """In the stored unit. Outside ``low``–``high`` is refused; the rest is asked once.

    Asked when below ``ask_below``, above ``ask_above``, or at or above ``ask_from``. ``adults_only``: the
    asking applies from 16 years (the first age of the adult row in ``vital_ranges``).
    """

    low: float
    high: float
    ask_below: float | None = None
    ask_above: float | None = None
    ask_from: float | None = None
    adults_only: bool = False

    def refuses(self, value: float) -> bool:
        return not self.low <= value <= self.high

    def asks(self, value: float) -> bool:
        return (
            (self.ask_below is not None and value < self.ask_below)
            or (self.ask_above is not None and value > self.ask_above)
            or (self.ask_from is not None and value >= self.ask_from)
        )


@dataclass(frozen=True, slots=True)
class VitalSign:
    """``unit``: UCUM, as stored; ``shown_unit``: what a US desk reads; ``codes``: LOINC, the first is the main one."""

    key: str
    codes: tuple[str, ...]
    unit: str
    shown_unit: str
    limits: Limits
    whole: bool = False

    @property
    def code(self) -> str:
        return self.codes[0]


_ROWS = (
    VitalSign(TEMPERATURE, ("8310-5",), "Cel", "°F", Limits(25, 45, ask_below=35.0, ask_from=39.5)),
    VitalSign(PULSE, ("8867-4",), "/min", "bpm", Limits(20, 300, 45, 130, adults_only=True), whole=True),
    VitalSign(RESPIRATION, ("9279-1",), "/min", "/min", Limits(3, 120, 10, 24, adults_only=True), whole=True),
    VitalSign(
        SYSTOLIC,
        ("8480-6",),
        "mm[Hg]",
        "mmHg",
        Limits(40, 300, 90, ask_from=180, adults_only=True),
        whole=True,
    ),
    VitalSign(
        DIASTOLIC, ("8462-4",), "mm[Hg]", "mmHg", Limits(10, 200, ask_from=110, adults_only=True), whole=True
    ),
    VitalSign(SPO2, ("59408-5", "2708-6"), "%", "%", Limits(40, 100, ask_below=92), whole=True),
    VitalSign(WEIGHT, ("29463-7",), "kg", "lb", Limits(0.3, 500)),
    VitalSign(HEIGHT, ("8302-2",), "cm", "ft in", Limits(20, 275)),
    VitalSign(LENGTH, ("8306-3",), "cm", "in", Limits(20, 275)),
    VitalSign(HEAD, ("9843-4",), "cm", "in", Limits(20, 75)),
    VitalSign(WAIST, ("56086-2",), "cm", "in", Limits(20, 300)),
    VitalSign(PAIN, ("72514-3",), "{score}", "/10", Limits(0, 10, ask_from=8), whole=True),
    VitalSign(PEAK_FLOW, ("33452-4",), "L/min", "L/min", Limits(30, 900), whole=True),
    VitalSign(GLUCOSE, ("41653-7",), "mg/dL", "mg/dL", Limits(10, 900, 70, 250)),
    VitalSign(BMI, ("39156-5",), "kg/m2", "kg/m²", Limits(7, 120, 12, 60)),
    VitalSign(BSA, ("3140-1",), "m2", "m²", Limits(0.05, 4)),
)

VITALS: dict[str, VitalSign] = {row.key: row for row in _ROWS}

#: One LOINC code of each vital sign: the one that is written.
CODES: tuple[str, ...] = tuple(sign.code for sign in VITALS.values())
#: Which vital sign a LOINC code means.
BY_CODE: dict[str, str] = {code: row.key for row in _ROWS for code in row.codes}

#: Answers in words among the vital signs: last menstrual period, pregnancy status.
ANSWERS: dict[str, str] = {LMP: "8665-2", PREGNANCY: "82810-3"}
#: Signs seen while measuring (LOINC: symptom).
SIGNS_CODE = "75325-1"
#: Oxygen that is breathed while the saturation is measured: flow in L/min, share in %.
FLOW_CODE, FIO2_CODE = "3151-8", "3150-0"
#: Systolic, diastolic and pulse of an orthostatic series by position; they count in no average.
BY_POSITION: dict[str, tuple[str, str, str]] = {
    "supine": ("8461-6", "8455-8", "68999-2"),
    "sitting": ("8459-0", "8453-3", "69000-8"),
    "standing": ("8460-8", "8454-1", "69001-6"),
}

#: The order of the fields on the sheet, which is the order of the work and of the Tab key.
ORDER: tuple[str, ...] = (
    TEMPERATURE, PULSE, RESPIRATION, BLOOD_PRESSURE, SPO2, WEIGHT, HEIGHT, LENGTH, HEAD, WAIST, PAIN, PEAK_FLOW,
    GLUCOSE,
)  # fmt: skip

#: The same with the questions that are answered in words.
SHEET: tuple[str, ...] = (*ORDER, LMP, PREGNANCY)

#: What each kind of visit needs before "Ready"; the practice's own list for an appointment type comes first.
SETS: dict[str, tuple[str, ...]] = {
    "office": (TEMPERATURE, PULSE, RESPIRATION, BLOOD_PRESSURE, SPO2, WEIGHT, HEIGHT),
    "acute": (TEMPERATURE, PULSE, RESPIRATION, BLOOD_PRESSURE, SPO2, WEIGHT, PAIN),
    "follow_up": (PULSE, BLOOD_PRESSURE, SPO2, WEIGHT),
    "physical": (TEMPERATURE, PULSE, RESPIRATION, BLOOD_PRESSURE, SPO2, WEIGHT, HEIGHT, PAIN),
    "well_child": (TEMPERATURE, PULSE, RESPIRATION, WEIGHT, HEIGHT),
    "infant": (TEMPERATURE, PULSE, RESPIRATION, WEIGHT, LENGTH, HEAD),
    "bp_check": (PULSE, BLOOD_PRESSURE),
    "injection": (TEMPERATURE,),
    "diabetes": (PULSE, BLOOD_PRESSURE, WEIGHT, GLUCOSE),
    "asthma": (TEMPERATURE, PULSE, RESPIRATION, SPO2, PEAK_FLOW, WEIGHT),
    "lab": (),
    "telehealth": (),
}


def label(key: str) -> str:
    """The short name beside the field."""
    return {
        TEMPERATURE: _("Temperature"),
        PULSE: _("Pulse"),
        RESPIRATION: _("Resp."),
        BLOOD_PRESSURE: _("Blood pressure"),
        SYSTOLIC: _("Systolic"),
        DIASTOLIC: _("Diastolic"),
        SPO2: _("SpO₂"),
        WEIGHT: _("Weight"),
        HEIGHT: _("Height"),
        LENGTH: _("Length"),
        HEAD: _("Head"),
        WAIST: _("Waist"),
        PAIN: _("Pain"),
        PEAK_FLOW: _("Peak flow"),
        GLUCOSE: _("Glucose"),
        BMI: _("BMI"),
        BSA: _("BSA"),
        LMP: _("Last period"),
        PREGNANCY: _("Pregnant"),
    }[key]


def key_of(code: str) -> str:
    """The field of the sheet that a LOINC code fills, or ``""``."""
    return BY_CODE.get(code) or next((key for key, one in ANSWERS.items() if one == code), "")


def code_of(key: str) -> str:
    """The main LOINC code of a field of the sheet."""
    return ANSWERS.get(key) or VITALS[parts(key)[0]].code


def limits_of(key: str, limits: Mapping[str, Limits] | None = None) -> Limits:
    """The practice's own limits for a vital sign, else the defaults."""
    return (limits or {}).get(key) or VITALS[key].limits


def parts(key: str) -> tuple[str, ...]:
    """The rows that one field is stored as: a blood pressure is two."""
    return (SYSTOLIC, DIASTOLIC) if key == BLOOD_PRESSURE else (key,)


#: Blowing into a meter is learned at about four years (common practice).
_BLOWS_FROM_YEARS = 4


def possible(age: Age, *, asks_period: bool) -> tuple[str, ...]:
    """Every field that can be measured at this age, in the order of the sheet."""
    young = age.total_months < 24
    left_out = {HEIGHT if young else LENGTH, *(() if asks_period else ANSWERS)}
    if age.total_months > 36:
        left_out.add(HEAD)
    if age.years < _BLOWS_FROM_YEARS:
        left_out.add(PEAK_FLOW)
    return tuple(key for key in SHEET if key not in left_out)


def for_age(keys: tuple[str, ...], age: Age) -> tuple[str, ...]:
    """The set fitted to the age: lying length below two years, head to 36 months, blood pressure from three.

    Growth charts: length to 24 months (WHO), head circumference to 36 (CDC). Blood pressure as a routine from
    3 years (AAP 2017).
    """
    fitted = [LENGTH if key == HEIGHT and age.total_months < 24 else key for key in keys]
    fitted = [HEIGHT if key == LENGTH and age.total_months >= 24 else key for key in fitted]
    return tuple(
        key for key in fitted
        if not (key == HEAD and age.total_months > 36) and not (key == BLOOD_PRESSURE and age.years < 3)
    )  # fmt: skip
