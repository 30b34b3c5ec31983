"""Every kind of value an Observation can have."""

from __future__ import annotations

from typing import Any

import pytest

from ma_desktop.interop.fhir_observations import observation
from ma_desktop.interop.fhir_values import Unreadable

LOINC = "http://loinc.org"


def of(code: str = "1234-5", **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation", "status": "final", "code": {"coding": [{"system": LOINC, "code": code}], "text": "Test"},
        "subject": {"reference": "Patient/1"}, "effectiveDateTime": "2026-01-02T10:00:00-05:00", **more,
    }  # fmt: skip


def quantity(value: float, unit: str) -> dict[str, Any]:
    return {"value": value, "unit": unit, "system": "http://unitsofmeasure.org", "code": unit}


@pytest.mark.parametrize(
    ("element", "value", "words", "unit", "original"),
    [
        ({"valueQuantity": quantity(6.3, "mmol/L")}, 6.3, None, "mmol/L", "6.3 mmol/L"),
        ({"valueQuantity": {"value": 5, "unit": "packs"}}, 5, None, "packs", "5 packs"),
        ({"valueQuantity": {**quantity(5, "mg/dL"), "comparator": "<"}}, None, "<5 mg/dL", "mg/dL", "<5 mg/dL"),
        ({"valueInteger": 7}, 7, None, "", "7"),
        ({"valueString": "Cloudy"}, None, "Cloudy", "", "Cloudy"),
        ({"valueBoolean": True}, None, "Yes", "", "true"),
        ({"valueBoolean": False}, None, "No", "", "false"),
        ({"valueCodeableConcept": {"coding": [{"code": "260385009", "display": "Negative (qualifier value)"}]}},
         None, "Negative", "", "260385009 Negative"),
        ({"valueCodeableConcept": {"text": "Never smoker"}}, None, "Never smoker", "", "Never smoker"),
        ({"valueRange": {"low": quantity(2, "d"), "high": quantity(4, "d")}}, None, "2 d – 4 d", "", "2 d – 4 d"),
        ({"valueRange": {"low": quantity(2, "d")}}, None, "≥ 2 d", "", "≥ 2 d"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 128}}}, None, "1 / 128", "", "1 / 128"),
        ({"valueTime": "10:30:00"}, None, "10:30:00", "", "10:30:00"),
        ({"valueDateTime": "2026-01"}, None, "2026-01", "", "2026-01"),
        ({"valuePeriod": {"start": "2026-01-01", "end": "2026-01-03"}}, None, "2026-01-01 – 2026-01-03", "", "2026-01-01 – 2026-01-03"),
        ({"valueSampledData": {"data": "1 2 3"}}, None, "1 2 3", "", "1 2 3"),
        ({}, None, None, "", ""),
        ({"valueQuantity": {"value": "12.5", "unit": "g/dL"}}, 12.5, None, "g/dL", "12.5 g/dL"),
        ({"valueQuantity": {"unit": "g/dL"}}, None, None, "g/dL", ""),
    ],
)  # fmt: skip
def test_values(
    element: dict[str, Any], value: float | None, words: str | None, unit: str, original: str
) -> None:
    row = observation(of(**element))
    assert (row.value, row.value_text, row.unit, row.original) == (value, words, unit, original)


@pytest.mark.parametrize(
    ("code", "sent", "unit", "kept", "kept_unit"),
    [
        ("29463-7", 150, "[lb_av]", 68.0388555, "kg"),
        ("29463-7", 3500, "g", 3.5, "kg"),
        ("29463-7", 72.5, "kg", 72.5, "kg"),
        ("8302-2", 70, "[in_i]", 177.8, "cm"),
        ("8302-2", 1.78, "m", 178.0, "cm"),
        ("8310-5", 100.4, "[degF]", 38.0, "Cel"),
        ("8480-6", 120, "mmHg", 120, "mm[Hg]"),
        ("8480-6", 16, "kPa", 120.010200867, "mm[Hg]"),
        ("8867-4", 70, "{beats}/min", 70, "/min"),
        ("59408-5", 97, "%", 97, "%"),
        ("72514-3", 4, "{#}", 4, "{score}"),
    ],
)
def test_vital_signs_come_in_the_units_of_the_record(
    code: str, sent: float, unit: str, kept: float, kept_unit: str
) -> None:
    row = observation(of(code, valueQuantity=quantity(sent, unit)))
    assert (row.value, row.unit, row.category) == (pytest.approx(kept), kept_unit, "vital-signs")
    assert row.original.startswith(str(sent))


@pytest.mark.parametrize(
    ("code", "unit"), [("29463-7", ""), ("29463-7", "[stone_av]"), ("8310-5", ""), ("8302-2", "hands")]
)
def test_a_vital_sign_in_an_unclear_unit_keeps_its_words_and_no_number(code: str, unit: str) -> None:
    row = observation(of(code, valueQuantity={"value": 150, "unit": unit}))
    assert row.value is None
    assert row.value_text == f"150 {unit}".strip()


def part(code: str, **more: Any) -> dict[str, Any]:
    return {"code": {"coding": [{"system": LOINC, "code": code}]}, **more}


def test_a_blood_pressure_is_its_systolic_row_with_the_other_half() -> None:
    parts = [
        part("8462-4", valueQuantity=quantity(76, "mm[Hg]")),
        part("8480-6", valueQuantity=quantity(118, "mm[Hg]")),
    ]
    row = observation(of("85354-9", component=parts))
    assert (row.code, row.value) == ("8480-6", 118)
    assert [(p.code, p.value, p.effective_at) for p in row.components] == [("8462-4", 76, row.effective_at)]


def test_half_a_blood_pressure_says_why_the_other_is_missing() -> None:
    absent = {"dataAbsentReason": {"coding": [{"code": "not-performed", "display": "Not Performed"}]}}
    row = observation(
        of(
            "85354-9",
            component=[part("8480-6", valueQuantity=quantity(109, "mm[Hg]")), part("8462-4", **absent)],
        )
    )
    assert (row.components[0].value, row.components[0].absent_reason) == (None, "Not Performed")


def test_another_panel_leads_with_a_row_of_its_own() -> None:
    row = observation(
        of("93025-5", component=[part("76501-6", valueString="No"), part("93026-3", valueString="Yes")])
    )
    assert (row.code, row.value, row.value_text) == ("93025-5", None, None)
    assert [p.value_text for p in row.components] == ["No", "Yes"]


def test_of_several_codes_the_known_vital_sign_is_kept() -> None:
    both = {
        "coding": [
            {"system": LOINC, "code": "2708-6"},
            {"system": LOINC, "code": "59408-5", "display": "SpO2"},
        ]
    }
    assert observation({**of(), "code": both, "valueQuantity": quantity(95, "%")}).code == "59408-5"


def test_a_reason_for_absence_and_a_flag_are_kept() -> None:
    row = observation(of(dataAbsentReason={"text": "Refused"}, interpretation=[{"coding": [{"code": "H"}]}]))
    assert (row.absent_reason, row.interpretation) == ("Refused", "H")


@pytest.mark.parametrize("missing", ["code", "subject"])
def test_nobody_and_nothing_are_refused(missing: str) -> None:
    resource = of()
    del resource[missing]
    with pytest.raises(Unreadable):
        observation(resource)
