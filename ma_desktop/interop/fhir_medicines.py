"""FHIR MedicationRequest, MedicationStatement and the Medication they name."""

from __future__ import annotations

from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import fhir_values as v
from ma_desktop.interop.fhir_clinical import encounter_of, patient_of, reasons
from ma_desktop.interop.resources import MedicationRow

#: MedicationStatement.status → MedicationRequest.status, whether the patient takes it.
_STATEMENTS = {
    "active": ("active", "taking"), "completed": ("completed", "unknown"), "intended": ("draft", "unknown"),
    "stopped": ("stopped", "not-taking"), "on-hold": ("on-hold", "not-taking"), "not-taken": ("stopped", "not-taking"),
    "entered-in-error": ("entered-in-error", "unknown"), "recorded": ("active", "unknown"),
}  # fmt: skip
#: Units of time of FHIR (UCUM) in words, one and many.
_TIMES = {"s": ("second", "seconds"), "min": ("minute", "minutes"), "h": ("hour", "hours"), "d": ("day", "days"),
          "wk": ("week", "weeks"), "mo": ("month", "months"), "a": ("year", "years")}  # fmt: skip


def medication_request(resource: dict[str, Any]) -> MedicationRow:
    """Orders, plans and proposals alike; ``ended_at`` is the end of the last dosage that has one."""
    medicine, reference = _medicine(resource)
    reason, because = reasons(resource)
    supply = v.first(resource.get("dispenseRequest")).get("validityPeriod")
    return MedicationRow(
        patient_of(resource, "subject", "patient"), encounter_of(resource), medicine.code, medicine.display,
        v.when(resource, "authoredOn", "dateWritten") or v.moment_at(supply), _end(resource), reason,
        medicine.system or "rxnorm", _doses(resource), v.text(resource.get("status")) or "unknown",
        "taking" if resource.get("reportedBoolean") is True else "unknown", reference, because,
    )  # fmt: skip


def medication_statement(resource: dict[str, Any]) -> MedicationRow:
    """What somebody says the patient takes."""
    medicine, reference = _medicine(resource)
    reason, because = reasons(resource)
    status, taking = _STATEMENTS.get(v.text(resource.get("status")), ("unknown", "unknown"))
    taking = {"y": "taking", "n": "not-taking"}.get(v.text(resource.get("taken")), taking)
    return MedicationRow(
        patient_of(resource, "subject", "patient"), encounter_of(resource), medicine.code, medicine.display,
        v.when(resource, "effective", "dateAsserted"), v.ended(resource, "effectivePeriod"), reason,
        medicine.system or "rxnorm", _doses(resource), status, taking, reference, because,
    )  # fmt: skip


def medication(resource: dict[str, Any]) -> v.Coded:
    """What a Medication resource is: its code, else its ingredients."""
    found = v.coded(resource.get("code"), "rxnorm", "ndc")
    if found.display:
        return found
    parts = [v.coded(i.get("itemCodeableConcept")).display for i in v.objects(resource.get("ingredient"))]
    return v.Coded(display=" / ".join(part for part in parts if part))


def _medicine(resource: dict[str, Any]) -> tuple[v.Coded, str]:
    """The medicine, or the reference under which it is to be found."""
    concept = resource.get("medicationCodeableConcept") or v.first(resource.get("medication")).get("concept")
    found = v.coded(concept, "rxnorm", "ndc")
    target = resource.get("medicationReference") or v.first(resource.get("medication")).get("reference")
    target = {"reference": target} if isinstance(target, str) else target
    if not found.display and (inside := v.contained(resource, target)):
        found = medication(inside)
    if found.display:
        return found, ""
    reference, words = v.reference(target, "Medication"), v.text(v.first(target).get("display"))
    if not reference and not words:
        raise v.Unreadable(_("The prescription names no medicine."))
    return v.Coded(display=words), reference


def _end(resource: dict[str, Any]) -> Any:
    doses = v.objects(resource.get("dosageInstruction"))
    ends = [v.ended(v.first(v.first(dose.get("timing")).get("repeat")), "boundsPeriod") for dose in doses]
    return next((end for end in reversed(ends) if end), None)


def _doses(resource: dict[str, Any]) -> str:
    doses = v.objects(resource.get("dosageInstruction") or resource.get("dosage"))
    return "; ".join(dict.fromkeys(words for dose in doses if (words := _dose(dose))))


def _dose(dose: dict[str, Any]) -> str:
    """The prescriber's own words; without them what the structure says: ``10 mg by mouth 2 times a day``."""
    words = v.text(dose.get("patientInstruction")) or v.text(dose.get("text"))
    if words:
        return words
    amount = v.first(dose.get("doseAndRate")) or dose
    parts = [
        _quantity(amount.get("doseQuantity")),
        _range(amount.get("doseRange")),
        v.coded(dose.get("route")).display,
    ]
    parts.append(_timing(v.first(dose.get("timing"))))
    if dose.get("asNeededBoolean") is True:
        parts.append(_("as needed"))
    elif needed := v.coded(dose.get("asNeededCodeableConcept")).display:
        parts.append(_("as needed for {what}").format(what=needed))
    return " ".join(part for part in parts if part)


def _quantity(value: Any) -> str:
    quantity = v.first(value)
    amount = v.number(quantity.get("value"))
    unit = v.text(quantity.get("unit")) or v.text(quantity.get("code"))
    return f"{v.number_text(amount)} {unit}".strip() if amount is not None else ""


def _range(value: Any) -> str:
    low, high = v.first(v.first(value).get("low")), v.first(value).get("high")
    bottom = v.number(low.get("value"))
    top = _quantity(high)
    return f"{v.number_text(bottom)}–{top}" if bottom is not None and top else top


def _timing(timing: dict[str, Any]) -> str:
    if words := v.coded(timing.get("code")).display:
        return words
    repeat = v.first(timing.get("repeat"))
    frequency, period = v.number(repeat.get("frequency")) or 1, v.number(repeat.get("period"))
    one, several = _TIMES.get(v.text(repeat.get("periodUnit")), ("", ""))
    if period is None or not one:
        return ""
    often = _("once") if frequency == 1 else _("{n} times").format(n=v.number_text(frequency))
    return f"{often} a {one}" if period == 1 else f"{often} every {v.number_text(period)} {several}"
