"""register_patient with everything, change_registration, registration, likely_duplicates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AuditEvent, Coverage, Organization, Patient, RelatedPerson, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.change_registration import change_registration
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.likely_duplicates import Typed, likely_duplicates
from ma_desktop.services.schedule.register_patient import (
    NewCoverage,
    NewPatient,
    NewRelated,
    register_patient,
)
from ma_desktop.services.schedule.registration import registration

BORN = date(1984, 3, 4)
BARE = NewPatient("Quill", "Zander", BORN)
MOTHER = NewRelated(
    "Mira Quill", "mother", "9375550188", guarantor=True, may_consent=True, authority="birth parent"
)


def full() -> NewPatient:
    payer = Organization.get(Organization.kind == "pay").id
    return replace(
        BARE, sex="male", phone="9375550177", address="12 Maple Ave", city="Dayton", state="OH", postal_code="45402",
        preferred_name="Zan", pronouns="he/him", interpreter=True, language="es", needs=("Hard of hearing",),
        coverage=NewCoverage(payer, "commercial", "PPO", "X123", "77", copay=Decimal(25)), related=(MOTHER,),
    )  # fmt: skip


def test_name_and_birth_date_are_enough_and_what_is_left_is_a_loose_end(desk: Desk) -> None:
    patient = Patient.get_by_id(register_patient(desk, BARE))
    assert patient.unfinished == ["sex", "phone", "address", "coverage"]
    task = Task.get((Task.patient == patient.id) & (Task.kind == "registration"))
    assert task.description == "Registration unfinished: sex, phone, address, insurance or self-pay"
    for wrong, why in (
        (replace(BARE, family=" "), "family name"),
        (replace(BARE, birth_date=date(2027, 1, 1)), "future"),
    ):
        with pytest.raises(RuleBroken, match=why):
            register_patient(desk, wrong)
    with pytest.raises(RuleBroken, match="on what ground"):
        register_patient(desk, replace(BARE, related=(replace(MOTHER, authority=""),)))


def test_a_child_needs_somebody_who_speaks_for_them(desk: Desk) -> None:
    child = Patient.get_by_id(register_patient(desk, replace(BARE, birth_date=date(2020, 1, 2))))
    assert "related" in child.unfinished
    other = Patient.get_by_id(register_patient(desk, replace(full(), birth_date=date(2020, 1, 2))))
    assert other.unfinished == []


def test_everything_at_once_is_one_step_that_undo_takes_back(desk: Desk) -> None:
    new = full()
    patient = register_patient(desk, new)
    assert registration(desk, patient).person == new
    assert Task.select().where((Task.patient == patient) & (Task.kind == "registration")).count() == 0
    assert undo_last(desk) == "Register patient"
    assert find_patient(desk, "quill zander") == ()
    assert all(
        row.error_at is not None
        for model in (Coverage, RelatedPerson)
        for row in model.select().where(model.patient == patient)
    )


def test_finishing_closes_the_loose_end_and_undo_opens_it_again(desk: Desk) -> None:
    patient = register_patient(desk, BARE)
    change_registration(desk, patient, full())
    assert Patient.get_by_id(patient).unfinished == []
    task = Task.get((Task.patient == patient) & (Task.kind == "registration"))
    assert task.status == "completed"
    assert find_patient(desk, "9375550177")
    undo_last(desk)
    assert Task.get_by_id(task.id).status == "requested"
    assert find_patient(desk, "zan 3/4/1984")[0].patient_id == patient
    assert not [row for row in find_patient(desk, "9375550177") if row.patient_id == patient]


def test_a_new_card_leaves_earlier_dates_of_service_their_own(desk: Desk) -> None:
    patient = register_patient(desk, full())
    new = full()
    assert new.coverage is not None
    change_registration(desk, patient, replace(new, coverage=replace(new.coverage, member_id="Y9")))
    rows = list(Coverage.standing().where(Coverage.patient == patient).order_by(Coverage.id))
    assert [(row.member_id, row.ends_on, row.starts_on) for row in rows] == [
        ("X123", date(2026, 11, 22), None), ("Y9", None, date(2026, 11, 23)),
    ]  # fmt: skip
    assert RelatedPerson.standing().where(RelatedPerson.patient == patient).count() == 1


def test_the_override_is_kept_with_the_step(desk: Desk) -> None:
    register_patient(desk, BARE, although="Registered although similar to #10001 (same phone)")
    step = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert step.reason == "Registered although similar to #10001 (same phone)"


# -- duplicates -------------------------------------------------------------------------------------------


@pytest.fixture
def robert(desk: Desk) -> int:
    return register_patient(
        desk, NewPatient("Fitzwilliam", "Robert", date(1971, 4, 9), "male", "9375551234", former_name="Hargrove",
                         address="44 Linden Ct", city="Dayton", state="OH", postal_code="45405")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (Typed("Fitzwilliam", "Robert", date(1971, 4, 9)), "same first name, same family name, same birth date"),
        (Typed("Fitzwilliam", "Bob", date(1971, 4, 9)), "similar first name"),
        (Typed("Fitswilliam", "Robert", date(1971, 4, 9)), "similar family name"),
        (Typed("Fitzwilliam", "Robert", date(1971, 9, 4)), "birth date differs by one slip"),
        (Typed("Fitzwilliam", "Robert", None, phone="937-555-1234"), "same phone"),
        (Typed("Hargrove", "Robert", date(1971, 4, 9)), "same family name"),
        (Typed("Robert", "Fitzwilliam", date(1971, 4, 9)), "names swapped"),
        (Typed("Smith", "Robert", date(1971, 4, 9), phone="9375551234"), "married name?"),
    ],
)  # fmt: skip
def test_nickname_sound_swapped_date_phone_and_former_name(
    desk: Desk, robert: int, typed: Typed, words: str
) -> None:
    found = likely_duplicates(desk, typed)
    assert found
    assert found[0].patient_id == robert
    assert words in found[0].reasons
    assert not found[0].twin


def test_a_twin_is_named_as_one_and_no_duplicate(desk: Desk, robert: int) -> None:
    found = likely_duplicates(desk, Typed("Fitzwilliam", "Walter", date(1971, 4, 9), phone="9375551234"))
    assert [(one.patient_id, one.twin) for one in found] == [(robert, True)]
    assert found[0].reasons.endswith("other first name: twin?")


def test_nobody_is_like_somebody_else_or_like_an_empty_form(desk: Desk, robert: int) -> None:
    assert likely_duplicates(desk, Typed("Fitzwilliam")) == ()
    assert likely_duplicates(desk, Typed("Oyelaran", "Temitope", date(2001, 1, 1))) == ()
    assert likely_duplicates(desk, Typed("Fitzwilliam", "Robert", date(1998, 1, 30))) == ()
    assert likely_duplicates(desk, Typed("Fitzwilliam", "Robert", date(1971, 4, 9), patient_id=robert)) == ()
    undo_last(desk)
    assert likely_duplicates(desk, Typed("Fitzwilliam", "Robert", date(1971, 4, 9))) == ()
