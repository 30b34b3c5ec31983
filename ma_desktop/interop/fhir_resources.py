"""Which FHIR resources are taken, in what order, and what becomes of all the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import (
    fhir_clinical,
    fhir_family,
    fhir_medicines,
    fhir_money,
    fhir_observations,
    fhir_people,
)
from ma_desktop.interop.fhir_values import Unreadable
from ma_desktop.interop.resources import ImportedRow

#: Each type may refer to the ones before it.
READERS: dict[str, Callable[[dict[str, Any]], ImportedRow]] = {
    "Organization": fhir_people.organization,
    "Practitioner": fhir_people.practitioner,
    "Patient": fhir_people.patient,
    "Encounter": fhir_clinical.encounter,
    "Condition": fhir_clinical.condition,
    "Coverage": fhir_money.coverage,
    "AllergyIntolerance": fhir_clinical.allergy,
    "MedicationRequest": fhir_medicines.medication_request,
    "MedicationStatement": fhir_medicines.medication_statement,
    "Immunization": fhir_clinical.immunization,
    "Observation": fhir_observations.observation,
    "Procedure": fhir_clinical.procedure,
    "FamilyMemberHistory": fhir_family.family_member_history,
    "RelatedPerson": fhir_family.related_person,
    "Claim": fhir_money.claim,
}
#: Read to understand the others; they have no table of their own.
HELPING = ("PractitionerRole", "Medication")
#: Types that all others build on: they are looked for in every file first.
GROUND = ("Organization", "Practitioner", *HELPING, "Patient")
RANK = {
    name: place for place, name in enumerate(("Organization", "Practitioner", *HELPING, *list(READERS)[2:]))
}

_INSTEAD: dict[str, str] = {
    "ExplanationOfBenefit": _("What a payer answered is not taken from FHIR; the claim itself is."),
    "PractitionerRole": _("Read only to learn who saw a patient."),
    "Medication": _("Read only to name the medicine of a prescription."),
    "Location": _("Places of other practices are not kept; the rooms here are set up in Settings."),
    "DiagnosticReport": _("Reports are not kept; the results they name are, where the files hold them."),
}


def read(resource: dict[str, Any]) -> ImportedRow:
    """Raises ``Unreadable`` with the sentence for the report."""
    return READERS[resource["resourceType"]](resource)


def not_kept(kind: str) -> str:
    """Why a resource of this type is refused, in one sentence."""
    if kind in _INSTEAD:
        return f"{kind}: {_INSTEAD[kind]}"
    return _("{kind}: the practice's record has no place for this type.").format(kind=kind)


__all__ = ["GROUND", "HELPING", "RANK", "READERS", "Unreadable", "not_kept", "read"]
