"""Patients, practitioners and organizations of FHIR."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ma_desktop.interop import fhir_people as people
from ma_desktop.interop.fhir_values import Unreadable
from ma_desktop.interop.resources import OutsideNumber

AMY: dict[str, Any] = {
    "resourceType": "Patient", "id": "amy", "gender": "female", "birthDate": "1987-02-20", "active": True,
    "identifier": [{"type": {"coding": [{"code": "MR"}]}, "system": "http://hospital.example.org", "value": "1032702"}],
    "name": [
        {"use": "old", "family": "Shaw", "given": ["Amy", "V."], "period": {"end": "2020-07-22"}},
        {"use": "official", "family": "Baxter", "given": ["Amy", "V."], "suffix": ["PharmD"]},
        {"use": "nickname", "given": ["Ames"]},
    ],
    "telecom": [
        {"system": "phone", "value": "555-555-5555", "use": "work"},
        {"system": "phone", "value": "(413) 555-0142", "use": "home"},
        {"system": "phone", "value": "413-555-9999", "use": "old"},
        {"system": "email", "value": "amy@example.com"},
    ],
    "address": [
        {"line": ["49 MEADOW ST"], "city": "MOUNDS", "state": "OK", "postalCode": "74047", "period": {"end": "2020-07-22"}},
        {"line": ["183 Mountain View St", "Apt 2"], "city": "Mounds", "state": "Oklahoma", "postalCode": "74048"},
    ],
    "communication": [{"language": {"coding": [{"code": "en"}]}}, {"language": {"coding": [{"code": "es-US"}]}, "preferred": True}],
    "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired", "valueBoolean": True},
                  {"url": "https://unknown.example.org/x", "extension": [{"url": "y", "valueCode": "z"}]}],
}  # fmt: skip


def test_everything_a_desk_needs_of_a_patient_is_kept() -> None:
    row = people.patient(AMY)
    assert (row.family, row.given, row.middle, row.suffix) == ("Baxter", "Amy", "V.", "PharmD")
    assert (row.preferred_name, row.former_name) == ("Ames", "Shaw")
    assert (row.birth_date, row.sex, row.alert) == (date(1987, 2, 20), "female", "")
    assert (row.phone, row.email) == ("(413) 555-0142", "amy@example.com")
    assert (row.address, row.city, row.state, row.postal_code) == (
        "183 Mountain View St, Apt 2",
        "Mounds",
        "OK",
        "74048",
    )
    assert (row.language, row.interpreter) == ("es", True)
    assert row.numbers == (OutsideNumber("http://hospital.example.org", "1032702", "MR"),)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"birthDate": "1980"}, {"birth_date": date(1980, 1, 1), "alert": "Birth date known only as 1980: ask."}),
        ({"birthDate": "1980-05"}, {"birth_date": date(1980, 5, 1), "alert": "Birth date known only as 1980-05: ask."}),
        ({"gender": None}, {"sex": "unknown"}),
        ({"gender": "M"}, {"sex": "unknown"}),
        ({"name": None}, {"family": "Unknown", "given": "", "alert": "The import named no family name: ask."}),
        ({"name": [{"text": "Maria del Carmen Ruiz"}]}, {"family": "Ruiz", "given": "Maria", "middle": "del Carmen"}),
        ({"name": [{"use": "usual", "family": "Only", "given": ["One"]}]}, {"family": "Only", "preferred_name": ""}),
        ({"name": {"family": ["van", "Dyk"], "given": "Jo"}}, {"family": "van Dyk", "given": "Jo"}),
        ({"name": [{"family": "B", "given": ["A"]}, {"use": "maiden", "family": "C"}]}, {"family": "B", "former_name": "C"}),
        ({"deceasedBoolean": True}, {"deceased_at": None, "alert": "Deceased, day unknown."}),
        ({"deceasedBoolean": False}, {"deceased_at": None, "alert": ""}),
        ({"active": False}, {"active": False}),
        ({"communication": None}, {"language": "en"}),
        ({"address": "somewhere", "telecom": "none"}, {"address": "", "phone": ""}),
    ],
)  # fmt: skip
def test_gaps_and_other_shapes(change: dict[str, Any], expected: dict[str, Any]) -> None:
    row = people.patient({**AMY, **change})
    assert {name: getattr(row, name) for name in expected} == expected


def test_the_day_of_death_is_kept() -> None:
    died = people.patient({**AMY, "deceasedDateTime": "2020-01-01T10:00:00-05:00"}).deceased_at
    assert died is not None
    assert died.isoformat() == "2020-01-01T10:00:00-05:00"


@pytest.mark.parametrize("birth", [None, "", "unknown", "1980-02-31"])
def test_nobody_is_taken_without_a_birth_date(birth: object) -> None:
    with pytest.raises(Unreadable, match="date"):
        people.patient({**AMY, "birthDate": birth})


def test_a_practitioner_has_a_number_and_letters() -> None:
    row = people.practitioner(
        {
            "id": "p", "identifier": [{"system": "http://hl7.org/fhir/sid/us-npi", "value": "9941339108"}],
            "name": [{"family": "Careful", "given": ["Adam"], "prefix": ["Dr"], "suffix": ["MD", "FAAFP"]}],
        }
    )  # fmt: skip
    assert (row.family, row.given, row.credential, row.npi) == ("Careful", "Adam", "MD, FAAFP", "9941339108")


@pytest.mark.parametrize(
    ("resource", "kind", "name"),
    [
        ({"name": "Acme", "type": [{"coding": [{"code": "ins"}]}]}, "pay", "Acme"),
        ({"name": "Clinic", "type": [{"coding": [{"code": "prov"}]}]}, "prov", "Clinic"),
        ({"alias": ["Known as"]}, "prov", "Known as"),
    ],
)
def test_payers_are_told_from_clinics(resource: dict[str, Any], kind: str, name: str) -> None:
    row = people.organization(resource)
    assert (row.kind, row.name) == (kind, name)


def test_an_organization_without_a_name_is_refused() -> None:
    with pytest.raises(Unreadable, match="no name"):
        people.organization({"id": "x"})
