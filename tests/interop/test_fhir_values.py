"""FHIR data types: what is there, what is missing, what is written otherwise."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.interop import fhir_values as v

at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("written", "moment", "precise"),
    [
        ("1980", at("1980-01-01"), False),
        ("1980-05", at("1980-05-01"), False),
        ("1980-05-17", at("1980-05-17"), True),
        ("2015-02-07T13:28:17-05:00", datetime(2015, 2, 7, 13, 28, 17, tzinfo=timezone(timedelta(hours=-5))), True),
        ("2015-02-07T13:28:17.239Z", datetime(2015, 2, 7, 13, 28, 17, 239000, tzinfo=UTC), True),
        ("2015-02-07T13:28:17", at("2015-02-07T13:28:17"), True),
        (" 2015-02-07 ", at("2015-02-07"), True),
    ],
)  # fmt: skip
def test_dates_are_read_as_far_as_they_are_known(written: str, moment: datetime, precise: bool) -> None:
    assert v.moment(written) == v.Moment(moment, precise)


@pytest.mark.parametrize(
    "written", ["May 1980", "1980-13", "1980-02-30", "0001-01-01", "9999", "198", "2015-02-07T25:00:00Z"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(v.Unreadable, match="date"):
        v.moment(written)


@pytest.mark.parametrize("nothing", [None, "", "  ", 1980, [], {}, {"start": None}])
def test_a_date_that_is_not_there_is_nothing(nothing: object) -> None:
    assert v.moment(nothing) is None


def test_a_period_begins_at_its_start_and_ends_at_its_end() -> None:
    resource = {"onsetPeriod": {"start": "2020-01-02", "end": "2020-03-04"}}
    assert v.day(resource, "onset") == date(2020, 1, 2)
    assert v.ended(resource, "onsetPeriod") == at("2020-03-04")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ({"reference": "Patient/123"}, "Patient/123"),
        ({"reference": "urn:uuid:563460B4-b997-4772-a548-a9f877eb4c12"}, "Patient/563460b4-b997-4772-a548-a9f877eb4c12"),
        ({"reference": "https://example.org/fhir/r4/Patient/a.b-C"}, "Patient/a.b-C"),
        ({"reference": "https://example.org/fhir/Patient/7/_history/3"}, "Patient/7"),
        ({"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|99"}, "Practitioner?http://hl7.org/fhir/sid/us-npi|99"),
        ({"reference": "Practitioner?identifier=http%3A%2F%2Fx%7C99"}, "Practitioner?http://x|99"),
        ({"reference": "Practitioner?name=Smith"}, ""),
        ({"identifier": {"system": "urn:mrn", "value": "99"}}, "Patient?urn:mrn|99"),
        ({"type": "Group", "identifier": {"system": "urn:mrn", "value": "99"}}, "Group?urn:mrn|99"),
        ({"reference": "#inside"}, ""),
        ({"display": "Somebody"}, ""),
        ({"reference": "loose"}, "Patient/loose"),
        ("Patient/1", ""), (None, ""), ([], ""), ({"reference": 5}, ""), ({"reference": "/"}, ""),
    ],
)  # fmt: skip
def test_references_of_every_spelling(reference: object, expected: str) -> None:
    assert v.reference(reference, "Patient") == expected


def test_the_wanted_coding_wins_and_text_names_it() -> None:
    concept = {
        "coding": [
            {"system": "http://snomed.info/sct", "code": "44054006", "display": "Diabetes mellitus type 2 (disorder)"},
            {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E11.9", "display": "Type 2 diabetes mellitus"},
        ]
    }  # fmt: skip
    assert v.coded(concept, "icd10cm") == v.Coded("icd10cm", "E11.9", "Type 2 diabetes mellitus")
    assert v.coded(concept) == v.Coded("snomed", "44054006", "Diabetes mellitus type 2")
    assert v.coded({**concept, "text": "DM2"}, "icd10cm").display == "DM2"
    assert v.coded({"coding": [{"code": "X"}]}) == v.Coded("", "X", "X")
    assert v.coded({"text": "words only"}) == v.Coded("", "", "words only")
    assert v.coded({"system": "http://loinc.org", "code": "8480-6"}) == v.Coded("loinc", "8480-6", "8480-6")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["reference", "coding", "code", "system", "display", "text", "value", "start", "end", "identifier", "url"]),
        inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(_JSON)
def test_no_shape_of_an_element_breaks_a_reading(element: object) -> None:
    v.coded(element)
    v.code(element)
    v.reference(element, "Patient")
    v.number(element)
    v.text(element)
    with contextlib.suppress(v.Unreadable):
        v.moment(element)
