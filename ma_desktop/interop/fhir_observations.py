"""FHIR Observation: every kind of value, components, and vital signs brought to the units of the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ma_desktop.domain import units, vital_signs
from ma_desktop.i18n import _
from ma_desktop.interop import fhir_values as v
from ma_desktop.interop.fhir_clinical import encounter_of, patient_of
from ma_desktop.interop.resources import ObservationRow

_SYSTOLIC = vital_signs.VITALS[vital_signs.SYSTOLIC].code
_DIASTOLIC = vital_signs.VITALS[vital_signs.DIASTOLIC].code
_MAIN = {sign.code for sign in vital_signs.VITALS.values()}
#: Other spellings of UCUM units that systems send for vital signs.
_SAME = {
    "mmHg": "mm[Hg]", "mm Hg": "mm[Hg]", "lb": "[lb_av]", "lbs": "[lb_av]", "pounds": "[lb_av]", "oz": "[oz_av]",
    "in": "[in_i]", "inches": "[in_i]", "[in_us]": "[in_i]", "ft": "[ft_i]", "°F": "[degF]", "degF": "[degF]", "F": "[degF]",
    "°C": "Cel", "degC": "Cel", "C": "Cel", "cel": "Cel", "bpm": "/min", "beats/min": "/min", "{beats}/min": "/min",
    "breaths/min": "/min", "{breaths}/min": "/min", "{Beats}/min": "/min", "/m": "/min", "1/min": "/min", "kg/m²": "kg/m2",
    "m²": "m2", "{SpO2}": "%", "% O2": "%", "{#}": "{score}", "1": "{score}", "score": "{score}",
}  # fmt: skip
_TO: dict[tuple[str, str], Callable[[float], float]] = {
    ("[lb_av]", "kg"): units.kilograms,
    ("[oz_av]", "kg"): lambda ounces: units.kilograms(0, ounces),
    ("g", "kg"): lambda grams: grams / 1000,
    ("[in_i]", "cm"): units.centimeters,
    ("[ft_i]", "cm"): lambda feet: units.centimeters(0, feet),
    ("m", "cm"): lambda meters: meters * 100,
    ("mm", "cm"): lambda millimeters: millimeters / 10,
    ("[degF]", "Cel"): units.celsius,
    ("kPa", "mm[Hg]"): lambda kilopascals: kilopascals / units.KPA_PER_MMHG,
}
#: Where a bare number can only mean one thing.
_OBVIOUS = {"/min", "mm[Hg]", "%", "{score}", "kg/m2"}
_COMPARES = {"<", "<=", ">=", ">", "ad"}


def observation(resource: dict[str, Any]) -> ObservationRow:
    """A blood pressure is its systolic row with the diastolic one as component; other panels lead with a row of
    their own."""
    shared = {
        "patient": patient_of(resource, "subject", "patient"), "encounter": encounter_of(resource),
        "effective_at": v.when(resource, "effective", "applies", "issued"),
        "status": v.text(resource.get("status")) or "unknown",
        "interpretation": ", ".join(v.code(each) for each in v.many(resource.get("interpretation"))),
    }  # fmt: skip
    category = _category(resource)
    whole = _row(resource, category, shared)
    parts = [_row(part, category, shared) for part in v.objects(resource.get("component"))]
    if not parts:
        return whole
    codes = {part.code for part in parts}
    if {_SYSTOLIC, _DIASTOLIC} <= codes and whole.value is None and not whole.value_text:
        whole = next(part for part in parts if part.code == _SYSTOLIC)
        parts = [part for part in parts if part is not whole]
    return _with(whole, tuple(parts))


def _with(row: ObservationRow, parts: tuple[ObservationRow, ...]) -> ObservationRow:
    values = {name: getattr(row, name) for name in ObservationRow.__slots__}
    return ObservationRow(**{**values, "components": parts})


def _row(element: dict[str, Any], category: str, shared: dict[str, Any]) -> ObservationRow:
    concept = _code(element.get("code"))
    if not concept.display:
        raise v.Unreadable(_("The observation has neither code nor words."))
    value, words, unit, original = _value(element, concept.code)
    own = {"interpretation": v.code(element["interpretation"])} if "interpretation" in element else {}
    return ObservationRow(
        category=_vital(category, concept.code), code=concept.code or concept.display, display=concept.display,
        value=value, value_text=words, unit=unit, original=original,
        absent_reason=v.coded(element.get("dataAbsentReason")).display, **{**shared, **own},
    )  # fmt: skip


def _code(value: Any) -> v.Coded:
    """Of several LOINC codes the one by which the program knows a vital sign."""
    concept = v.coded(value, "loinc")
    for coding in v.objects(v.first(value).get("coding")) if concept.code not in _MAIN else ():
        code = v.text(coding.get("code"))
        if code in _MAIN and v.coded(coding).system == "loinc":
            return v.Coded("loinc", code, concept.display)
    return concept


def _category(resource: dict[str, Any]) -> str:
    found = [v.code(each) for each in v.many(resource.get("category"))]
    return "vital-signs" if "vital-signs" in found else next((each.lower() for each in found if each), "")


def _vital(category: str, code: str) -> str:
    return "vital-signs" if category in {"", "exam"} and code in vital_signs.BY_CODE else category


def _value(element: dict[str, Any], code: str) -> tuple[float | None, str | None, str, str]:
    """Number, words, unit and the value as it was sent; number and words are never both there."""
    if quantity := v.first(element.get("valueQuantity")):
        return _quantity(quantity, code)
    integer = v.number(element.get("valueInteger"))
    if integer is not None:
        return _quantity({"value": integer}, code)
    words, original = _words(element)
    return None, words or None, "", original or words


def _quantity(quantity: dict[str, Any], code: str) -> tuple[float | None, str | None, str, str]:
    amount = v.number(quantity.get("value"))
    unit = v.text(quantity.get("code")) or v.text(quantity.get("unit"))
    shown = v.text(quantity.get("unit")) or unit
    if amount is None:
        return None, None, unit, ""
    compares = v.text(quantity.get("comparator"))
    original = f"{compares if compares in _COMPARES else ''}{v.number_text(amount)} {shown}".strip()
    if compares in _COMPARES:
        return None, original, unit, original
    value, unit = _in_unit(amount, unit, code)
    return (value, None, unit, original) if value is not None else (None, original, unit, original)


def _in_unit(amount: float, unit: str, code: str) -> tuple[float | None, str]:
    """A vital sign in the unit that the record keeps it in; ``None`` when nobody can tell what was meant."""
    key = vital_signs.BY_CODE.get(code)
    if key is None:
        return amount, unit
    wanted, given = vital_signs.VITALS[key].unit, _SAME.get(unit, unit)
    if given == wanted or (wanted in _OBVIOUS and (not given or given == "{score}")):
        return amount, wanted
    convert = _TO.get((given, wanted))
    return (round(convert(amount), 9), wanted) if convert else (None, unit)


def _words(element: dict[str, Any]) -> tuple[str, str]:
    """The value in words, and as it was sent where that says more."""
    if "valueCodeableConcept" in element:
        concept = v.coded(element["valueCodeableConcept"])
        both = f"{concept.code} {concept.display}" if concept.code != concept.display else concept.code
        return concept.display, both.strip()
    if isinstance(element.get("valueBoolean"), bool):
        return (_("Yes") if element["valueBoolean"] else _("No")), str(element["valueBoolean"]).lower()
    for name, read in _READ.items():
        if name in element:
            return read(element[name]), ""
    return "", ""


def _side(value: Any) -> str:
    quantity = v.first(value)
    amount = v.number(quantity.get("value"))
    unit = v.text(quantity.get("unit")) or v.text(quantity.get("code"))
    return f"{v.number_text(amount)} {unit}".strip() if amount is not None else ""


def _between(value: Any, low: str, high: str, sign: str) -> str:
    return sign.join(
        part for part in (_side(v.first(value).get(low)), _side(v.first(value).get(high))) if part
    )


def _ratio(value: Any) -> str:
    return _between(value, "numerator", "denominator", " / ")


def _range(value: Any) -> str:
    low, high = _side(v.first(value).get("low")), _side(v.first(value).get("high"))
    return f"{low} – {high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else ""


def _period(value: Any) -> str:
    return " – ".join(
        part for part in (v.text(v.first(value).get("start")), v.text(v.first(value).get("end"))) if part
    )


def _samples(value: Any) -> str:
    data = v.text(v.first(value).get("data"))
    return data if len(data) <= 2000 else _("{n} sampled values").format(n=len(data.split()))


_READ: dict[str, Callable[[Any], str]] = {
    "valueString": v.text, "valueDateTime": v.text, "valueTime": v.text, "valueRange": _range, "valueRatio": _ratio,
    "valuePeriod": _period, "valueSampledData": _samples,
    "valueAttachment": lambda value: v.text(v.first(value).get("title")) or _("An attached file"),
    "valueReference": lambda value: v.text(v.first(value).get("display")),
}  # fmt: skip
