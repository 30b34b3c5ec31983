"""All resources: whatever is wrong with one, it is taken or refused in a sentence."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.interop import fhir_clinical, fhir_medicines, fhir_money
from ma_desktop.interop.fhir_resources import GROUND, HELPING, RANK, READERS, Unreadable, not_kept, read
from ma_desktop.services.practice.import_fhir_rows import fhir_columns
from tests.fhir_files import RXNORM, SNOMED, chart, concept, ref

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
AMY = ref("Patient/1")


def paths(element: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = (
        element.items()
        if isinstance(element, dict)
        else enumerate(element)
        if isinstance(element, list)
        else ()
    )
    return [here, *(path for name, value in inside for path in paths(value, (*here, name)))]


PLACES = [
    (n, path)
    for n, resource in enumerate(chart())
    for path in paths(resource)
    if path and path[0] != "resourceType"
]
ODD = st.sampled_from(
    [None, "", " ", 0, -1, 1e300, True, False, [], {}, [None], [[]], {"value": None}, {"coding": "x"}, {"coding": [{}]}, "#x", "a/b/c",
     {"reference": "#x"}, {"reference": "Patient?identifier="}, "2020-13", "2020", {"start": "x"}, [{"end": "2020"}], "ü\u0000", "x" * 5000,
     {"value": "1e400"}, {"value": 1e25, "currency": "USD"}, {"text": 5}, {"system": [], "value": {}}]
)  # fmt: skip


@given(st.sampled_from(PLACES), ODD, st.booleans())
def test_no_odd_element_breaks_a_reading(place: tuple[int, tuple[Any, ...]], odd: Any, drop: bool) -> None:
    number, path = place
    resource = copy.deepcopy(chart()[number])
    inside: Any = resource
    for name in path[:-1]:
        inside = inside[name]
    if drop and isinstance(inside, dict):
        del inside[path[-1]]
    else:
        inside[path[-1]] = odd
    try:
        row = read(resource)
    except Unreadable:
        return
    columns = fhir_columns(row, NOW, 1, {})
    for name, value in columns.items():
        assert isinstance(value, str | int | float | bool | date | Decimal | tuple | dict | None), name
        if isinstance(value, Decimal):
            assert abs(value) < Decimal("1e12")


def test_every_type_that_is_kept_has_its_place_in_the_order() -> None:
    assert set(RANK) == {*READERS, *HELPING}
    assert RANK["Patient"] < RANK["Encounter"] < RANK["Condition"] < RANK["MedicationRequest"]
    assert RANK["Organization"] < RANK["Coverage"] < RANK["Claim"]
    assert {"Patient", "Practitioner"} < set(GROUND)


@pytest.mark.parametrize("kind", ["CarePlan", "ExplanationOfBenefit", "Medication", "Whatever"])
def test_the_reason_names_the_type(kind: str) -> None:
    assert not_kept(kind).startswith(f"{kind}: ")


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ({"text": "as directed"}, "as directed"),
        ({"text": "coded", "patientInstruction": "Take one with water"}, "Take one with water"),
        ({"doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}], "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}}},
         "1 tablet 2 times a day"),
        ({"doseAndRate": [{"doseRange": {"low": {"value": 1}, "high": {"value": 2, "unit": "puffs"}}}], "asNeededBoolean": True,
          "timing": {"repeat": {"period": 6, "periodUnit": "h"}}}, "1–2 puffs once every 6 hours as needed"),
        ({"route": concept(SNOMED, "26643006", "Oral"), "timing": {"code": {"text": "BID"}}}, "Oral BID"),
        ({"asNeededCodeableConcept": {"text": "pain"}}, "as needed for pain"),
        ({}, ""),
    ],
)  # fmt: skip
def test_a_dose_in_words(dose: dict[str, Any], words: str) -> None:
    resource = {
        "subject": AMY,
        "status": "active",
        "medicationCodeableConcept": concept(RXNORM, "1", "X"),
        "dosageInstruction": [dose],
    }
    assert fhir_medicines.medication_request(resource).dose == words


@pytest.mark.parametrize(
    ("status", "kept", "taking"),
    [("active", "active", "taking"), ("stopped", "stopped", "not-taking"), ("not-taken", "stopped", "not-taking"), ("intended", "draft", "unknown"),
     ("entered-in-error", "entered-in-error", "unknown"), (None, "unknown", "unknown")],
)  # fmt: skip
def test_what_a_statement_says_of_taking(status: str | None, kept: str, taking: str) -> None:
    row = fhir_medicines.medication_statement(
        {"subject": AMY, "status": status, "medicationCodeableConcept": {"text": "X"}}
    )
    assert (row.status, row.taking) == (kept, taking)


def test_a_medicine_of_ingredients_is_named_by_them() -> None:
    parts = [{"itemCodeableConcept": {"text": "A"}}, {"itemCodeableConcept": {"text": "B"}}]
    assert fhir_medicines.medication({"ingredient": parts}).display == "A / B"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"payor": [{"display": "Aetna"}]}, {"payer": "", "plan": "Aetna"}),
        ({"payor": [ref("#p")], "contained": [{"resourceType": "Organization", "id": "p", "name": "Cigna"}]}, {"payer": "", "plan": "Cigna"}),
        ({"payor": [ref("Patient/1")]}, {"payer": "", "kind": "self-pay"}),
        ({"relationship": concept("", "spouse", "")}, {"relationship": "spouse"}),
        ({"relationship": concept("", "parent", "")}, {"relationship": "other"}),
        ({"subscriber": ref("Patient/2")}, {"relationship": "other"}),
        ({"identifier": [{"type": concept("", "MB", ""), "value": "A1"}, {"value": "B2"}], "subscriberId": "C3"}, {"member_id": "A1"}),
        ({"identifier": [{"value": "B2"}]}, {"member_id": "B2"}),
        ({"type": concept("https://nahdo.org/sopt", "121", "Medicare HMO")}, {"kind": "medicare"}),
        ({"order": 2}, {"position": 2}),
        ({"costToBeneficiary": [{"type": concept("", "gpvisit", ""), "valueMoney": {"value": 25, "currency": "USD"}}]}, {"copay": Decimal("25.00")}),
        ({"period": {"end": "2025"}}, {"starts_on": None, "ends_on": date(2025, 1, 1)}),
    ],
)  # fmt: skip
def test_coverages(change: dict[str, Any], expected: dict[str, Any]) -> None:
    row = fhir_money.coverage({"beneficiary": AMY, "status": "active", **change})
    assert {name: getattr(row, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("total", "kept"),
    [({"value": 125, "currency": "USD"}, Decimal("125.00")), ({"value": 12.345}, Decimal("12.34")), ({"value": 9, "currency": "EUR"}, None),
     ({"value": 1e25}, None), (None, None)],
)  # fmt: skip
def test_money_of_a_claim(total: Any, kept: Decimal | None) -> None:
    assert fhir_money.claim({"patient": AMY, "total": total}).total == kept


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"class": "inpatient"}, {"class_code": "IMP"}),
        ({"class": [{"coding": [{"code": "VR"}]}]}, {"class_code": "VR"}),
        ({"class": {"code": "AMB", "display": "ambulatory"}}, {"type_text": "ambulatory"}),
        ({"period": None, "meta": {"lastUpdated": "2024-01-28T16:06:21Z"}, "type": [{"text": "Visit"}]}, {"type_text": "Visit · date not given"}),
        ({"period": None}, {"started_at": None}),
        ({"reasonCode": [{"text": "Cough"}], "reasonReference": [{"display": "Asthma (disorder)"}]}, {"reason": "Cough, Asthma"}),
        ({"participant": [{"individual": ref("RelatedPerson/9")}, {"individual": ref("Practitioner/7")}]}, {"provider": "Practitioner/7"}),
        ({"participant": [{"individual": ref("Practitioner/1")}, {"type": [concept("", "PPRF", "")], "individual": ref("Practitioner/2")}]},
         {"provider": "Practitioner/2"}),
    ],
)  # fmt: skip
def test_encounters(change: dict[str, Any], expected: dict[str, Any]) -> None:
    resource = {
        "subject": AMY,
        "status": "finished",
        "class": {"code": "AMB"},
        "period": {"start": "2026-01-05"},
        **change,
    }
    row = fhir_clinical.encounter(resource)
    assert {name: getattr(row, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"reaction": [{"description": "Swelling", "severity": "mild"}, {"manifestation": [{"text": "Rash"}], "severity": "severe"}]},
         {"reaction": "Rash, Swelling", "severity": "severe"}),
        ({"code": None, "reaction": [{"substance": {"text": "Latex"}, "manifestation": [{"text": "Rash"}]}]}, {"display": "Latex"}),
        ({"criticality": "CRITH"}, {"criticality": "high"}),
        ({"clinicalStatus": concept("", "resolved", "")}, {"clinical_status": "resolved"}),
        ({"verificationStatus": concept("", "refuted", "")}, {"clinical_status": "inactive"}),
        ({}, {"clinical_status": "active", "verification_status": "unconfirmed", "kind": "allergy"}),
        ({"type": "intolerance", "category": ["food"]}, {"kind": "intolerance", "category": "food"}),
    ],
)  # fmt: skip
def test_allergies(change: dict[str, Any], expected: dict[str, Any]) -> None:
    row = fhir_clinical.allergy({"patient": AMY, "code": {"text": "Peanut"}, **change})
    assert {name: getattr(row, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"notGiven": True}, {"status": "not-done", "cvx": "08"}),
        ({"vaccineCode": {"text": "Flu shot"}}, {"cvx": "", "display": "Flu shot"}),
        ({"occurrenceDateTime": "2019"}, {"occurred_at": datetime.fromisoformat("2019-01-01")}),
        ({"occurrenceDateTime": None, "occurrenceString": "as a child"}, {"occurred_at": None}),
    ],
)  # fmt: skip
def test_immunizations(change: dict[str, Any], expected: dict[str, Any]) -> None:
    vaccine = concept("http://hl7.org/fhir/sid/cvx", "8", "Hep B")
    row = fhir_clinical.immunization(
        {"patient": AMY, "vaccineCode": vaccine, "occurrenceDateTime": "2026-01-05", **change}
    )
    assert {name: getattr(row, name) for name in expected} == expected
