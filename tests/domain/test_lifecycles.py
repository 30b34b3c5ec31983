"""Every status table: its codes are FHIR R4's, and each of them can be reached."""

from __future__ import annotations

import pytest

from ma_desktop.domain import lifecycles
from ma_desktop.domain.refusal import RuleBroken

#: The value sets of HL7 FHIR 4.0.1, typed from the specification.
R4 = {
    "Appointment": "proposed pending booked arrived fulfilled cancelled noshow entered-in-error checked-in waitlist",
    "Encounter": "planned arrived triaged in-progress onleave finished cancelled entered-in-error unknown",
    "Observation": "registered preliminary final amended corrected cancelled entered-in-error unknown",
    "Immunization": "completed entered-in-error not-done",
    "Claim": "active cancelled draft entered-in-error",
    "Coverage": "active cancelled draft entered-in-error",
    "Task": "draft requested received accepted rejected ready cancelled in-progress on-hold failed completed "
    "entered-in-error",
    "ServiceRequest": "draft active on-hold revoked completed entered-in-error unknown",
    "MedicationRequest": "active on-hold cancelled completed entered-in-error stopped draft unknown",
    "ChargeItem": "planned billable not-billable aborted billed entered-in-error unknown",
    "Communication": "preparation in-progress not-done on-hold stopped completed entered-in-error unknown",
    "Procedure": "preparation in-progress not-done on-hold stopped completed entered-in-error unknown",
    "DocumentReference": "current superseded entered-in-error",
    "QuestionnaireResponse": "in-progress completed amended entered-in-error stopped",
    "Condition": "active recurrence relapse inactive remission resolved",
    "AllergyIntolerance": "active inactive resolved",
    "AllergyIntolerance.verificationStatus": "unconfirmed confirmed refuted entered-in-error",
}


def test_all_tables_are_checked_here() -> None:
    assert set(R4) == set(lifecycles.TABLES) == set(lifecycles.STARTS)


@pytest.mark.parametrize("name", sorted(R4))
def test_codes_are_those_of_r4(name: str) -> None:
    table = lifecycles.TABLES[name]
    assert set(table) == set(R4[name].split())
    assert all(targets <= set(table) for targets in table.values())


@pytest.mark.parametrize("name", sorted(R4))
def test_every_status_can_be_reached(name: str) -> None:
    table, seen = lifecycles.TABLES[name], set()
    todo = set(lifecycles.STARTS[name])
    while todo:
        here = todo.pop()
        seen.add(here)
        todo |= table[here] - seen
    assert seen == set(table)


@pytest.mark.parametrize("name", [name for name in sorted(R4) if "entered-in-error" in R4[name]])
def test_an_error_ends_it_and_everything_may_be_an_error(name: str) -> None:
    table = lifecycles.TABLES[name]
    assert table["entered-in-error"] == frozenset()
    assert all("entered-in-error" in targets for here, targets in table.items() if here != "entered-in-error")


def test_allows_and_check() -> None:
    assert lifecycles.allows(lifecycles.APPOINTMENT, "booked", "arrived")
    assert lifecycles.allows(lifecycles.APPOINTMENT, "booked", "booked")
    assert not lifecycles.allows(lifecycles.APPOINTMENT, "fulfilled", "noshow")
    assert not lifecycles.allows(lifecycles.APPOINTMENT, "no-show", "no-show")
    lifecycles.check(lifecycles.ENCOUNTER, "in-progress", "finished")
    with pytest.raises(RuleBroken, match=r"final.*preliminary"):
        lifecycles.check(lifecycles.OBSERVATION, "final", "preliminary")
    with pytest.raises(RuleBroken):
        lifecycles.check(lifecycles.OBSERVATION, "nonsense", "final")
