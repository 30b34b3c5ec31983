"""The tour's day: set out, walked by verbs, seen in the record, and set out again without deleting anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ma_desktop.domain import monday
from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, Encounter, Location, Patient, Setting
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.messages.email_account import email_account
from ma_desktop.services.messages.mark_printed import mark_printed
from ma_desktop.services.messages.outbox import outbox
from ma_desktop.services.messages.plan_reminders import plan_reminders
from ma_desktop.services.practice.begin_monday import begin_monday
from ma_desktop.services.practice.invented_practice import KEY, invented_practice
from ma_desktop.services.practice.monday_progress import monday_progress
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.day_spans import day_spans
from ma_desktop.services.schedule.release_hold import release_hold
from ma_desktop.services.visit.arrive_family import arrive_family
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.close_visit import close_visit
from ma_desktop.services.visit.family_today import family_today
from ma_desktop.services.visit.note_document import note_document
from ma_desktop.services.visit.open_visits import open_visits
from ma_desktop.services.visit.provider_delay import provider_delay
from ma_desktop.services.visit.record_companion import Companion, record_companion
from ma_desktop.services.visit.start_with_provider import start_with_provider
from ma_desktop.services.visit.turn_room_over import turn_room_over


def ident(who: monday.Person) -> int:
    return int(Patient.get((Patient.family == who[0]) & (Patient.given == who[1])).id)


def booked(who: monday.Person) -> Any:
    return (
        Appointment.standing()
        .where(Appointment.patient == ident(who))
        .order_by(Appointment.id.desc())
        .first()
    )


def test_a_real_practice_is_left_alone(desk: Desk) -> None:
    with desk.work("No demo", needs="settings") as work:
        work.update(Setting.get(Setting.key == KEY), value=False)
    assert not invented_practice(desk)
    before = Appointment.select().count(), Patient.select().count()
    with pytest.raises(RuleBroken, match="real practice"):
        begin_monday(desk)
    assert (Appointment.select().count(), Patient.select().count()) == before


def test_each_moment_is_there_at_once(desk: Desk) -> None:
    assert invented_practice(desk)
    begin_monday(desk)
    mother = family_today(desk, ident(monday.MOTHER))
    assert len(mother.members) == 3
    assert "Delgado, Ruth" in [visit.patient for visit in open_visits(desk)]
    (late,) = [one for one in provider_delay(desk) if "Ito" in one.name]
    assert late.minutes >= 25
    assert booked(monday.MISSING).status == "noshow"
    assert Location.standing().where(Location.state == "dirty").exists()
    plan_reminders(desk)
    mails = [line for line in outbox(desk).lines if line.route == "email"]
    assert {line.patient for line in mails} >= {"Ferreira, Lucia", "Zielinski, Adam"}
    assert email_account(desk).server == "127.0.0.1", "nothing of the demo leaves this computer"
    assert monday_progress(desk, desk.now()) == frozenset()


def test_every_observed_step_is_seen_when_it_is_done_and_not_before(desk: Desk) -> None:
    """In another order than the tour's: each step is seen by itself."""
    begin_monday(desk)
    since, seen = desk.now(), set()

    def now_seen(*keys: str) -> None:
        seen.update(keys)
        assert monday_progress(desk, since) == seen

    later = since + timedelta(minutes=1)
    desk.clock = lambda: later
    check_in(desk, booked(monday.MISSING).id, back_because="came at 13:30")
    now_seen("after_all")
    start_with_provider(desk, Encounter.standing().where(Encounter.patient == ident(monday.WAITING)).get().id)
    now_seen("bring_in")
    turn_room_over(desk, Location.standing().where(Location.state == "dirty").first().id)
    now_seen("room")
    visit = next(one for one in open_visits(desk) if one.patient_id == ident(monday.FORGOTTEN))
    close_visit(desk, visit.encounter_id, missing_because="billed on paper")
    now_seen("unclosed")
    held = [
        (who, s.start)
        for who, spans in day_spans(desk, since.date()).spans.items()
        for s in spans
        if s.kind == "hold"
    ]
    release_hold(desk, *held[0])
    now_seen("hold")
    plan_reminders(desk)
    mark_printed(desk, [outbox(desk).lines[0].item_id], kind="appointment-card", digest="0" * 64)
    now_seen("paper")
    note_document(desk, kind="huddle", digest="1" * 64, patient_id=None, encounter_id=None)
    now_seen("huddle")
    desk.clock = lambda: later + timedelta(minutes=5)
    book_appointment(
        desk, patient_id=ident(monday.ADDED), practitioner_id=booked(monday.MOTHER).practitioner_id,
        service_id=booked(monday.MOTHER).service_id, start=since + timedelta(hours=5), reason="", overlap_reason="urgent",
    )  # fmt: skip
    now_seen("added")
    desk.clock = lambda: later + timedelta(minutes=6)
    note_document(desk, kind="huddle", digest="2" * 64, patient_id=None, encounter_id=None)
    now_seen("addendum")
    members = family_today(desk, ident(monday.MOTHER)).members
    visits = arrive_family(desk, [one.appointment_id for one in members])
    now_seen()  # nobody who may consent is beside the children yet
    parent = Companion(name="Joanna Abernathy", relationship="mother", authority="birth or adoptive parent")
    for visit_id in visits:
        record_companion(desk, visit_id, parent)
    now_seen("arrival")
    assert seen == {step.key for step in monday.STEPS if step.observed}


def test_begun_again_everybody_is_booked_anew_and_nothing_is_deleted(desk: Desk) -> None:
    begin_monday(desk)
    check_in(desk, booked(monday.MISSING).id, back_because="came at 13:30")
    counted = {model: model.select().count() for model in (Appointment, Encounter, Patient)}
    later = desk.now() + timedelta(hours=1)
    desk.clock = lambda: later
    begin_monday(desk)
    begin_monday(desk)
    assert booked(monday.MISSING).status == "noshow"
    assert booked(monday.MOTHER).start > later
    assert len(family_today(desk, ident(monday.MOTHER)).members) == 3
    assert [visit.patient for visit in open_visits(desk)].count("Delgado, Ruth") == 1
    assert Patient.select().count() == counted[Patient], "the same people"
    assert Appointment.select().count() > counted[Appointment]
    taken_back = Encounter.select().where(
        Encounter.patient == ident(monday.MISSING), Encounter.error_at.is_null(False)
    )
    assert taken_back.count() == 1
    assert monday_progress(desk, later) == frozenset()


def test_an_assistant_who_trains_may_begin_it_without_setting_up_mail(desk: Desk) -> None:
    assistant = desk.acting_as(Worker(7, "mia", "Mia M.", Role.MA))
    begin_monday(assistant)
    assert len(family_today(assistant, ident(monday.MOTHER)).members) == 3
    assert not email_account(assistant).in_use


def test_the_tour_names_only_what_is_there() -> None:
    from ma_desktop.services.practice.monday_progress import _SEEN
    from ma_desktop.views.panels import discover

    assert set(_SEEN) == {step.key for step in monday.STEPS if step.observed}
    panels = {panel.__module__.rpartition(".")[2] for panel in discover()}
    assert {step.panel for step in monday.STEPS} <= panels
    assert [each.key for each in monday.MOMENTS] == list(dict.fromkeys(step.moment for step in monday.STEPS))
    assert len({step.key for step in monday.STEPS}) == len(monday.STEPS)


def test_the_first_letters_that_the_tour_tells_find_the_right_person() -> None:
    from ma_desktop.services.practice.demo_people import FAMILIES

    assert not {family for family, _given in monday.CAST} & set(FAMILIES)
