"""register_patient with everything, change_registration, registration, guardian_phones, likely_duplicates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ma_desktop.domain.coverage import coverages_on
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    AuditEvent,
    Coverage,
    HealthcareService,
    Organization,
    Patient,
    Practitioner,
    RelatedPerson,
    Task,
)
from ma_desktop.services.chart.guardian_phones import guardian_phones
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.add_recall import add_recall
from ma_desktop.services.messages.call_list import call_list
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.change_registration import change_registration
from ma_desktop.services.schedule.day_schedule_page import day_schedule_page
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.likely_duplicates import Typed, likely_duplicates
from ma_desktop.services.schedule.register_patient import (
    NewCoverage,
    NewPatient,
    NewRelated,
    register_patient,
)
from ma_desktop.services.schedule.registration import registration
from ma_desktop.services.visit.visit_facts import coverage_facts

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


# -- several people, several insurances -------------------------------------------------------------------


def two_payers() -> tuple[NewCoverage, NewCoverage]:
    first, second = Organization.select().where(Organization.kind == "pay").order_by(Organization.id).limit(2)
    return (
        NewCoverage(first.id, "medicare", "Part B", "1EG4", starts_on=date(2024, 1, 1)),
        NewCoverage(second.id, "commercial", "Supplement", "S77", starts_on=date(2025, 6, 1)),
    )


def in_force(patient: int, day: date) -> list[str]:
    return [Coverage.get_by_id(one.id).member_id for one in coverages_on(day, coverage_facts(patient))]


def test_two_insurances_keep_their_order_and_may_change_it_from_today_on(desk: Desk) -> None:
    first, second = two_payers()
    patient = register_patient(desk, replace(full(), coverage=first, more_coverages=(second,)))
    assert in_force(patient, date(2026, 11, 23)) == ["1EG4", "S77"]
    Coverage.update(card_seen_on=date(2026, 10, 1)).where(Coverage.member_id == "S77").execute()
    read = registration(desk, patient).person
    assert read is not None
    assert read.more_coverages == (second,)
    change_registration(
        desk, patient, replace(read, coverage=read.more_coverages[0], more_coverages=(read.coverage,))
    )
    assert in_force(patient, date(2026, 11, 23)) == ["S77", "1EG4"]
    assert in_force(patient, date(2026, 11, 22)) == ["1EG4", "S77"], (
        "earlier dates of service keep their order"
    )
    assert Coverage.get((Coverage.member_id == "S77") & (Coverage.position == 1)).card_seen_on == date(
        2026, 10, 1
    )
    undo_last(desk)
    assert in_force(patient, date(2026, 11, 23)) == ["1EG4", "S77"]


def test_a_second_insurance_ends_and_a_third_comes_without_touching_the_first(desk: Desk) -> None:
    first, second = two_payers()
    patient = register_patient(desk, replace(full(), coverage=first, more_coverages=(second,)))
    read = registration(desk, patient).person
    assert read is not None
    third = replace(second, member_id="T1", starts_on=None)
    change_registration(desk, patient, replace(read, more_coverages=(*read.more_coverages, third)))
    assert in_force(patient, date(2026, 11, 23)) == ["1EG4", "S77", "T1"]
    change_registration(desk, patient, replace(read, more_coverages=()))
    assert in_force(patient, date(2026, 11, 23)) == ["1EG4"]
    assert in_force(patient, date(2026, 11, 22)) == ["1EG4", "S77", "T1"]
    assert registration(desk, patient).person.more_coverages is None
    change_registration(desk, patient, replace(read, phone="9375550133", more_coverages=None))
    assert in_force(patient, date(2026, 11, 23)) == ["1EG4"]


def test_what_cannot_pay_second_is_refused(desk: Desk) -> None:
    first, second = two_payers()
    for wrong, why in (
        (replace(full(), coverage=None, more_coverages=(second,)), "which insurance pays before"),
        (replace(full(), coverage=first, more_coverages=(second,) * 3), "at most three"),
        (replace(full(), coverage=first, more_coverages=(NewCoverage(kind="self-pay"),)), "leave the second"),
    ):
        with pytest.raises(RuleBroken, match=why):
            register_patient(desk, wrong)


def test_every_person_can_be_renamed_ended_and_taken_off(desk: Desk) -> None:
    father = NewRelated("Ned Quill", "father", "9375550166", may_consent=True, authority="birth parent")
    patient = register_patient(desk, replace(full(), birth_date=date(2020, 1, 2), related=(MOTHER, father)))
    read = registration(desk, patient).person
    assert read is not None
    mother, dad = read.related
    ended = replace(dad, name="Edward Quill", authority_until=date(2026, 11, 1), guarantor=True)
    change_registration(desk, patient, replace(read, related=(replace(mother, gone=True), ended)))
    (left,) = RelatedPerson.standing().where(RelatedPerson.patient == patient)
    assert (left.name, left.authority_until, left.guarantor) == ("Edward Quill", date(2026, 11, 1), True)
    undo_last(desk)
    rows = RelatedPerson.standing().where(RelatedPerson.patient == patient).order_by(RelatedPerson.id)
    assert [row.name for row in rows] == ["Mira Quill", "Ned Quill"]


def test_a_child_is_reached_by_the_adult_who_speaks_for_them(desk: Desk) -> None:
    payer = NewRelated("Ned Quill", "father", "9375550166", guarantor=True)
    born = date(2020, 1, 2)
    child = register_patient(desk, replace(full(), phone="", birth_date=born, related=(payer, MOTHER)))
    assert "phone" not in Patient.get_by_id(child).unfinished
    adult = register_patient(desk, replace(full(), related=(MOTHER,)))
    asked = [(child, born), (adult, BORN), (999_999, None)]
    assert guardian_phones(desk, asked) == {child: "937-555-0188 (mother)"}
    read = registration(desk, child).person
    assert read is not None
    over = replace(read.related[1], authority_until=date(2026, 11, 22))
    change_registration(desk, child, replace(read, related=(read.related[0], over)))
    assert guardian_phones(desk, asked) == {child: "937-555-0166 (father)"}
    service, provider = HealthcareService.select().first(), Practitioner.select().first()
    book_appointment(
        desk, patient_id=child, practitioner_id=provider.id, service_id=service.id, start=desk.now() + timedelta(hours=9),
        overlap_reason="test",
    )  # fmt: skip
    page = day_schedule_page(desk, desk.now().date())
    assert "937-555-0166 (father)" in [line.phone for part in page.providers for line in part.lines]
    add_recall(desk, child, reason="Shots", due_on=desk.now().date())
    line = next(one for one in call_list(desk).lines if one.patient_id == child)
    assert line.phone == "937-555-0166 (father)"


def test_an_insurance_that_had_ended_is_not_prolonged_by_the_next_one(desk: Desk) -> None:
    first, second = two_payers()
    ended = desk.now().date() - timedelta(days=90)
    patient = register_patient(desk, replace(full(), coverage=replace(first, ends_on=ended)))
    between = ended + timedelta(days=30)
    assert in_force(patient, between) == []
    change_registration(desk, patient, replace(full(), coverage=replace(second, starts_on=None)))
    assert in_force(patient, between) == [], "nobody paid then, and nobody does now"
    assert in_force(patient, ended) == [first.member_id]
    assert in_force(patient, desk.now().date()) == [second.member_id]


def test_a_new_insurance_with_the_end_of_the_old_one_is_refused(desk: Desk) -> None:
    first, second = two_payers()
    ended = desk.now().date() - timedelta(days=90)
    patient = register_patient(desk, replace(full(), coverage=replace(first, ends_on=ended)))
    with pytest.raises(RuleBroken, match="before it begins"):
        change_registration(
            desk, patient, replace(full(), coverage=replace(second, starts_on=None, ends_on=ended))
        )
