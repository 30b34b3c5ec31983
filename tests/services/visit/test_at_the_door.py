"""Check-in: record_consent, sign_forms, forms, see_card, record_companion, companions, override_consent, family_today,
arrive_family, scanned, name_alerts, routing_slip_page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ma_desktop.domain.needs import Need
from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Consent, Coverage, Encounter, Location, Patient, RelatedPerson
from ma_desktop.services.care.place_order import place_order
from ma_desktop.services.chart.patient_banner import patient_banner
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.register_patient import (
    NewCoverage,
    NewPatient,
    NewRelated,
    register_patient,
)
from ma_desktop.services.visit.arrive_family import Contact, arrive_family
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.companions import companions
from ma_desktop.services.visit.family_today import family_today
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.forms import forms
from ma_desktop.services.visit.name_alerts import name_alerts
from ma_desktop.services.visit.override_consent import override_consent
from ma_desktop.services.visit.printable_page import printable_slip
from ma_desktop.services.visit.record_companion import Companion, record_companion
from ma_desktop.services.visit.record_consent import record_consent
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.routing_slip_page import routing_slip_page
from ma_desktop.services.visit.scanned import appointment_number, scanned
from ma_desktop.services.visit.see_card import see_card
from ma_desktop.services.visit.sign_forms import Answered, sign_forms
from ma_desktop.services.visit.verify_coverage import verify_coverage
from ma_desktop.services.visit.visit_needs import visit_needs

ADULT = NewPatient("Okonjo", "Ngozi", date(1984, 3, 4), "female", "9375550177", address="318 Grafton Ave", city="Dayton",
                   state="OH", postal_code="45406", coverage=NewCoverage(1, "commercial", "PPO", "BS55"))  # fmt: skip


def speakers(mother: int) -> tuple[NewRelated, ...]:
    return (
        NewRelated("", "mother", "9375550177", may_consent=True, authority="birth parent", person_id=mother),
        NewRelated("Walter Okonjo", "grandparent", "9375552207", may_consent=True, authority="written permission",
                   authority_until=date(2026, 11, 1)),
    )  # fmt: skip


@pytest.fixture
def family(desk: Desk) -> list[int]:
    """Mother, son of six, daughter of three; all booked for today."""
    mother = register_patient(desk, ADULT)
    people = tuple(replace(one, name=one.name or "Ngozi Okonjo") for one in speakers(mother))
    children = [
        register_patient(
            desk, replace(ADULT, given=given, birth_date=born, sex="male", household=mother, related=people)
        )
        for given, born in (("Tobi", date(2020, 2, 9)), ("Ada", date(2023, 8, 23)))
    ]
    return [mother, *children]


def book(desk: Desk, patient: int, minutes: int, kind: str = "Follow-up") -> int:
    choices = booking_choices(desk)
    return book_appointment(
        desk, patient_id=patient, practitioner_id=choices.providers[0].id, overlap_reason="family together",
        service_id=next(one.id for one in choices.services if one.name == kind), start=desk.now() + timedelta(minutes=minutes),
    )  # fmt: skip


def need(desk: Desk, visit: int, key: str) -> Need | None:
    return next((one for one in visit_needs(desk, visit) if one.key == key), None)


@pytest.fixture
def visit(desk: Desk, family: list[int]) -> int:
    return check_in(desk, book(desk, family[0], 5))


@pytest.fixture
def child(desk: Desk, family: list[int]) -> int:
    return check_in(desk, book(desk, family[1], 5))


# -- forms and cards --------------------------------------------------------------------------------------


def test_forms_are_asked_until_signed_and_again_when_their_time_is_over(
    desk: Desk, family: list[int], visit: int
) -> None:
    assert need(desk, visit, "forms").sentence == "To sign: privacy notice, consent to treatment"
    sign_forms(desk, family[0], [Answered("privacy-notice"), Answered("treatment")])
    assert need(desk, visit, "forms") is None
    undo_last(desk)
    assert need(desk, visit, "forms") is not None
    record_consent(desk, family[0], "privacy-notice")
    old = Consent.get_by_id(record_consent(desk, family[0], "treatment"))
    assert old.expires_on == date(2027, 11, 23)
    with desk.work("earlier", needs="settings") as work:
        work.update(old, expires_on=date(2026, 11, 22))
    assert need(desk, visit, "forms").sentence == "To sign: consent to treatment"
    states = {row.kind: (row.state, row.due) for row in forms(desk, family[0]).rows}
    assert states["treatment"] == ("ended 11/22/2026", True)
    assert states["financial"] == ("never asked", False)
    change_setting(desk, "check_in.forms", "financial")
    assert need(desk, visit, "forms").sentence == "To sign: financial policy"


def test_a_refused_privacy_notice_needs_the_note_and_then_is_not_asked_again(
    desk: Desk, family: list[int], visit: int
) -> None:
    with pytest.raises(RuleBroken, match="what was tried"):
        sign_forms(desk, family[0], [Answered("treatment"), Answered("privacy-notice", refused=True)])
    assert Consent.standing().where(Consent.patient == family[0]).count() == 0
    record_consent(
        desk, family[0], "privacy-notice", refused=True, note="offered twice, wants to read it at home"
    )
    assert need(desk, visit, "forms").sentence == "To sign: consent to treatment"
    record_consent(desk, family[0], "treatment", refused=True, note="does not want to")
    assert need(desk, visit, "forms").sentence == "To sign: consent to treatment"
    with pytest.raises(RuleBroken, match="Choose what was signed"):
        sign_forms(desk, family[0], [])


def test_a_card_is_asked_for_when_it_is_stale_only(desk: Desk, family: list[int], visit: int) -> None:
    card = Coverage.get(Coverage.patient == family[0])
    assert need(desk, visit, "card").sentence == "Insurance card: never seen"
    see_card(desk, visit)
    assert need(desk, visit, "card").state == "done"
    for days, asked in ((1, False), (90, False), (91, True)):
        card = Coverage.get_by_id(card.id)
        with desk.work("earlier", needs="settings") as work:
            work.update(card, card_seen_on=date(2026, 11, 23) - timedelta(days=days))
        assert (need(desk, visit, "card") is not None) is asked
    change_setting(desk, "check_in.card_days", "100")
    assert need(desk, visit, "card") is None
    verify_coverage(desk, visit, "card seen")
    assert Coverage.get_by_id(card.id).card_seen_on == date(2026, 11, 23)


def test_the_practice_decides_when_an_address_is_old(desk: Desk, family: list[int], visit: int) -> None:
    patient = Patient.get_by_id(family[0])
    with desk.work("earlier", needs="settings") as work:
        work.update(patient, address_checked_at=desk.now() - timedelta(days=100))
    assert need(desk, visit, "contact").state == "done"
    change_setting(desk, "check_in.address_days", "99")
    assert need(desk, visit, "contact").state == "open"


def test_without_insurance_there_is_no_card_to_see(desk: Desk) -> None:
    patient = register_patient(desk, replace(ADULT, family="Alone", coverage=NewCoverage(kind="self-pay")))
    visit = check_in(desk, book(desk, patient, 5))
    assert need(desk, visit, "card") is None
    with pytest.raises(RuleBroken, match="No insurance"):
        see_card(desk, visit)


def test_what_a_registration_left_open_is_asked_at_check_in(desk: Desk) -> None:
    patient = register_patient(desk, NewPatient("Bare", "", date(1990, 1, 1)))
    visit = check_in(desk, book(desk, patient, 5))
    found = need(desk, visit, "registration")
    assert found.sentence == "Registration: given name, sex, insurance or self-pay"
    assert found.action == "finish_registration"


def test_somebody_of_age_signs_for_a_minor(desk: Desk, family: list[int], child: int) -> None:
    with pytest.raises(RuleBroken, match="signs for a minor"):
        sign_forms(desk, family[1], [Answered("treatment")])
    mother = companions(desk, family[1])[0]
    record_companion(desk, child, Companion(related_id=mother.related_id))
    assert forms(desk, family[1]).signer == "Ngozi Okonjo (mother)"
    sign_forms(desk, family[1], [Answered("treatment")], by=forms(desk, family[1]).signer)
    assert Consent.get(Consent.patient == family[1]).by == "Ngozi Okonjo (mother)"


# -- who may consent --------------------------------------------------------------------------------------


def test_a_minor_needs_an_adult_who_may_consent(desk: Desk, child: int, visit: int) -> None:
    assert need(desk, visit, "companion") is None
    asked = need(desk, child, "companion")
    assert (asked.sentence, asked.danger) == ("Who came along, and may they consent?", False)
    room_patient(desk, child, Location.get(Location.state == "clean").id)
    late = need(desk, child, "companion")
    assert late.danger
    assert late.sentence == "Consent not asked: reach mother 937-555-0177"
    mother = companions(desk, Encounter.get_by_id(child).patient_id)[0]
    assert mother.consents
    assert record_companion(desk, child, Companion(related_id=mother.related_id))
    assert need(desk, child, "companion").sentence == "May consent: Ngozi Okonjo (mother) · birth parent"


def test_authority_that_ran_out_is_none(desk: Desk, child: int) -> None:
    grandfather = companions(desk, Encounter.get_by_id(child).patient_id)[1]
    assert (grandfather.consents, grandfather.authority) == (False, "written permission, ended 11/01/2026")
    assert not record_companion(desk, child, Companion(related_id=grandfather.related_id))
    danger = visit_needs(desk, child)[0]
    assert danger.danger
    assert danger.sentence == "Nobody may consent: reach mother 937-555-0177"
    undo_last(desk)
    assert not need(desk, child, "companion").danger


def test_alone_or_with_somebody_new(desk: Desk, child: int) -> None:
    assert not record_companion(desk, child, Companion())
    assert Encounter.get_by_id(child).accompanied_by == "nobody"
    assert need(desk, child, "companion").danger
    assert record_companion(
        desk, child, Companion(name="Bisi Ade", relationship="guardian", authority="court order")
    )
    kept = RelatedPerson.get(RelatedPerson.name == "Bisi Ade")
    assert kept.may_consent
    assert Encounter.get_by_id(child).accompanied_by == "Bisi Ade (guardian)"


def test_only_a_provider_decides_without_an_adult_and_says_why(desk: Desk, child: int) -> None:
    record_companion(desk, child, Companion())
    ma = desk.acting_as(Worker(desk.worker.user_id, "kim", "Kim", Role.MA))
    with pytest.raises(RuleBroken, match="your role"):
        override_consent(ma, child, "emergency")
    provider = desk.acting_as(Worker(desk.worker.user_id, "ito", "Dr. Ito", Role.PROVIDER))
    with pytest.raises(RuleBroken, match="why"):
        override_consent(provider, child, " ")
    override_consent(provider, child, "the law lets this minor consent")
    assert need(desk, child, "companion").sentence == (
        "May consent: nobody · decided by Dr. Ito: the law lets this minor consent"
    )


# -- a family ---------------------------------------------------------------------------------------------


def test_one_arrival_for_a_mother_and_two_children(desk: Desk, family: list[int]) -> None:
    appointments = [book(desk, patient, 10) for patient in family]
    found = family_today(desk, family[1])
    assert found.members[0].patient_id == family[1]
    assert {member.patient_id for member in found.members} == set(family)
    assert [(person.name, person.consents) for person in found.people] == [
        ("Ngozi Okonjo", True), ("Walter Okonjo", False)
    ]  # fmt: skip
    contact = Contact("(937) 555-0199", "5 New St", "Dayton", "OH", "45407")
    visits = arrive_family(
        desk,
        appointments,
        contact=contact,
        cards_seen=True,
        companion=Companion(related_id=found.people[0].related_id),
    )
    assert len(set(visits)) == 3
    for patient, visit in zip(family, visits, strict=True):
        row = Patient.get_by_id(patient)
        assert (row.phone, row.address, row.postal_code) == ("9375550199", "5 New St", "45407")
        assert Coverage.get(Coverage.patient == patient).verified_for == desk.now().date()
        assert need(desk, visit, "contact").state == "done"
    authority = [Encounter.get_by_id(visit).consent_authority for visit in visits]
    assert authority == ["", "birth parent", "birth parent"]
    assert undo_last(desk) == "Check in a family"
    assert all(Encounter.get_by_id(visit).error_at is not None for visit in visits)
    assert Patient.get_by_id(family[0]).address == "318 Grafton Ave"
    assert len(family_today(desk, family[0]).members) == 3


def test_authority_for_one_child_is_none_for_another(desk: Desk, family: list[int]) -> None:
    aunt = Companion(name="Bisi Ade", relationship="guardian", authority="court order")
    one = check_in(desk, book(desk, family[1], 10))
    record_companion(desk, one, aunt)
    known = RelatedPerson.get(RelatedPerson.name == "Bisi Ade")
    (other,) = arrive_family(desk, [book(desk, family[2], 10)], companion=Companion(related_id=known.id))
    assert Encounter.get_by_id(other).accompanied_by == "Bisi Ade (guardian)"
    assert Encounter.get_by_id(other).consent_authority == ""
    assert need(desk, other, "companion").danger


def test_strangers_are_no_family_and_nobody_chosen_is_refused(desk: Desk, family: list[int]) -> None:
    book(desk, family[0], 10)
    stranger = register_patient(desk, replace(ADULT, given="Other", phone="9375559999"))
    book(desk, stranger, 15)
    assert [one.patient_id for one in family_today(desk, family[0]).members] == [family[0]]
    with pytest.raises(RuleBroken, match="who has arrived"):
        arrive_family(desk, [])
    with pytest.raises(RuleBroken, match="no phone number"):
        arrive_family(desk, [book(desk, family[1], 20)], contact=Contact())


# -- scanning, names --------------------------------------------------------------------------------------


def test_a_slip_leads_to_its_visit_or_to_check_in(desk: Desk, family: list[int], visit: int) -> None:
    number = Encounter.get_by_id(visit).number
    assert scanned(desk, number).encounter_id == visit
    waiting = book(desk, family[1], 40)
    found = scanned(desk, appointment_number(waiting))
    assert (found.patient_id, found.arriving) == (family[1], True)
    child = check_in(desk, waiting)
    again = scanned(desk, appointment_number(waiting).lower())
    assert (again.encounter_id, again.arriving) == (child, False)
    record = Patient.get_by_id(family[0]).record_number
    assert scanned(desk, f"#{record}").patient_id == family[0]
    for other in ("Okonjo", "3/4/1984", "A999999", "2020-0101-01", "#999999", "0177"):
        assert scanned(desk, other) is None


def test_who_could_be_taken_for_whom(desk: Desk, family: list[int]) -> None:
    book(desk, family[0], 10)
    book(desk, family[1], 10)
    namesake = register_patient(desk, replace(ADULT, birth_date=date(1950, 7, 1), phone="", address=""))
    number = Patient.get_by_id(namesake).record_number
    assert name_alerts(desk, family[0]) == (
        f"Same name: born 07/01/1950, #{number}", "Same family name today: Tobi"
    )  # fmt: skip
    assert name_alerts(desk, family[1]) == ("Same family name today: Ngozi",)
    assert patient_banner(desk, family[2]).name_alerts == ("Same family name today: Ngozi, Tobi",)


def test_a_longer_name_is_nobodys_namesake_and_accents_do_not_tell_apart(
    desk: Desk, family: list[int]
) -> None:
    other = {"birth_date": date(1950, 7, 1), "phone": "", "address": ""}
    for given in ("Ngozika", "Ngo", "Adaeze"):
        register_patient(desk, replace(ADULT, given=given, **other))
    assert name_alerts(desk, family[0]) == ()
    same = register_patient(desk, replace(ADULT, family="OKÓNJO", **other))
    number = Patient.get_by_id(same).record_number
    assert name_alerts(desk, family[0]) == (f"Same name: born 07/01/1950, #{number}",)


def test_siblings_in_the_office_are_marked_on_both_cards(desk: Desk, family: list[int], visit: int) -> None:
    def chips() -> dict[int, list[str]]:
        return {card.encounter_id: [chip.text for chip in card.chips] for card in flow_board(desk).cards}

    assert "same family name" not in chips()[visit]
    other = check_in(desk, book(desk, family[1], 10))
    assert "same family name" in chips()[visit]
    assert "same family name" in chips()[other]


def test_who_could_be_taken_for_another_is_marked_on_labels_and_slip(desk: Desk, family: list[int]) -> None:
    from ma_desktop.services.visit.patient_labels_page import patient_labels_page

    alone = register_patient(desk, NewPatient(family="Zzyx", given="Only", birth_date=date(1970, 1, 1)))
    book(desk, family[1], 60)
    for who, marked in ((family[0], True), (alone, False)):
        visit = check_in(desk, book(desk, who, 30))
        label = patient_labels_page(desk, visit).people[0].lines
        assert any("NAME ALERT" in line for line in label) is marked
        assert (
            any("Name alert" in line for line in routing_slip_page(desk, encounter_id=visit).alerts) is marked
        )
        assert not any("Tobi" in line for line in label), "a label names nobody but its own patient"


def test_the_slip_tells_the_visit_before_and_after_the_patient_came(desk: Desk, family: list[int]) -> None:
    waiting = book(desk, family[1], 40)
    before = routing_slip_page(desk, appointment_id=waiting)
    assert before.code == appointment_number(waiting)
    arrived = before.parts[0].steps[0]
    assert (arrived.text, arrived.done) == ("Arrived", False)
    visit = check_in(desk, waiting)
    place_order(desk, visit, words="Urinalysis", kind="lab")
    after = routing_slip_page(desk, encounter_id=visit)
    assert after.code == before.code
    assert after.parts[0].steps[0].at == f"{desk.now():%H:%M}"
    assert after.parts[2].steps[0].text == "Urinalysis"
    by_appointment = printable_slip(desk, waiting)
    assert (by_appointment.encounter_id, by_appointment.content.code) == (visit, before.code)
    with pytest.raises(RuleBroken, match="no appointment to print"):
        routing_slip_page(desk, appointment_id=999_999)
