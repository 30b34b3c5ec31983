"""How a vital sign was measured: arm, position and cuff of a blood pressure, oxygen with a saturation, and the like.

A detail is kept with the measurement it belongs to, under its key; what nobody said is not kept at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ma_desktop.domain import vital_signs
from ma_desktop.i18n import _

SITE, POSITION, CUFF, DEVICE, ARM = "site", "position", "cuff", "device", "arm_cm"
TEMPERATURE_SITE, PULSE_SITE, RHYTHM, EFFORT = "temperature_site", "pulse_site", "rhythm", "effort"
OXYGEN, FLOW, FIO2, PROBE = "oxygen", "flow", "fio2", "probe"
CLOTHED, WEIGHED, HEIGHT_SOURCE = "clothed", "weighed", "height_source"
PAIN_AT, PAIN_SCALE, TRIES = "pain_at", "pain_scale", "tries"
TIMING, METER, STRIP_LOT = "timing", "meter", "strip_lot"

#: What belongs to which measurement, in the order in which it is asked.
OF: dict[str, tuple[str, ...]] = {
    vital_signs.TEMPERATURE: (TEMPERATURE_SITE,),
    vital_signs.PULSE: (RHYTHM, PULSE_SITE, POSITION),
    vital_signs.RESPIRATION: (EFFORT,),
    vital_signs.BLOOD_PRESSURE: (SITE, POSITION, CUFF, ARM, DEVICE),
    vital_signs.SPO2: (OXYGEN, FLOW, FIO2, PROBE),
    vital_signs.WEIGHT: (WEIGHED, CLOTHED),
    vital_signs.HEIGHT: (HEIGHT_SOURCE,),
    vital_signs.PAIN: (PAIN_AT, PAIN_SCALE),
    vital_signs.GLUCOSE: (TIMING, METER, STRIP_LOT),
}
OF_PRESSURE = OF[vital_signs.BLOOD_PRESSURE]
#: What is said of one value and not expected of the next.
OF_ONE_VALUE = frozenset({FLOW, FIO2, OXYGEN, RHYTHM, PAIN_AT, TRIES, TIMING, EFFORT})

#: Bladder widths are made for these circumferences of the arm, in cm, upper bound excluded (common practice:
#: small adult 22–26, regular 27–34, large 35–44, thigh 45–52).
_CUFFS = ((22.0, "child"), (27.0, "small"), (35.0, "regular"), (45.0, "large"), (52.5, "thigh"))
#: Arms or legs that no cuff goes around: the practice's own words on the chart say so.
_SIDES = {"left": ("left-arm", "left-leg"), "right": ("right-arm", "right-leg")}
_AVOID = re.compile(
    r"\b(no|not|never|avoid|without|fistula|shunt|lymphedema|lymphoedema|mastectomy|picc|port|iv)\b"
)


@dataclass(frozen=True, slots=True)
class Detail:
    """``choices``: (code as stored, words), the usual one first; none where it is typed. ``unit``: of what is typed."""

    key: str
    caption: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""


def details() -> dict[str, Detail]:
    """Every detail by its key."""
    rows = (
        *_of_pressure(),
        Detail(TEMPERATURE_SITE, _("Taken"), (
            ("oral", _("by mouth")), ("tympanic", _("ear")), ("temporal", _("forehead")), ("axillary", _("armpit")),
            ("rectal", _("rectal")),
        )),
        Detail(RHYTHM, _("Rhythm"), (
            ("regular", _("regular")), ("irregular-known", _("irregular, known")), ("irregular", _("irregular, new")),
        )),
        Detail(PULSE_SITE, _("Felt at"), (
            ("radial", _("at the wrist")), ("brachial", _("at the elbow")), ("apical", _("at the heart")), ("carotid", _("at the neck")),
            ("oximeter", _("oximeter")),
        )),
        Detail(EFFORT, _("Breathing"), (
            ("easy", _("easy")), ("labored", _("labored")), ("counted-60", _("counted a whole minute")),
        )),
        Detail(OXYGEN, _("Breathing"), (("room-air", _("room air")), ("oxygen", _("on oxygen")))),
        Detail(FLOW, _("Oxygen flow"), unit="L/min"),
        Detail(FIO2, _("Oxygen share"), unit="%"),
        Detail(PROBE, _("Probe on"), (
            ("finger", _("finger")), ("ear", _("ear lobe")), ("toe", _("toe")), ("foot", _("foot")), ("forehead", _("forehead")),
        )),
        Detail(WEIGHED, _("Weight is"), (("measured", _("measured")), ("stated", _("stated, not measured")))),
        Detail(CLOTHED, _("Wearing"), (
            ("clothed", _("clothes")), ("gown", _("gown")), ("unclothed", _("nothing")), ("diaper", _("dry diaper")),
        )),
        Detail(HEIGHT_SOURCE, _("Height is"), (("measured", _("measured")), ("stated", _("stated, not measured")))),
        Detail(PAIN_AT, _("Where")),
        Detail(PAIN_SCALE, _("Scale"), (("0-10", _("0 to 10, told")), ("flacc", _("FLACC, watched")))),
        Detail(TRIES, _("Tries")),
        Detail(TIMING, _("Last meal"), (
            ("fasting", _("fasting")), ("random", _("random")), ("after-meal", _("2 h after a meal")),
        )),
        Detail(METER, _("Meter")),
        Detail(STRIP_LOT, _("Strip lot")),
    )  # fmt: skip
    return {row.key: row for row in rows}


def _of_pressure() -> tuple[Detail, ...]:
    return (
        Detail(SITE, _("Taken at"), (
            ("right-arm", _("right arm")), ("left-arm", _("left arm")), ("right-leg", _("right leg")), ("left-leg", _("left leg")),
        )),
        Detail(POSITION, _("Position"), (
            ("sitting", _("sitting")), ("standing", _("standing")), ("supine", _("lying")),
        )),
        Detail(CUFF, _("Cuff"), (
            ("regular", _("regular cuff")), ("large", _("large cuff")), ("small", _("small cuff")), ("thigh", _("thigh cuff")),
            ("child", _("child cuff")), ("infant", _("infant cuff")),
        )),
        Detail(ARM, _("Arm around"), unit="cm"),
        Detail(DEVICE, _("Device"), (("auto", _("automatic")), ("manual", _("by ear")))),
    )  # fmt: skip


def choices() -> dict[str, tuple[tuple[str, str], ...]]:
    """Key → (code as stored, words) of the details that are chosen, the usual one first."""
    return {key: detail.choices for key, detail in details().items() if detail.choices}


def words(method: Mapping[str, str]) -> str:
    """``right arm · sitting · large cuff``; empty when nothing was said."""
    said = []
    for key, detail in details().items():
        if not (value := method.get(key)):
            continue
        if detail.choices:
            said.append(dict(detail.choices).get(value, value))
        elif detail.unit:
            said.append(f"{value} {detail.unit}" if key != ARM else _("arm {cm} cm").format(cm=value))
        elif key in (METER, STRIP_LOT, TRIES):
            said.append(f"{detail.caption.casefold()} {value}")
        else:
            said.append(value)
    return " · ".join(said)


def belonging(vital: str, method: Mapping[str, str]) -> dict[str, str]:
    """Only what belongs to this measurement."""
    return {key: method[key] for key in (*OF.get(vital, ()), TRIES) if method.get(key)}


def cuff_for(centimeters: float) -> str:
    """The cuff for an arm of this circumference; ``""`` where none fits (over 52 cm)."""
    return next((cuff for below, cuff in _CUFFS if centimeters < below), "")


def avoided(needs: Iterable[str]) -> frozenset[str]:
    """Sites where no blood pressure is taken, out of the chart's words: ``No blood pressure in the left arm``.

    A side counts when the same words say no, fistula, lymphedema, mastectomy, a line or a port.
    """
    found: set[str] = set()
    for need in needs:
        bare = need.casefold()
        if not _AVOID.search(bare):
            continue
        for side, (arm, leg) in _SIDES.items():
            if re.search(rf"\b{side}\b", bare) and not re.search(r"\bear\b|\beye\b", bare):
                found.add(leg if "leg" in bare and "arm" not in bare else arm)
    return frozenset(found)
