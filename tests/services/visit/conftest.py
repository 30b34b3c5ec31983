"""A grown woman who was just brought to a room."""

from __future__ import annotations

from datetime import date

import pytest

from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.room_patient import room_patient
from tests.services.visit.test_visit_verbs import room


@pytest.fixture
def adult(desk: Desk) -> int:
    return register_patient(
        desk, NewPatient("Roe", "Ann", date(1980, 2, 3), sex="female", phone="937-555-8181")
    )


@pytest.fixture
def visit(desk: Desk, adult: int) -> int:
    choices = booking_choices(desk)
    found = walk_in(
        desk,
        patient_id=adult,
        practitioner_id=choices.providers[0].id,
        service_id=choices.services[0].id,
        reason="cough",
    )
    room_patient(desk, found, room(desk))
    return found
