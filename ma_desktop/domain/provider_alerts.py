"""When the provider has to be told now. An alert is acknowledged with who, when and the repeated value.

The numbers are defaults of common practice which the provider approves and may edit (``AlertLimits``). Children
are judged by the age rows of ``vital_ranges`` so that a healthy newborn never alarms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ma_desktop.domain import vital_display, vital_ranges, vital_signs
from ma_desktop.domain.ages import Age
from ma_desktop.i18n import _

#: What the MA sees or hears, as keys; alone enough for an alert.
SIGNS = ("altered-mental-state", "cyanosis", "stridor", "new-irregular-pulse")
#: Keys that change a limit.
CONTEXT = ("distress", "pregnant", "symptoms", "vomiting", "ketones", "chest", "abdomen", "head")


def sign_words() -> dict[str, str]:
    """What the MA can say in one key, signs first."""
    return {
        "distress": _("short of breath"),
        "altered-mental-state": _("confused or drowsy"),
        "cyanosis": _("blue lips or skin"),
        "stridor": _("noisy breathing in"),
        "symptoms": _("shaky, sweating, dizzy"),
        "vomiting": _("vomiting"),
        "ketones": _("ketones"),
        "pregnant": _("pregnant, or gave birth in the last 6 weeks"),
    }


@dataclass(frozen=True, slots=True)
class AlertLimits:
    """Stored units. ``_below`` and ``_above`` exclude the number itself, ``_from`` and ``_to`` include it."""

    spo2_below: float = 90
    spo2_below_in_distress: float = 92
    systolic_below: float = 90
    systolic_from: float = 180
    diastolic_from: float = 120
    pregnant_systolic_from: float = 160
    pregnant_diastolic_from: float = 110
    pulse_below: float = 40
    pulse_above: float = 130
    respiration_below: float = 8
    respiration_above: float = 30
    child_share: float = 0.25
    temperature_from: float = 40.0
    temperature_to: float = 35.0
    young_infant_months: int = 3
    young_infant_from: float = 38.0
    young_infant_below: float = 36.0
    glucose_below: float = 54
    glucose_below_with_symptoms: float = 70
    glucose_above: float = 300
    glucose_above_with_vomiting: float = 250
    pain_from: float = 8
    peak_flow_share: float = 0.5


@dataclass(frozen=True, slots=True)
class Alert:
    """``vital``: the key of the measurement, or the sign; ``sentence`` names no patient."""

    vital: str
    sentence: str


def alerts(
    values: Mapping[str, float],
    age: Age,
    *,
    context: Collection[str] = (),
    best_peak_flow: float | None = None,
    limits: AlertLimits | None = None,
) -> tuple[Alert, ...]:
    """``values``: vital key → value in its stored unit; ``context``: keys of ``SIGNS`` and ``CONTEXT``."""
    judge = _Judge(age, frozenset(context), best_peak_flow, limits or AlertLimits())
    found = [
        Alert(key, _sentence(key, values[key], age)) for key in values if judge.alarming(key, values[key])
    ]
    return (*found, *_signs(context))


def off_scale(word: str) -> tuple[Alert, ...]:
    """A glucose meter shows ``LO`` below its range and ``HI`` above it: further out than any limit for a number."""
    if word not in ("LO", "HI"):
        return ()
    sentence = _("{vital} {value}: tell the provider now.")
    return (
        Alert(vital_signs.GLUCOSE, sentence.format(vital=vital_signs.label(vital_signs.GLUCOSE), value=word)),
    )


def _sentence(key: str, value: float, age: Age) -> str:
    return _("{vital} {value}: tell the provider now.").format(
        vital=vital_signs.label(key), value=vital_display.both_units(key, value, age)
    )


def _signs(context: Collection[str]) -> Iterator[Alert]:
    words = {
        "altered-mental-state": _("Altered mental state: tell the provider now."),
        "cyanosis": _("Blue lips or skin: tell the provider now."),
        "stridor": _("Noisy breathing in: tell the provider now."),
        "new-irregular-pulse": _("New irregular pulse: tell the provider now."),
    }
    return (Alert(sign, words[sign]) for sign in SIGNS if sign in context)


@dataclass(frozen=True, slots=True)
class _Judge:
    age: Age
    context: frozenset[str]
    best_peak_flow: float | None
    limits: AlertLimits

    def alarming(self, key: str, value: float) -> bool:
        rules = {
            vital_signs.SPO2: self._spo2,
            vital_signs.SYSTOLIC: self._systolic,
            vital_signs.DIASTOLIC: self._diastolic,
            vital_signs.PULSE: self._pulse,
            vital_signs.RESPIRATION: self._respiration,
            vital_signs.TEMPERATURE: self._temperature,
            vital_signs.GLUCOSE: self._glucose,
            vital_signs.PAIN: self._pain,
            vital_signs.PEAK_FLOW: self._peak_flow,
        }
        return key in rules and rules[key](value)

    def _adult(self) -> bool:
        return vital_ranges.adult_band(self.age)

    def _far_outside(self, value: float, usual: vital_ranges.Range) -> bool:
        low, high = usual
        return value < low * (1 - self.limits.child_share) or value > high * (1 + self.limits.child_share)

    def _spo2(self, value: float) -> bool:
        distress = "distress" in self.context
        return value < (self.limits.spo2_below_in_distress if distress else self.limits.spo2_below)

    def _systolic(self, value: float) -> bool:
        if "pregnant" in self.context and value >= self.limits.pregnant_systolic_from:
            return True
        if not self._adult():
            return value < vital_ranges.hypotension_below(self.age)
        return value < self.limits.systolic_below or value >= self.limits.systolic_from

    def _diastolic(self, value: float) -> bool:
        if "pregnant" in self.context and value >= self.limits.pregnant_diastolic_from:
            return True
        return self._adult() and value >= self.limits.diastolic_from

    def _pulse(self, value: float) -> bool:
        if not self._adult():
            return self._far_outside(value, vital_ranges.band_for(self.age).pulse)
        return value < self.limits.pulse_below or value > self.limits.pulse_above

    def _respiration(self, value: float) -> bool:
        if not self._adult():
            return self._far_outside(value, vital_ranges.band_for(self.age).respiration)
        return value < self.limits.respiration_below or value > self.limits.respiration_above

    def _temperature(self, value: float) -> bool:
        limits = self.limits
        if value >= limits.temperature_from or value <= limits.temperature_to:
            return True
        young = self.age.total_months < limits.young_infant_months
        return young and (value >= limits.young_infant_from or value < limits.young_infant_below)

    def _glucose(self, value: float) -> bool:
        limits = self.limits
        low = limits.glucose_below_with_symptoms if "symptoms" in self.context else limits.glucose_below
        ill = self.context & {"vomiting", "ketones"}
        high = limits.glucose_above_with_vomiting if ill else limits.glucose_above
        return value < low or value > high

    def _pain(self, value: float) -> bool:
        return value >= self.limits.pain_from and bool(self.context & {"chest", "abdomen", "head"})

    def _peak_flow(self, value: float) -> bool:
        return self.best_peak_flow is not None and value < self.best_peak_flow * self.limits.peak_flow_share
