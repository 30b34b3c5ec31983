"""Judging a measurement as it is typed: refuse the impossible, ask once about the unlikely, highlight, alert."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ma_desktop.domain import (
    vital_answers,
    vital_display,
    vital_entry,
    vital_methods,
    vital_ranges,
    vital_signs,
)
from ma_desktop.domain.ages import Age
from ma_desktop.domain.measurements import OffScale
from ma_desktop.domain.provider_alerts import AlertLimits, alerts, off_scale
from ma_desktop.domain.units import KG_PER_LB
from ma_desktop.domain.vital_answers import Answer
from ma_desktop.domain.vital_entry import Entry
from ma_desktop.domain.vital_signs import Limits
from ma_desktop.i18n import _


class Level(StrEnum):
    """``reject`` cannot be saved; ``ask`` is answered once and kept with the value; the others inform."""

    REJECT = "reject"
    ASK = "ask"
    HIGHLIGHT = "highlight"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    vital: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The last value of the same vital sign, in its stored unit, and how many days ago it was taken."""

    value: float
    days_ago: int = 0


#: Adults: a change of 10 % of weight or 3 cm of height since the last visit is asked about (common practice).
WEIGHT_CHANGE = 0.10
HEIGHT_CHANGE_CM = 3.0
#: A child's height below the last one by more than this is asked about; half a centimeter is reading error.
SHRINK_CM = 0.5
#: Head: more than 2 cm in a month after three months of age.
HEAD_CM_PER_MONTH = 2.0
#: A weight this close (3 %) to 2.2046 times the last one, or to its inverse, looks like kg typed as lb.
SLIP_TOLERANCE = 0.03
#: A difference of the two pressures below this is asked about.
PULSE_PRESSURE = 20.0


def judge(
    vital: str,
    value: float,
    age: Age,
    previous: Previous | None = None,
    *,
    limits: Mapping[str, Limits] | None = None,
    alert_limits: AlertLimits | None = None,
    context: Collection[str] = (),
    site: str = "oral",
    best_peak_flow: float | None = None,
) -> tuple[Finding, ...]:
    """``value`` in the stored unit of ``vital``. A refused value has that one finding; else ask, highlight, alert.

    ``limits`` and ``alert_limits`` are the practice's own; ``site`` is where a temperature was taken.
    """
    mine = vital_signs.limits_of(vital, limits)
    if mine.refuses(value):
        return (Finding(Level.REJECT, vital, _refusal(vital, mine, age)),)
    told = alerts({vital: value}, age, context=context, best_peak_flow=best_peak_flow, limits=alert_limits)
    return (
        *_asked(vital, value, age, previous, mine, best_peak_flow),
        *_highlighted(vital, value, age, site),
        *(Finding(Level.ALERT, alert.vital, alert.sentence) for alert in told if alert.vital == vital),
    )


def judge_pressures(systolic: float, diastolic: float) -> tuple[Finding, ...]:
    """What the two halves say together; each half is judged by ``judge`` besides."""
    if systolic <= diastolic:
        return (
            Finding(Level.REJECT, vital_signs.BLOOD_PRESSURE, _("The first number must be the higher one.")),
        )
    if systolic - diastolic < PULSE_PRESSURE:
        return (
            Finding(
                Level.ASK,
                vital_signs.BLOOD_PRESSURE,
                _("The two numbers are less than 20 apart. Measured so?"),
            ),
        )
    return ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a field is judged by besides its value.

    ``context``: keys of ``provider_alerts.SIGNS`` and ``CONTEXT``; ``avoided``: sites where no pressure is taken;
    ``today``: the day of the visit; ``alert_limits``: the practice's own.
    """

    age: Age
    today: date
    context: frozenset[str] = frozenset()
    avoided: frozenset[str] = frozenset()
    best_peak_flow: float | None = None
    alert_limits: AlertLimits | None = None


def findings(
    entry: Entry, method: Mapping[str, str], here: Circumstances, previous: Previous | None = None
) -> tuple[Finding, ...]:
    """Everything that is to be said about one field as typed; ``method``: how it was measured, the field's words included."""
    reading = entry.reading
    if isinstance(reading, Answer):
        sentence = vital_answers.question(reading, here.today)
        return (Finding(Level.ASK, reading.vital, sentence),) if sentence else ()
    if isinstance(reading, OffScale):
        return tuple(Finding(Level.ALERT, one.vital, one.sentence) for one in off_scale(reading.word))
    if not isinstance(reading, tuple):
        return ()
    context = here.context | context_of(method)
    found = [
        finding
        for part in reading
        for finding in judge(
            part.vital, part.value, here.age, previous, context=context, alert_limits=here.alert_limits,
            site=method.get(vital_methods.TEMPERATURE_SITE, "oral"), best_peak_flow=here.best_peak_flow,
        )
    ]  # fmt: skip
    signs = alerts({}, here.age, context=context_of(method))
    found += [Finding(Level.ALERT, sign.vital, sign.sentence) for sign in signs]
    if len(reading) == 2:
        found += judge_pressures(reading[0].value, reading[1].value)
        found += _judge_site(method.get(vital_methods.SITE, ""), here.avoided)
    return tuple(found)


def context_of(method: Mapping[str, str]) -> frozenset[str]:
    """What the way of measuring says for the alerts: a new irregular pulse, pain in chest, abdomen or head."""
    found = set(vital_entry.pain_places(method.get(vital_methods.PAIN_AT, "")))
    if method.get(vital_methods.RHYTHM) == "irregular":
        found.add("new-irregular-pulse")
    return frozenset(found)


def _judge_site(site: str, avoided: Collection[str]) -> Iterator[Finding]:
    if site in avoided:
        words = dict(vital_methods.details()[vital_methods.SITE].choices)[site]
        sentence = _("The chart says: no blood pressure at the {site}. Measured there all the same?")
        yield Finding(Level.ASK, vital_signs.BLOOD_PRESSURE, sentence.format(site=words))


def worst(findings: Collection[Finding]) -> Level | None:
    """The level that decides what the screen does: reject, ask, alert, highlight."""
    order = (Level.REJECT, Level.ASK, Level.ALERT, Level.HIGHLIGHT)
    return next((level for level in order if any(found.level is level for found in findings)), None)


def _refusal(vital: str, limits: Limits, age: Age) -> str:
    return _("{vital} must be between {low} and {high}. Check the number and the unit.").format(
        vital=vital_signs.label(vital),
        low=vital_display.both_units(vital, limits.low, age),
        high=vital_display.both_units(vital, limits.high, age),
    )


def _asked(
    vital: str, value: float, age: Age, previous: Previous | None, limits: Limits, best: float | None
) -> Iterator[Finding]:
    shown = vital_display.both_units(vital, value, age)
    if limits.asks(value) and (not limits.adults_only or vital_ranges.adult_band(age)):
        sentence = _("{vital} {value} is unusual. Measured so?")
        yield Finding(Level.ASK, vital, sentence.format(vital=vital_signs.label(vital), value=shown))
    if vital == vital_signs.PEAK_FLOW and best is not None and value < best / 2:
        yield Finding(Level.ASK, vital, _("Less than half of the personal best. Measured so?"))
    if previous is not None and (changed := _change(vital, value, age, previous)):
        yield Finding(Level.ASK, vital, changed)


def _change(vital: str, value: float, age: Age, previous: Previous) -> str:
    """The question about a change since the last value, or ``""``."""
    last = vital_display.both_units(vital, previous.value, age)
    if vital == vital_signs.WEIGHT:
        if _looks_like_slip(value, previous.value):
            return _("Kilograms and pounds mixed up? The last weight was {last}.").format(last=last)
        if age.adult and abs(value - previous.value) >= WEIGHT_CHANGE * previous.value:
            return _("Weight changed by 10 % or more since the last visit ({last}). Measured so?").format(
                last=last
            )
    if vital in (vital_signs.HEIGHT, vital_signs.LENGTH):
        if age.adult and round(abs(value - previous.value), 3) >= HEIGHT_CHANGE_CM:
            return _("Height changed by 3 cm or more since the last visit ({last}). Measured so?").format(
                last=last
            )
        if not age.adult and round(previous.value - value, 3) > SHRINK_CM:
            return _("Shorter than at the last visit ({last}). Measured so?").format(last=last)
    if vital == vital_signs.HEAD and age.total_months >= 3:
        months = max(previous.days_ago / 30.4375, 1.0)
        if abs(value - previous.value) > HEAD_CM_PER_MONTH * months:
            return _("The head changed by more than 2 cm a month (last {last}). Measured so?").format(
                last=last
            )
    return ""


def _looks_like_slip(value: float, last: float) -> bool:
    if last <= 0:
        return False
    ratio = value / last
    return any(abs(ratio / slip - 1) <= SLIP_TOLERANCE for slip in (1 / KG_PER_LB, KG_PER_LB))


def _highlighted(vital: str, value: float, age: Age, site: str) -> Iterator[Finding]:
    if vital == vital_signs.TEMPERATURE and value >= vital_ranges.FEVER:
        yield Finding(Level.HIGHLIGHT, vital, _("Fever: 100.4 °F (38.0 °C) or more."))
        return
    usual = vital_ranges.usual(vital, age, site)
    if usual is not None and not usual[0] <= value <= usual[1]:
        sentence = _("Usual at this age: {low} to {high}.").format(
            low=vital_display.field_text(vital, usual[0]), high=vital_display.field_text(vital, usual[1])
        )
        yield Finding(Level.HIGHLIGHT, vital, sentence)
