"""Results, units and coded names in the words of the desk and of the patient's page. For display only: the record keeps
what was sent."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from ma_desktop.i18n import _, language

#: UCUM codes whose reading is not found by taking them apart.
_WHOLE = {
    "1": "", "{#}": "", "{score}": "", "{ratio}": "", "{INR}": "", "[pH]": "", "[INR]": "",
    "mL/min/{1.73_m2}": "mL/min/1.73 m²", "mL/min/1.73.m2": "mL/min/1.73 m²", "mL/min/{1.73m2}": "mL/min/1.73 m²",
}  # fmt: skip
_ATOMS = {
    "mm[Hg]": "mmHg", "cm[H2O]": "cmH₂O", "[degF]": "°F", "Cel": "°C", "[lb_av]": "lb", "[oz_av]": "oz",
    "[in_i]": "in", "[ft_i]": "ft", "[IU]": "IU", "[iU]": "IU", "[arb'U]": "units", "{creat}": " creatinine",
    "meq": "mEq", "osm": "Osm", "m2": "m²", "m3": "m³",
}  # fmt: skip
#: ``u`` is UCUM's ASCII for micro: before a liter, gram, mole, meter, unit or second, at the start of a factor.
_MICRO = re.compile(r"(?<![A-Za-z])u(?=(?:L|g|mol|m|s|IU|U)(?![a-z]))")
_BRACKETED = re.compile(r"\s*\[[^\]]*\]")
#: The kind of concept that SNOMED CT puts behind its fully specified names.
_TAG = re.compile(
    r"\s*\((?:disorder|finding|situation|procedure|regime/therapy|morphologic abnormality|event|context-dependent category|"
    r"observable entity|substance|person|environment|record artifact|assessment scale|product|clinical drug)\)\s*$"
)  # fmt: skip
_METHOD = re.compile(r"\s+by (?:Automated count|Calculation|calculation|Automated|Test strip)\s*$")
#: More decimals than this are no laboratory's but a computer's.
REPORTED_PLACES = 3


def unit_words(ucum: str) -> str:
    """``mL/min/{1.73_m2}`` → ``mL/min/1.73 m²``; a unit that is not known comes without brackets and underscores."""
    return _unit_words(ucum, language())


@lru_cache(maxsize=512)
def _unit_words(ucum: str, _language: str) -> str:
    code = ucum.strip()
    known = _WHOLE.get(code, _in_words().get(code))
    if known is not None:
        return known
    for atom, word in _ATOMS.items():
        code = code.replace(atom, word)
    code = re.sub(r"10\*(-?\d+)", lambda power: f"10{_raised(power[1])}", code)
    code = re.sub(r"[\[\]{}]", "", code).replace("_", " ")
    return _MICRO.sub("µ", code)


def _in_words() -> dict[str, str]:
    """What US laboratories print as words."""
    minute, thousand, million = _("per minute"), _("thousand/µL"), _("million/µL")
    return {
        "/min": minute, "{breaths}/min": minute, "{beats}/min": minute,
        "/d": _("per day"), "/wk": _("per week"), "/a": _("per year"),
        "/[HPF]": _("per high-power field"), "/[LPF]": _("per low-power field"),
        "10*3/uL": thousand, "K/uL": thousand, "10*6/uL": million, "M/uL": million,
        "10*9/L": _("billion/L"), "10*12/L": _("trillion/L"),
        "s": _("seconds"), "h": _("hours"), "d": _("days"), "wk": _("weeks"), "mo": _("months"), "a": _("years"),
    }  # fmt: skip


def number_text(value: float) -> str:
    """As the laboratory reported it (``1.015``, ``140``); a computer's tail is rounded to three figures.

    Whole digits are never rounded away, and below one two figures stay, so that a small value is not shown as none.
    """
    exact = Decimal(repr(value)).normalize()
    places = max(-int(exact.as_tuple().exponent), 0)
    if places > REPORTED_PLACES:
        figures = 3 if abs(exact) >= 1 else 2
        keep = max(figures - 1 - exact.adjusted(), 0)
        exact = exact.quantize(Decimal(1).scaleb(-keep), ROUND_HALF_UP)
        places = keep
    text = f"{exact:,.{places}f}" if abs(exact) >= 10_000 else f"{exact:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def result_text(value: float | None, unit: str, words: str = "") -> str:
    """``92.9 mL/min/1.73 m²``, ``6.4%``; ``words`` when the result is no number."""
    if value is None:
        return words
    shown = unit_words(unit)
    gap = "" if shown == "%" or not shown else " "
    return f"{number_text(value)}{gap}{shown}"


@lru_cache(maxsize=4096)  # a chart says the same few hundred names over and over
def name(display: str) -> str:
    """A coded name without what is only for computers: ``MCV [Entitic volume] by Automated count`` → ``MCV``,
    ``Prediabetes (finding)`` → ``Prediabetes``. Not for medicines, whose brackets hold the brand."""
    plain = _TAG.sub("", _METHOD.sub("", _BRACKETED.sub("", display)))
    plain = plain.replace("/Hemoglobin.total in Blood", "").replace("/Hemoglobin.total", "").strip()
    return plain or display.strip()


def _raised(digits: str) -> str:
    return digits.translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
