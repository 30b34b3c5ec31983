"""FHIR encounters, conditions, allergies, procedures and immunizations."""

from __future__ import annotations

from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import fhir_values as v
from ma_desktop.interop.resources import (
    AllergyRow,
    ConditionRow,
    EncounterRow,
    ImmunizationRow,
    OutsideNumber,
    ProcedureRow,
)

ERROR = "entered-in-error"
#: Encounter.class of DSTU2 and STU3, before it became a Coding.
_CLASSES = {"ambulatory": "AMB", "outpatient": "AMB", "emergency": "EMER", "inpatient": "IMP", "virtual": "VR",
            "home": "HH", "field": "FLD", "daytime": "AMB"}  # fmt: skip
_WORST = ("severe", "moderate", "mild")
#: AllergyIntolerance.criticality of R4 and of DSTU2.
_CRITICAL = {
    "low": "low",
    "high": "high",
    "critl": "low",
    "crith": "high",
    "unable-to-assess": "unable-to-assess",
}
_DIAGNOSES = {"encounter-diagnosis", "diagnosis"}
#: What a finding was called into question as is no active problem, but stays to be read.
_DOUBTED = {"refuted", "differential"}


def patient_of(resource: dict[str, Any], *names: str) -> str:
    for name in names:
        if found := v.reference(resource.get(name), "Patient"):
            return found
    raise v.Unreadable(_("The resource names no patient."))


def encounter_of(resource: dict[str, Any]) -> str:
    return v.reference(resource.get("encounter") or resource.get("context"), "Encounter")


def reasons(resource: dict[str, Any]) -> tuple[str, str]:
    """Words for why, and the first condition that is named instead of described."""
    words = [v.coded(each).display for each in v.many(resource.get("reasonCode") or resource.get("reason"))]
    referred = v.objects(resource.get("reasonReference"))
    words += [v.plain(v.text(each.get("display"))) for each in referred]
    because = next((v.reference(each, "Condition") for each in referred), "")
    return ", ".join(dict.fromkeys(word for word in words if word)), because


def encounter(resource: dict[str, Any]) -> EncounterRow:
    """Without words for its type an encounter is called by its class; without dates it stands where it was last
    changed, and says so."""
    seen_by = [
        v.reference(p.get("individual") or p.get("actor"), "Practitioner") for p in _attending(resource)
    ]
    provider = next((ref for ref in seen_by if ref.startswith("Practitioner")), "")
    class_code = v.code(resource.get("class"))
    kind = next((v.coded(each).display for each in v.many(resource.get("type"))), "")
    kind = (
        kind
        or v.coded(resource.get("serviceType")).display
        or v.text(v.first(resource.get("class")).get("display"))
    )
    started = v.when(resource, "period", "actualPeriod")
    if started is None:
        kind, started = _("{kind} · date not given").format(kind=kind).strip(" ·"), v.changed(resource)
    return EncounterRow(
        v.text(resource.get("id")), patient_of(resource, "subject", "patient"), provider,
        started, v.ended(resource, "period", "actualPeriod"),
        _CLASSES.get(class_code.lower(), class_code) or "AMB", kind,
        reasons(resource)[0], v.text(resource.get("status")) or "unknown",
        tuple(OutsideNumber(v.text(i.get("system")), v.text(i.get("value"))) for i in v.identifiers(resource)),
    )  # fmt: skip


def _attending(resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Participants, the primary performer and the attender first."""
    lead = {"PPRF", "ATND", "SPRF"}
    people = v.objects(resource.get("participant"))
    return sorted(people, key=lambda p: not any(v.code(kind) in lead for kind in v.objects(p.get("type"))))


def condition(resource: dict[str, Any]) -> ConditionRow:
    concept = v.coded(resource.get("code"), "icd10cm", "snomed")
    if not concept.display:
        raise v.Unreadable(_("The condition has neither code nor words."))
    abated = v.day(resource, "abatement")
    status, verified = v.code(resource.get("clinicalStatus")), v.code(resource.get("verificationStatus"))
    if resource.get("abatementBoolean") is True:
        status = status or "resolved"
    categories = {v.code(each) for each in v.objects(resource.get("category"))}
    encounter_ = encounter_of(resource)
    # Visit diagnoses here are what a claim can carry; others are problems, or no list would ever show them.
    diagnosis = bool(categories & _DIAGNOSES) and "problem-list-item" not in categories
    diagnosis = diagnosis and concept.system == "icd10cm"
    return ConditionRow(
        patient_of(resource, "subject", "patient"), encounter_, concept.code, concept.display,
        v.day(resource, "onset", "recorded", "recordedDate", "assertedDate", "dateRecorded"), abated,
        concept.system or "snomed", "encounter-diagnosis" if diagnosis else "problem-list-item",
        "inactive" if verified in _DOUBTED else "active" if status in {"recurrence", "relapse"} else status,
        ERROR in {verified, status},
    )  # fmt: skip


def allergy(resource: dict[str, Any]) -> AllergyRow:
    reactions = v.objects(resource.get("reaction"))
    concept = v.coded(resource.get("code") or resource.get("substance"), "rxnorm", "snomed")
    concept = (
        concept if concept.display else v.coded(next((r.get("substance") for r in reactions), None), "rxnorm")
    )
    if not concept.display:
        raise v.Unreadable(_("The allergy names no substance."))
    words = [v.coded(sign).display for r in reactions for sign in v.many(r.get("manifestation"))]
    words += [v.text(r.get("description")) for r in reactions if not r.get("manifestation")]
    severities = {v.text(r.get("severity")) for r in reactions}
    verified = v.code(resource.get("verificationStatus"))
    status = v.code(resource.get("clinicalStatus")) or v.text(resource.get("status"))
    return AllergyRow(
        patient_of(resource, "patient", "subject"), encounter_of(resource), v.text(resource.get("type")) or "allergy",
        next((v.text(c) for c in v.many(resource.get("category"))), ""), concept.system, concept.code, concept.display,
        ", ".join(dict.fromkeys(word for word in words if word)), next((s for s in _WORST if s in severities), ""),
        v.day(resource, "onset", "recordedDate", "assertedDate"), None,
        _CRITICAL.get(v.text(resource.get("criticality")).lower(), ""),
        "inactive" if verified == "refuted" else status if status in {"inactive", "resolved"} else "active",
        ERROR if status == ERROR else verified or "unconfirmed",
    )  # fmt: skip


def procedure(resource: dict[str, Any]) -> ProcedureRow:
    concept = v.coded(resource.get("code"), "cpt", "hcpcs", "snomed")
    if not concept.display:
        raise v.Unreadable(_("The procedure has neither code nor words."))
    reason, because = reasons(resource)
    return ProcedureRow(
        patient_of(resource, "subject", "patient"), encounter_of(resource), concept.code, concept.display,
        v.when(resource, "performed", "occurrence"), v.ended(resource, "performedPeriod", "occurrencePeriod"), reason,
        concept.system or "snomed", v.text(resource.get("status")) or "unknown", because,
    )  # fmt: skip


def immunization(resource: dict[str, Any]) -> ImmunizationRow:
    """``cvx`` keeps its leading zero; a vaccine coded otherwise keeps its words only."""
    vaccine = v.coded(resource.get("vaccineCode"), "cvx")
    if not vaccine.display:
        raise v.Unreadable(_("The immunization has neither code nor words."))
    status = v.text(resource.get("status")) or "completed"
    if resource.get("notGiven") is True or resource.get("wasNotGiven") is True:
        status = "not-done"
    return ImmunizationRow(
        patient_of(resource, "patient", "subject"), encounter_of(resource),
        vaccine.code.zfill(2) if vaccine.system == "cvx" and vaccine.code else "", vaccine.display,
        v.when(resource, "occurrence", "date", "recorded"), status, v.text(resource.get("lotNumber")),
        v.coded(resource.get("site")).display, v.coded(resource.get("route")).display,
    )  # fmt: skip
