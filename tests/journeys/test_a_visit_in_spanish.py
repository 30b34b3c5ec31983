"""What a Spanish screen writes is the same record as an English one: words that are stored are not the words that are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from ma_desktop import i18n
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Coverage, Encounter, HealthcareService, Location, Practitioner
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.register_patient import NewCoverage, NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.mark_ready import mark_ready
from ma_desktop.services.visit.record_companion import Companion, record_companion
from ma_desktop.services.visit.record_vitals import Typed, record_vitals
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.verify_coverage import verify_coverage


@pytest.fixture
def spanish() -> Iterator[None]:
    i18n.use_language("es")
    yield
    i18n.use_language("en")


def test_a_visit_goes_from_the_door_to_ready(desk: Desk, spanish: None) -> None:
    assert i18n._("card seen") == "tarjeta vista"
    patient = register_patient(desk, NewPatient("Doe", "Ann", date(1980, 2, 3), phone="937-555-8181",
                                                coverage=NewCoverage(plan="Acme", member_id="1")))  # fmt: skip
    service = HealthcareService.select().where(HealthcareService.name == "MA visit: BP check").get()
    visit = walk_in(
        desk, patient_id=patient, practitioner_id=Practitioner.select().first().id,
        service_id=service.id, reason="presión",
    )  # fmt: skip
    verify_coverage(desk, visit, "card seen")
    coverage = Coverage.select().where(Coverage.patient == patient).get()
    assert (coverage.card_seen_on, coverage.verified_how) == (desk.now().date(), "card seen")
    record_companion(desk, visit, Companion())
    assert Encounter.get_by_id(visit).accompanied_by == "nobody"
    room_patient(
        desk, visit, Location.standing().where(Location.state == "clean").first().id, identity_how="dob"
    )
    record_vitals(desk, visit, [Typed("pulse", "88"), Typed("blood_pressure", "152/94")])
    with pytest.raises(RuleBroken, match="Segunda PA"):
        mark_ready(desk, visit)
    record_vitals(desk, visit, [Typed("blood_pressure", "148/92")])
    review_list(desk, visit, "allergies", "none-known")
    review_list(desk, visit, "medications")
    mark_ready(desk, visit)
    assert Encounter.get_by_id(visit).stage == Stage.READY.value
