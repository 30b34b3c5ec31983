"""Relatives in FHIR files: what ran in the family, and who speaks for the patient."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ma_desktop.interop.fhir_family import family_member_history, related_person
from ma_desktop.interop.fhir_values import Unreadable
from ma_desktop.models import FamilyMemberHistory, Patient, RelatedPerson
from ma_desktop.services.chart.patient_history import patient_history
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.import_fhir import import_fhir

ME = {"reference": "Patient/p1"}


def role(code: str) -> dict[str, Any]:
    return {
        "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode",
                "code": code,
                "display": code.lower(),
            }
        ]
    }


FATHER: dict[str, Any] = {
    "resourceType": "FamilyMemberHistory", "id": "f1", "status": "completed", "patient": ME, "relationship": role("FTH"), "deceasedAge": {"value": 61, "code": "a"},
    "condition": [{"code": {"coding": [{"system": "http://snomed.info/sct", "code": "709044004", "display": "Chronic kidney disease (disorder)"}],
                            "text": "Chronic kidney disease (CKD)"}, "onsetAge": {"value": 52, "unit": "years"}}],
}  # fmt: skip
NIECE: dict[str, Any] = {
    "resourceType": "RelatedPerson", "id": "r1", "active": True, "patient": ME, "relationship": [role("NIECE"), role("C")],
    "name": [{"use": "official", "family": "van Putten", "given": ["Sarah"]}], "telecom": [{"system": "phone", "value": "937-555-0155", "use": "home"}],
    "address": [{"line": ["80A VILLAGE ST"], "city": "NEW HOLLAND", "state": "PA", "postalCode": "17557"}],
}  # fmt: skip


def test_a_relative_s_illness_is_read_with_its_ages() -> None:
    row = family_member_history(FATHER)
    assert (row.relationship, row.display, row.code, row.system) == (
        "father",
        "Chronic kidney disease (CKD)",
        "709044004",
        "snomed",
    )
    assert (row.onset_age, row.deceased, row.deceased_age) == (52, True, 61)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"relationship": role("MGRMTH")}, {"relationship": "maternal-grandmother"}),
        ({"relationship": role("STPFTH")}, {"relationship": "other", "note": "stpfth"}),
        ({"deceasedAge": None, "deceasedBoolean": False}, {"deceased": False, "deceased_age": None}),
        ({"deceasedAge": {"value": 8, "code": "mo"}}, {"deceased_age": None}),
        ({"condition": []}, {"display": "nothing named", "code": ""}),
        ({"condition": [], "status": "health-unknown"}, {"display": "Unknown", "status": "health-unknown"}),
        ({"condition": [FATHER["condition"][0], {"code": {"text": "Gout"}}]}, {"display": "Chronic kidney disease (CKD), Gout", "code": ""}),
    ],
)  # fmt: skip
def test_what_files_leave_open_stays_open(change: dict[str, Any], wanted: dict[str, Any]) -> None:
    row = family_member_history(FATHER | change)
    assert {name: getattr(row, name) for name in wanted} == wanted


def test_who_speaks_for_a_patient_is_read_but_not_what_they_may() -> None:
    row = related_person(NIECE)
    assert (row.name, row.relationship, row.phone) == ("Sarah van Putten", "other", "937-555-0155")
    assert row.address == "80A VILLAGE ST, NEW HOLLAND PA 17557"
    assert row.emergency
    assert related_person(NIECE | {"relationship": [role("MTH")]}).relationship == "mother"
    for change in ({"active": False}, {"name": []}, {"patient": None}):
        with pytest.raises(Unreadable):
            related_person(NIECE | change)


def test_both_are_imported_once(desk: Desk, tmp_path: Path) -> None:
    person = {
        "resourceType": "Patient",
        "id": "p1",
        "name": [{"family": "Shaw", "given": ["Amy"]}],
        "birthDate": "1987-02-20",
    }
    error = FATHER | {"id": "f2", "status": "entered-in-error"}
    file = tmp_path / "all.ndjson"
    file.write_text("\n".join(json.dumps(each) for each in (FATHER, NIECE, person, error)), encoding="utf-8")
    report = import_fhir(desk, file)
    assert report["taken"] == {"Patient": 1, "FamilyMemberHistory": 2, "RelatedPerson": 1}
    assert report["refused"] == []
    patient = Patient.get(Patient.family == "Shaw")
    (family,) = [view for view in patient_history(desk, patient.id).sections if view.key == "family"]
    assert [(entry.what, entry.detail, entry.confirmed) for entry in family.entries] == [
        ("Father: Chronic kidney disease (CKD)", "from age 52 · died at 61", True)
    ]
    kept = RelatedPerson.get(RelatedPerson.patient == patient.id)
    assert (kept.name, kept.phone, kept.may_consent, kept.may_hear) == (
        "Sarah van Putten",
        "9375550155",
        False,
        False,
    )
    assert import_fhir(desk, file)["taken"] == {}
    assert FamilyMemberHistory.select().where(FamilyMemberHistory.patient == patient.id).count() == 2
