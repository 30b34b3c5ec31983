"""Small FHIR exports made for a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

AMY, VISIT, DOCTOR = (
    "11111111-aaaa-4aaa-8aaa-111111111111",
    "22222222-bbbb-4bbb-8bbb-222222222222",
    "33333333-cccc-4ccc-8ccc-333333333333",
)
LOINC, SNOMED, RXNORM = (
    "http://loinc.org",
    "http://snomed.info/sct",
    "http://www.nlm.nih.gov/research/umls/rxnorm",
)
MRN, NPI = "http://hospital.example.org/mrn", "http://hl7.org/fhir/sid/us-npi"


def ref(target: str) -> dict[str, str]:
    return {"reference": target}


def concept(system: str, code: str, display: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}


def person(
    ident: str = AMY, family: str = "Shaw", given: str = "Amy", birth: str = "1987-02-20", **more: Any
) -> dict[str, Any]:
    return {
        "resourceType": "Patient", "id": ident, "name": [{"use": "official", "family": family, "given": [given]}],
        "gender": "female", "birthDate": birth, **more,
    }  # fmt: skip


def about(
    kind: str, ident: str, patient: str = f"Patient/{AMY}", visit: str = f"Encounter/{VISIT}", **more: Any
) -> dict[str, Any]:
    """A resource about Amy at her visit."""
    who = "patient" if kind in {"AllergyIntolerance", "Immunization", "Claim"} else "subject"
    where = (
        {} if kind in {"AllergyIntolerance", "Claim", "Coverage", "Encounter"} else {"encounter": ref(visit)}
    )
    return {"resourceType": kind, "id": ident, "status": "final", who: ref(patient), **where, **more}


def weight(ident: str, pounds: float, **more: Any) -> dict[str, Any]:
    return about(
        "Observation", ident, code=concept(LOINC, "29463-7", "Body weight"), effectiveDateTime="2026-01-05T09:10:00-05:00",
        valueQuantity={"value": pounds, "unit": "lb", "code": "[lb_av]"}, **more,
    )  # fmt: skip


def pressure(ident: str, **more: Any) -> dict[str, Any]:
    parts = [
        {
            "code": concept(LOINC, code, ""),
            "valueQuantity": {"value": value, "unit": "mmHg", "code": "mm[Hg]"},
        }
        for code, value in (("8462-4", 76), ("8480-6", 118))
    ]
    return about(
        "Observation", ident, code=concept(LOINC, "85354-9", "Blood pressure"), component=parts,
        effectiveDateTime="2026-01-05T09:12:00-05:00", **more,
    )  # fmt: skip


def visit(**more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Encounter", "id": VISIT, "status": "finished", "class": {"code": "AMB"},
        "type": [concept(SNOMED, "185349003", "Check up (procedure)")], "subject": ref(f"Patient/{AMY}"),
        "participant": [{"individual": ref(f"Practitioner/{DOCTOR}")}],
        "period": {"start": "2026-01-05T09:00:00-05:00", "end": "2026-01-05T09:30:00-05:00"}, **more,
    }  # fmt: skip


def doctor() -> dict[str, Any]:
    return {
        "resourceType": "Practitioner", "id": DOCTOR, "identifier": [{"system": NPI, "value": "9941339108"}],
        "name": [{"family": "Careful", "given": ["Adam"], "suffix": ["MD"]}],
    }  # fmt: skip


def chart() -> list[dict[str, Any]]:
    """One of everything that is kept."""
    return [
        {"resourceType": "Organization", "id": "acme", "name": "Acme Health", "type": [concept("", "pay", "Payer")]},
        doctor(),
        person(
            identifier=[{"type": concept("", "MR", "MRN"), "system": MRN, "value": "1032702"}],
            telecom=[{"system": "phone", "value": "413-555-0142"}, {"system": "email", "value": "amy@example.com"}],
            address=[{"line": ["1 Elm St"], "city": "Mounds", "state": "OK", "postalCode": "74047"}],
        ),
        visit(identifier=[{"system": "urn:visits", "value": "V-77"}]),
        about("Condition", "c", code=concept(SNOMED, "44054006", "Diabetes mellitus type 2 (disorder)"),
              clinicalStatus=concept("", "active", ""), onsetDateTime="2019-05"),
        about("AllergyIntolerance", "a", code=concept(RXNORM, "7980", "Penicillin"), criticality="high", category=["medication"],
              clinicalStatus=concept("", "active", ""), verificationStatus=concept("", "confirmed", ""),
              reaction=[{"manifestation": [concept(SNOMED, "247472004", "Hives")], "severity": "moderate"}]),
        {**about("MedicationRequest", "m", medicationCodeableConcept=concept(RXNORM, "860975", "Metformin 500 MG"),
                 authoredOn="2026-01-05", reasonReference=[ref("Condition/c")],
                 dosageInstruction=[{"text": "1 tablet twice a day with food"}]), "status": "active"},
        {**about("MedicationStatement", "s", medicationReference=ref("#in"), effectiveDateTime="2025-12-01",
                 contained=[{"resourceType": "Medication", "id": "in", "code": concept(RXNORM, "1191", "Aspirin")}]), "status": "active"},
        {**about("Immunization", "i", vaccineCode=concept("http://hl7.org/fhir/sid/cvx", "8", "Hep B"),
                 occurrenceDateTime="2026-01-05", lotNumber="LOT9"), "status": "completed"},
        weight("w", 150), pressure("bp"),
        {**about("Procedure", "p", code=concept(SNOMED, "23426006", "Spirometry"), performedPeriod={"start": "2026-01-05T09:15:00-05:00"}),
         "status": "completed"},
        {"resourceType": "Coverage", "id": "cov", "status": "active", "beneficiary": ref(f"Patient/{AMY}"), "payor": [ref("Organization/acme")],
         "subscriberId": "M123", "relationship": concept("", "self", ""), "period": {"start": "2025-01-01"},
         "class": [{"type": concept("", "group", ""), "value": "G9"}, {"type": concept("", "plan", ""), "value": "1", "name": "Gold PPO"}]},
        {**about("Claim", "cl", type=concept("", "professional", ""), use="claim", created="2026-01-05", total={"value": 125.5, "currency": "USD"},
                 insurance=[{"focal": True, "coverage": ref("Coverage/cov")}], item=[{"encounter": [ref(f"Encounter/{VISIT}")]}]), "status": "active"},
    ]  # fmt: skip


def bundle(resources: list[dict[str, Any]]) -> dict[str, Any]:
    entries = [{"fullUrl": f"urn:uuid:{r['id']}", "resource": r} for r in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def write(file: Path, *resources: dict[str, Any]) -> Path:
    """One line a resource, whatever the name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(r) + "\n" for r in resources), encoding="utf-8")
    return file
