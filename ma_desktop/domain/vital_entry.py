"""One field as people type it: the measurement, and what they say about it in the same breath.

``97 2L`` is a saturation on two liters of oxygen, ``98.6 ear`` a temperature taken in the ear, ``120/80 left lying`` a blood
pressure, ``6 left knee`` a pain. Only words of a fixed list are taken off the end; what remains is read by ``measurements``,
which refuses what it does not know, so that no word is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ma_desktop.domain import measurements, vital_answers, vital_signs
from ma_desktop.domain.ages import Age
from ma_desktop.domain.measurements import Measured, NotTaken, NotUnderstood, OffScale
from ma_desktop.domain.vital_answers import Answer
from ma_desktop.domain.vital_methods import (
    CLOTHED,
    CUFF,
    DEVICE,
    EFFORT,
    FIO2,
    FLOW,
    HEIGHT_SOURCE,
    OXYGEN,
    PAIN_AT,
    PAIN_SCALE,
    POSITION,
    PULSE_SITE,
    RHYTHM,
    SITE,
    TEMPERATURE_SITE,
    TIMING,
    TRIES,
    WEIGHED,
)  # fmt: skip
from ma_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Entry:
    """``method``: what was said in the field itself, by the keys of ``vital_methods``."""

    reading: tuple[Measured, ...] | NotTaken | OffScale | Answer
    method: Mapping[str, str] = field(default_factory=dict)


_POSITIONS = (
    (r"sit(?:ting)?", POSITION, "sitting"), (r"stand(?:ing)?", POSITION, "standing"),
    (r"supine|lying(?: down)?|lay(?:ing)?", POSITION, "supine"),
)  # fmt: skip
_NUMBER = r"[0-9]{1,2}(?:\.[0-9])?"
#: Per vital sign: (pattern of the words, key, code). A code of ``"#"`` is the number among the words.
_WORDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    vital_signs.TEMPERATURE: (
        (r"oral(?:ly)?|po|(?:by )?mouth", TEMPERATURE_SITE, "oral"), (r"rectal(?:ly)?|rect", TEMPERATURE_SITE, "rectal"),
        (r"ax|axillary|armpit", TEMPERATURE_SITE, "axillary"), (r"tymp|tympanic|ear", TEMPERATURE_SITE, "tympanic"),
        (r"temp|temporal|forehead", TEMPERATURE_SITE, "temporal"),
    ),
    vital_signs.PULSE: (
        (r"reg(?:ular)?", RHYTHM, "regular"), (r"irreg(?:ular)?", RHYTHM, "irregular"), (r"radial|wrist", PULSE_SITE, "radial"),
        (r"apical", PULSE_SITE, "apical"), (r"brachial", PULSE_SITE, "brachial"), (r"carotid|neck", PULSE_SITE, "carotid"),
        (r"oximeter|ox", PULSE_SITE, "oximeter"), *_POSITIONS,
    ),
    vital_signs.RESPIRATION: ((r"easy|unlabou?red", EFFORT, "easy"), (r"labou?red", EFFORT, "labored")),
    vital_signs.BLOOD_PRESSURE: (
        (r"(?:l|left)(?: ?arm)?|la", SITE, "left-arm"), (r"(?:r|right)(?: ?arm)?|ra", SITE, "right-arm"),
        (r"(?:l|left) ?leg|ll", SITE, "left-leg"), (r"(?:r|right) ?leg|rl", SITE, "right-leg"),
        (r"small(?: cuff)?", CUFF, "small"), (r"large(?: cuff)?", CUFF, "large"), (r"thigh(?: cuff)?", CUFF, "thigh"),
        (r"regular(?: cuff)?", CUFF, "regular"), (r"child(?: cuff)?", CUFF, "child"), (r"infant(?: cuff)?", CUFF, "infant"),
        (r"man(?:ual)?", DEVICE, "manual"), (r"auto(?:matic)?", DEVICE, "auto"), *_POSITIONS,
    ),
    vital_signs.SPO2: (
        (r"(?:on )?(?:ra|room air)", OXYGEN, "room-air"), (r"on (?:o2|oxygen)", OXYGEN, "oxygen"),
        (rf"(?:on )?({_NUMBER}) ?(?:l|lpm|l/min|liters?)(?: (?:o2|oxygen|nc))?", FLOW, "#"),
        (r"(?:on )?fio2 ?([0-9]{2,3}) ?%?", FIO2, "#"),
    ),
    vital_signs.WEIGHT: (
        (r"clothed|dressed|clothes on", CLOTHED, "clothed"), (r"gown", CLOTHED, "gown"),
        (r"unclothed|undressed|naked|nude", CLOTHED, "unclothed"), (r"diaper", CLOTHED, "diaper"),
        (r"stated|reported", WEIGHED, "stated"), (r"measured", WEIGHED, "measured"),
    ),
    vital_signs.HEIGHT: ((r"stated|reported", HEIGHT_SOURCE, "stated"), (r"measured", HEIGHT_SOURCE, "measured")),
    vital_signs.PAIN: ((r"flacc", PAIN_SCALE, "flacc"),),
    vital_signs.GLUCOSE: (
        (r"fast(?:ing)?", TIMING, "fasting"), (r"random", TIMING, "random"),
        (r"pp|after (?:a )?meal|postprandial", TIMING, "after-meal"),
    ),
}  # fmt: skip
#: Lowest and highest oxygen that can be given: L/min (high-flow devices end at 60), % (room air to pure).
_BREATHED = {FLOW: (0.1, 60.0), FIO2: (21.0, 100.0)}
_PLACE = re.compile(
    r"([0-9]{1,2}(?: ?(?:/|of|out of) ?10)?) +(?:in |at |of )?(?:the )?([a-zñáéíóú][a-zñáéíóú ,-]{1,60})",
    re.I,
)
_THREE = re.compile(r"([0-9]{2,3})[ ,/]+([0-9]{2,3})(?:[ ,/]+([0-9]{2,3}))?(?: ?l/min)?", re.I)
#: Other words for the places where a strong pain is told to the provider.
_PLACES = (
    ("chest", r"chest|breastbone|sternum|sternal|substernal|cp|pecho"),
    (
        "abdomen",
        r"abdomen|abdominal|abd|belly|bellyache|stomach|stomachache|tummy|tummyache|epigastric|epigastrium|gut|rlq|ruq|llq|luq|barriga|panza"
        r"|est[oó]mago|vientre",
    ),
    ("head", r"head|headaches?|h/?a|migraines?|cabeza"),
)


def read(vital: str, text: str, age: Age | None = None, today: date | None = None) -> Entry:
    """Raises ``NotUnderstood``. ``today`` is needed for a last period only."""
    whole = text.strip()
    if vital in vital_signs.ANSWERS:
        return Entry(_absent(vital, whole) or vital_answers.read(vital, whole, today))
    bare, method = _parted(vital, whole)
    if vital == vital_signs.PEAK_FLOW and (tries := _THREE.fullmatch(bare)):
        blown = [number for number in tries.groups() if number]
        bare, method = max(blown, key=int), {TRIES: ", ".join(blown)}
    reading = measurements.read(vital, bare, age)
    if isinstance(reading, tuple):
        reading = tuple(replace(part, original=whole) for part in reading)
    elif isinstance(reading, NotTaken | OffScale):
        reading = replace(reading, original=whole)
    return Entry(reading, method)


def pain_places(where: str) -> frozenset[str]:
    """Which of chest, abdomen and head the words name."""
    bare = where.casefold()
    return frozenset(key for key, pattern in _PLACES if re.search(rf"\b(?:{pattern})\b", bare))


def _absent(vital: str, whole: str) -> NotTaken | None:
    try:
        reading = measurements.read(vital_signs.PULSE, whole)
    except NotUnderstood:
        return None
    return NotTaken(vital, reading.reason, whole) if isinstance(reading, NotTaken) else None


def _parted(vital: str, whole: str) -> tuple[str, dict[str, str]]:
    """The measurement without its words, and the words."""
    method: dict[str, str] = {}
    bare, found = whole, True
    while found:
        found = False
        for pattern, key, code in _WORDS.get(vital, ()):
            tail = re.fullmatch(rf"(.*?[0-9%°\"'a-z])[ ,;]+(?:{pattern})", bare, re.IGNORECASE)
            if tail is None:
                continue
            _take(method, key, tail[2] if code == "#" else code, whole)
            bare, found = tail[1].rstrip(" ,;"), True
            break
    if vital == vital_signs.PAIN and (place := _PLACE.fullmatch(bare)):
        bare, method[PAIN_AT] = place[1], place[2].strip()
    return bare, method


def _take(method: dict[str, str], key: str, value: str, whole: str) -> None:
    if method.get(key, value) != value:
        raise NotUnderstood(_("“{text}” says two things that do not go together.").format(text=whole))
    method[key] = value
    if key in (FLOW, FIO2):
        low, high = _BREATHED[key]
        if not low <= float(value) <= high:
            raise NotUnderstood(_("“{text}”: nobody breathes that much oxygen.").format(text=whole))
        if method.get(OXYGEN) == "room-air":
            raise NotUnderstood(_("“{text}” says two things that do not go together.").format(text=whole))
        method[OXYGEN] = "oxygen"
