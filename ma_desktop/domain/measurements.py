"""What people type into a measurement field → the value in SI units, the words as typed, and both units to show.

Nothing is guessed in silence: where a number without a unit could mean two things, the answer is a sentence that
says what to type. Limits of what a living person can have are judged in ``vital_checks``, not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ma_desktop.domain import vital_display, vital_signs
from ma_desktop.domain.ages import Age
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _


class NotUnderstood(RuleBroken):
    """What was typed cannot be read, or could mean two things; ``sentence`` says what to type."""


@dataclass(frozen=True, slots=True)
class Measured:
    """``value`` in ``unit`` (UCUM); ``original`` as typed; ``display`` in the desk's unit and the metric one."""

    vital: str
    value: float
    unit: str
    original: str
    display: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Nothing was measured. ``reason``: ``refused``, ``unable`` or ``not-done``; ``original`` as typed."""

    vital: str
    reason: str
    original: str


@dataclass(frozen=True, slots=True)
class OffScale:
    """A glucose meter that shows a word instead of a number. ``word``: ``LO`` or ``HI``."""

    vital: str
    word: str
    original: str


Reading = tuple[Measured, ...] | NotTaken | OffScale

_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,3})?"
_ABSENT = {
    "refused": "refused", "declined": "refused", "ref": "refused", "pt refused": "refused",
    "patient refused": "refused", "unable": "unable", "unable to obtain": "unable", "uto": "unable",
    "not done": "not-done", "notdone": "not-done", "not-done": "not-done", "nd": "not-done", "n/d": "not-done",
    "deferred": "not-done", "skip": "not-done",
}  # fmt: skip
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "″": '"', "\xa0": " "}
)


def read(vital: str, text: str, age: Age | None = None) -> Reading:
    """Reads the field ``vital`` (a key of ``vital_signs.ORDER``). A blood pressure gives two values.

    Raises ``NotUnderstood``. ``age`` decides what a number without a unit can mean, and the units shown.
    """
    bare = _normal(text)
    if not bare:
        raise NotUnderstood(_("Nothing was typed."))
    if bare in _ABSENT:
        return NotTaken(vital, _ABSENT[bare], text.strip())
    if vital == vital_signs.BLOOD_PRESSURE:
        upper, lower = _pressures(bare)
        halves = ((vital_signs.SYSTOLIC, upper), (vital_signs.DIASTOLIC, lower))
        return tuple(_measured(half, value, text, age) for half, value in halves)
    if vital == vital_signs.GLUCOSE and bare in ("lo", "low", "hi", "high"):
        return OffScale(vital, bare[:2].upper(), text.strip())
    return (_measured(vital, _READERS[vital](bare, age), text, age),)


def _measured(vital: str, value: Decimal, text: str, age: Age | None) -> Measured:
    kept = float(round(value, 6))
    shown = vital_display.both_units(vital, kept, age)
    return Measured(vital, kept, vital_signs.VITALS[vital].unit, text.strip(), shown)


def _normal(text: str) -> str:
    """Lower case, straight quotes, single spaces, and a decimal comma (``98,6``) as a point."""
    bare = re.sub(r"\s+", " ", text.translate(_QUOTES)).strip().casefold().replace("''", '"')
    return re.sub(r"(?<![0-9,])([0-9]{1,3}),([0-9]{1,2})(?![0-9,])", r"\1.\2", bare)


def _with_unit(bare: str) -> tuple[Decimal, str]:
    found = re.fullmatch(rf"({_NUMBER}) ?([^0-9].*)?", bare)
    if not found:
        raise NotUnderstood(_("“{text}” is not a number with a unit.").format(text=bare))
    if (found[2] or "").startswith(","):
        raise NotUnderstood(
            _("“{text}”: a comma before three digits may mean two things. Leave it out.").format(text=bare)
        )
    return Decimal(found[1]), (found[2] or "").rstrip(".").strip()


def _unknown_unit(unit: str, known: str) -> NotUnderstood:
    return NotUnderstood(_("“{unit}” is not a unit here. Use {known}.").format(unit=unit, known=known))


def _temperature(bare: str, _age: Age | None) -> Decimal:
    number, unit = _with_unit(bare)
    unit = re.sub(r"^(°|º|deg(rees?)?\.?) ?", "", unit)
    if unit in ("f", "fahrenheit") or (not unit and 77 <= number <= 113):
        return (number - 32) / Decimal("1.8")
    # Without a unit, 25 to 45 can only be Celsius: as Fahrenheit nobody would be alive.
    if unit in ("c", "celsius", "cel", "centigrade") or (not unit and 25 <= number <= 45):
        return number
    if unit:
        raise _unknown_unit(unit, "°F, °C")
    raise NotUnderstood(_("{number} is neither a body temperature in °F nor in °C.").format(number=number))


_POUNDS = r"(?:lbs?\.?|pounds?|#)"
_OUNCES = r"(?:oz\.?|ounces?)"


#: Below this age a bare number is too often pounds to one person and kilograms to another, and doses depend on it.
_UNIT_NEEDED_BELOW_YEARS = 12


def _weight(bare: str, age: Age | None) -> Decimal:
    if pair := re.fullmatch(rf"([0-9]{{1,4}}) ?{_POUNDS} ?,? ?({_NUMBER}) ?(?:{_OUNCES})?", bare):
        ounces = Decimal(pair[2])
        if ounces >= 16:
            raise NotUnderstood(_("16 oz make a pound: type the ounces as 0 to 15.9."))
        return (Decimal(pair[1]) + ounces / 16) * Decimal("0.45359237")
    number, unit = _with_unit(bare)
    if not unit and age is not None and age.years < _UNIT_NEEDED_BELOW_YEARS:
        raise NotUnderstood(_("{number}: pounds or kilograms? Add lb or kg.").format(number=number))
    if not unit or re.fullmatch(_POUNDS, unit):
        return number * Decimal("0.45359237")
    if unit in ("k", "kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"):
        return number
    if unit in ("g", "gm", "gms", "gr", "gram", "grams"):
        return number / 1000
    if re.fullmatch(_OUNCES, unit):
        return number / 16 * Decimal("0.45359237")
    raise _unknown_unit(unit, "lb, lb oz, kg, g")


_FEET = r"(?:'|ft\.?|feet|foot)"
_INCHES = r'(?:"|in\.?|inch|inches)'
#: Inches that nobody of that age reaches: 120 cm below two years, 150 cm below five (over any growth chart).
_TALLEST = ((2, 47), (5, 59))


def _height(bare: str, age: Age | None) -> Decimal:
    pair = re.fullmatch(rf"([1-8]) ?(?:{_FEET} ?| |- ?)({_NUMBER}) ?(?:{_INCHES})?", bare)
    feet = re.fullmatch(rf"([1-8]) ?{_FEET}", bare)
    if pair or feet:
        whole, rest = (pair[1], Decimal(pair[2])) if pair else (feet[1] if feet else "0", Decimal(0))
        if rest >= 12:
            raise NotUnderstood(_("12 in make a foot: type the inches as 0 to 11.9."))
        return (Decimal(whole) * 12 + rest) * Decimal("2.54")
    number, unit = _with_unit(bare)
    if unit:
        return _with_length_unit(number, unit)
    if number < 8:
        raise NotUnderstood(_("Is that feet? Type 5'2 for 5 ft 2 in, or add in or cm."))
    tallest = next((top for years, top in _TALLEST if age is not None and age.years < years), 96)
    if number <= tallest:
        return number * Decimal("2.54")
    # Over 275 cm as inches: it can only be centimeters.
    if number > 108:
        return number
    raise NotUnderstood(_("{number}: inches or centimeters? Add in or cm.").format(number=number))


def _with_length_unit(number: Decimal, unit: str) -> Decimal:
    if re.fullmatch(_INCHES, unit):
        return number * Decimal("2.54")
    if unit in ("cm", "cms", "centimeter", "centimeters"):
        return number
    if unit in ("m", "meter", "meters"):
        return number * 100
    if unit in ("mm", "millimeters"):
        return number / 10
    if re.fullmatch(_FEET, unit):
        raise NotUnderstood(_("Type feet and inches, such as 5'2: 5.2 ft may mean two things."))
    raise _unknown_unit(unit, "ft in, in, cm, m")


def _head(bare: str, _age: Age | None) -> Decimal:
    number, unit = _with_unit(bare)
    if unit:
        return _with_length_unit(number, unit)
    # 20 to 75 cm is 7.9 to 29.5 in: between 20 and 30 both would be possible.
    if number < 20:
        return number * Decimal("2.54")
    if number >= 30:
        return number
    raise NotUnderstood(_("{number}: inches or centimeters? Add in or cm.").format(number=number))


def _waist(bare: str, _age: Age | None) -> Decimal:
    number, unit = _with_unit(bare)
    if unit:
        return _with_length_unit(number, unit)
    if 20 <= number <= 60:
        return number * Decimal("2.54")
    raise NotUnderstood(_("{number}: inches or centimeters? Add in or cm.").format(number=number))


def _pressures(bare: str) -> tuple[Decimal, Decimal]:
    found = re.fullmatch(r"([0-9]{1,3}) ?(?:/|\\|-|over| ) ?([0-9]{1,3})(?: ?mm ?\[?hg\]?)?", bare)
    if not found:
        raise NotUnderstood(_("Type both numbers, such as 120/80."))
    return Decimal(found[1]), Decimal(found[2])


def _counted(*known: str) -> Callable[[str, Age | None], Decimal]:
    """A reader of whole numbers, with or without one of the ``known`` units."""

    def reader(bare: str, _age: Age | None) -> Decimal:
        number, unit = _with_unit(bare)
        if unit and unit not in known:
            raise _unknown_unit(unit, known[0])
        if number != number.to_integral_value():
            raise NotUnderstood(_("Type a whole number."))
        return number

    return reader


def _pain(bare: str, _age: Age | None) -> Decimal:
    found = re.fullmatch(r"([0-9]{1,2})(?: ?(?:/|of|out of) ?10)?", bare)
    if not found:
        raise NotUnderstood(_("Type the pain as a whole number from 0 to 10, such as 3 or 3/10."))
    return Decimal(found[1])


def _glucose(bare: str, _age: Age | None) -> Decimal:
    number, unit = _with_unit(bare)
    if unit in ("mmol/l", "mmol"):
        return number * Decimal("18.016")
    if unit and unit not in ("mg/dl", "mg/dl.", "mg"):
        raise _unknown_unit(unit, "mg/dL, mmol/L")
    if not unit and (number < 10 or (number < 34 and number != number.to_integral_value())):
        raise NotUnderstood(_("{number}: mg/dL or mmol/L? Add the unit.").format(number=number))
    return number


_READERS: dict[str, Callable[[str, Age | None], Decimal]] = {
    vital_signs.TEMPERATURE: _temperature,
    vital_signs.PULSE: _counted("bpm", "/min", "/ min", "per min", "beats/min", "per minute"),
    vital_signs.RESPIRATION: _counted("/min", "/ min", "per min", "rpm", "breaths/min", "per minute"),
    vital_signs.SPO2: _counted("%", "percent", "pct"),
    vital_signs.WEIGHT: _weight,
    vital_signs.HEIGHT: _height,
    vital_signs.LENGTH: _height,
    vital_signs.HEAD: _head,
    vital_signs.WAIST: _waist,
    vital_signs.PAIN: _pain,
    vital_signs.PEAK_FLOW: _counted("l/min", "l/m", "lpm"),
    vital_signs.GLUCOSE: _glucose,
}
