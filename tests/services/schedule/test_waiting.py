"""Requests, red flags, the waiting list, offers: on a real record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    Appointment,
    AppointmentRequest,
    AppointmentResponse,
    AuditEvent,
    Encounter,
    HealthcareService,
    Patient,
    Provenance,
    Schedule,
    Setting,
    Slot,
    Task,
)
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.approve_setting import approve_setting
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.book_together import Visit, book_together
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
from ma_desktop.services.schedule.change_request import change_request
from ma_desktop.services.schedule.close_request import close_request
from ma_desktop.services.schedule.confirm_appointment import confirm_appointment
from ma_desktop.services.schedule.freed_times import freed_times
from ma_desktop.services.schedule.least_wait import least_wait
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.services.schedule.offer_slot import offer_slot
from ma_desktop.services.schedule.overdue_requests import overdue_requests
from ma_desktop.services.schedule.raise_red_flag import raise_red_flag
from ma_desktop.services.schedule.red_flags_in import red_flags_in
from ma_desktop.services.schedule.release_hold import release_hold
from ma_desktop.services.schedule.released_holds import released_holds
from ma_desktop.services.schedule.take_request import take_request
from ma_desktop.services.schedule.tell_red_flag import tell_red_flag
from ma_desktop.services.schedule.waiting_list import waiting_list, who_fits
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.acknowledge_alert import acknowledge_alert
from ma_desktop.services.visit.complete_task import complete_task
from ma_desktop.services.visit.loose_ends import loose_ends

ZONE = ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=ZONE)


@pytest.fixture
def hours(desk: Desk) -> Desk:
    """Open Monday to Friday from 8 to 17, nobody waiting."""
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot, AppointmentRequest):
            for row in table.standing():
                work.mark_error(row, "test")
        for day in range(5):
            work.insert(Schedule(weekday=day, opens="08:00", closes="17:00"))
    return desk


def kind(name: str = "Follow-up") -> int:
    return int(HealthcareService.get(HealthcareService.name == name).id)


def patients(count: int) -> list[int]:
    return [p.id for p in Patient.select(Patient.id).order_by(Patient.id.desc()).limit(count)]


def ask(desk: Desk, patient: int, **more: Any) -> int:
    return take_request(desk, **{"patient_id": patient, "service_id": kind(), "reason": "sugar", **more})


def provider(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "ito", "Kenji Ito", Role.PROVIDER, practices=True))


def test_a_request_waits_with_all_that_was_asked(hours: Desk) -> None:
    patient = patients(1)[0]
    ask(hours, patient, urgency="soon", practitioner_id=2, weekdays=[3, 1], day_part="morning", latest=date(2026, 12, 4),
        call_back="9375550111", caller="daughter")  # fmt: skip
    (row,) = waiting_list(hours).rows
    assert (row.patient_id, row.urgency, row.minutes, row.caller, row.days) == (
        patient,
        "soon",
        20,
        "daughter",
        0,
    )
    assert row.wishes == "Abena Osei, NP · Tue Thu · mornings · until 12/04"
    assert row.phone.endswith("555-0111")
    assert row.first is not None
    assert (row.first.start, row.first.practitioner_id) == (TUESDAY.replace(hour=8), 2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": "  "},
        {"channel": "pigeon"},
        {"urgency": "asap"},
        {"latest": date(2026, 11, 1)},
        {"reason": "chest pain"},
    ],
)
def test_a_request_that_cannot_be_is_refused(hours: Desk, wrong: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken):
        ask(hours, patients(1)[0], **wrong)
    assert waiting_list(hours).rows == ()


def test_nobody_waits_twice_for_the_same(hours: Desk) -> None:
    patient = patients(1)[0]
    ask(hours, patient)
    with pytest.raises(RuleBroken, match="already waiting"):
        ask(hours, patient)
    ask(hours, patient, service_id=kind("Procedure"))


# -- red flags -----------------------------------------------------------------------------------------------


def test_words_stop_a_booking_until_the_provider_answers(hours: Desk) -> None:
    patient = patients(1)[0]
    booking = {
        "patient_id": patient,
        "practitioner_id": 1,
        "service_id": kind("Acute visit"),
        "start": TUESDAY,
    }
    with pytest.raises(RuleBroken, match="Chest pain or pressure"):
        book_appointment(hours, reason="tightness in my chest", **booking)
    matches = red_flags_in(hours, "tightness in my chest", patient)
    stop = raise_red_flag(
        hours, "tightness in my chest", matches, patient_id=patient, who="wife, 937 555 0111"
    )
    task = Task.get_by_id(stop)
    assert (task.priority, task.owner_role, task.status) == ("stat", "provider", "requested")
    assert task.description == "911 · Chest pain or pressure · “tightness in my chest” · wife, 937 555 0111"
    with pytest.raises(RuleBroken, match="stopped"):
        book_appointment(hours, reason="tightness in my chest", **booking)
    acknowledge_alert(provider(hours), stop, "Called: sore from lifting, see tomorrow")
    assert book_appointment(hours, reason="tightness in my chest", **booking)
    assert loose_ends(hours).rows[0].task_id != stop


def test_told_verbally_releases_booking_and_is_not_the_providers_answer(hours: Desk) -> None:
    patient = patients(1)[0]
    stop = raise_red_flag(
        hours, "short of breath", red_flags_in(hours, "short of breath"), patient_id=patient
    )
    with pytest.raises(RuleBroken):
        tell_red_flag(hours, stop, "Dr. Ito", " ")
    said = tell_red_flag(hours, stop, "Dr. Ito", "see her at 11")
    assert said == "told verbally 09:40 to Dr. Ito, read back: see her at 11"
    assert book_appointment(
        hours,
        patient_id=patient,
        practitioner_id=1,
        service_id=kind(),
        start=TUESDAY,
        reason="short of breath",
    )
    task = Task.get_by_id(stop)
    assert (task.status, task.outcome) == ("received", said)
    assert stop in {row.task_id for row in loose_ends(hours).rows}  # the provider's own answer is still owed
    titles = [row.title for row in AuditEvent.select().order_by(AuditEvent.seq.desc()).limit(4)]
    assert "Told verbally, read back" in titles


def test_closing_the_task_is_no_way_around_the_provider(hours: Desk) -> None:
    patient = patients(1)[0]
    stop = raise_red_flag(
        hours, "short of breath", red_flags_in(hours, "short of breath"), patient_id=patient
    )
    with pytest.raises(RuleBroken, match="provider"):
        complete_task(hours, stop, "done")
    assert Task.get_by_id(stop).status == "requested"
    with pytest.raises(RuleBroken, match="role"):
        acknowledge_alert(hours.acting_as(Worker(hours.worker.user_id, "bo", "Bo", Role.MA)), stop, "fine")
    acknowledge_alert(provider(hours), stop, "called her")
    assert Task.get_by_id(stop).status == "completed"


def test_an_answer_is_for_one_patient_one_rule_and_one_day(hours: Desk) -> None:
    patient, other = patients(2)
    stop = raise_red_flag(hours, "leg swollen", red_flags_in(hours, "leg swollen"), patient_id=patient)
    tell_red_flag(hours, stop, "Dr. Ito", "tomorrow")
    booking = {"practitioner_id": 1, "service_id": kind(), "start": TUESDAY}
    for who, reason in ((other, "leg swollen"), (patient, "leg swollen and chest pain")):
        with pytest.raises(RuleBroken, match="stopped"):
            book_appointment(hours, patient_id=who, reason=reason, **booking)
    tomorrow = Desk(hours.record, hours.worker, lambda: hours.now() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="stopped"):
        book_appointment(
            tomorrow,
            patient_id=patient,
            reason="leg swollen",
            **{**booking, "start": TUESDAY + timedelta(days=2)},
        )


def test_the_words_grow_and_the_stop_goes_on(hours: Desk) -> None:
    patient = patients(1)[0]
    stop = raise_red_flag(hours, "leg pain", red_flags_in(hours, "leg pain"), who="caller")
    tell_red_flag(hours, stop, "Dr. Ito", "book today")
    more = "leg pain and short of breath"
    assert raise_red_flag(hours, more, red_flags_in(hours, more), patient_id=patient, task_id=stop) == stop
    task = Task.get_by_id(stop)
    assert (task.status, task.patient_id) == ("requested", patient)
    assert task.description.startswith("911 · Trouble breathing; Leg swelling or pain")
    assert "book today" in task.outcome


def test_stopped_by_hand_without_a_word(hours: Desk) -> None:
    """The person at the desk hears more than the words: her own stop holds the booking of that call too."""
    patient = patients(1)[0]
    stop = raise_red_flag(hours, "just tired", (), patient_id=patient)
    assert "Stopped by the person at the desk" in Task.get_by_id(stop).description
    booking = {
        "patient_id": patient,
        "practitioner_id": 1,
        "service_id": kind(),
        "start": TUESDAY,
        "reason": "just tired",
    }
    with pytest.raises(RuleBroken, match="stopped"):
        book_appointment(hours, red_flag_task=stop, **booking)
    tell_red_flag(hours, stop, "Dr. Ito", "fine to book")
    assert book_appointment(hours, red_flag_task=stop, **booking)


def test_a_walk_in_is_stopped_too_and_a_new_caller_gets_their_task(hours: Desk) -> None:
    here = Encounter.select(Encounter.patient).where(Encounter.started_at >= "2026-11-23")
    patient = Patient.select().where(Patient.id.not_in(here)).first().id
    walking = {
        "patient_id": patient,
        "practitioner_id": 1,
        "service_id": kind("Acute visit"),
        "reason": "wants to die",
    }
    with pytest.raises(RuleBroken, match="Suicidal"):
        walk_in(hours, **walking)
    stop = raise_red_flag(hours, "wants to die", red_flags_in(hours, "wants to die"), who="new: Doe, Jo")
    tell_red_flag(hours, stop, "Dr. Ito", "bring him in now")
    assert walk_in(hours, red_flag_task=stop, **walking)
    assert Task.get_by_id(stop).patient_id == patient


def test_age_and_own_phrases_count(hours: Desk) -> None:
    patient = patients(1)[0]
    assert [m.rule for m in red_flags_in(hours, "fever", birth_date=date(2026, 10, 1))] == [
        "young-infant-fever"
    ]
    assert red_flags_in(hours, "fever", patient) == ()
    with hours.work("Phrase", needs=Permission.SETTINGS) as work:
        work.insert(Setting(key="red_flags.more", value="pump alarm; insulin pump off"))
    assert [m.rule for m in red_flags_in(hours, "my pump alarm is on")] == ["own"]
    change_setting(hours, "red_flags.more", "insulin pump off")
    assert red_flags_in(hours, "my pump alarm is on") == ()


def test_a_built_in_rule_is_off_only_once_a_provider_approved_it(hours: Desk) -> None:
    words = "chest pain and worst headache of my life"
    every = [m.rule for m in red_flags_in(hours, words)]
    assert every == ["chest", "headache"]
    with pytest.raises(RuleBroken, match="one of the choices"):
        change_setting(hours, "red_flags.off", "chest; horoscope")
    change_setting(hours, "red_flags.off", "headache")
    assert [m.rule for m in red_flags_in(hours, words)] == every
    approve_setting(provider(hours), "red_flags.off")
    assert [m.rule for m in red_flags_in(hours, words)] == ["chest"]
    patient = patients(1)[0]
    assert ask(hours, patient, reason="worst headache of my life")
    change_setting(hours, "red_flags.off", "chest; headache")
    assert [m.rule for m in red_flags_in(hours, words)] == every, "another list waits for the provider again"
    titles = [row.title for row in AuditEvent.select().order_by(AuditEvent.seq.desc()).limit(4)]
    assert {"Change setting", "Approve setting"} <= set(titles)


# -- offers --------------------------------------------------------------------------------------------------


def test_a_cancelled_time_fits_those_who_wait_in_order(hours: Desk) -> None:
    booked, late, soon, urgent, long = patients(5)
    taken = book_appointment(hours, patient_id=booked, practitioner_id=1, service_id=kind(), start=TUESDAY)
    for who, more in ((late, {}), (soon, {"urgency": "soon"}), (urgent, {"urgency": "urgent", "service_id": kind("Acute visit")}),
                      (long, {"service_id": kind("Procedure")})):  # fmt: skip
        ask(hours, who, **more)
    assert who_fits(hours, TUESDAY, 20, 1) == ()
    cancel_appointment(hours, taken, "patient called")
    assert [row.patient_id for row in who_fits(hours, TUESDAY, 20, 1)] == [urgent, soon, late]
    assert who_fits(hours, hours.now() - timedelta(hours=1), 20, 1) == ()


def test_somebody_who_is_here_already_at_that_time_does_not_fit(hours: Desk) -> None:
    patient = patients(1)[0]
    ask(hours, patient)
    book_appointment(
        hours, patient_id=patient, practitioner_id=2, service_id=kind("Acute visit"), start=TUESDAY
    )
    assert who_fits(hours, TUESDAY, 20, 1) == ()
    assert len(who_fits(hours, TUESDAY + timedelta(hours=1), 20, 1)) == 1


def test_yes_books_at_once_and_one_undo_takes_it_back(hours: Desk) -> None:
    patient = patients(1)[0]
    request = ask(hours, patient, reason="itchy")
    appointment = offer_slot(hours, request, start=TUESDAY, practitioner_id=1, answer="accepted")
    made = Appointment.get_by_id(appointment)
    assert (made.patient_id, made.start, made.reason, made.minutes) == (patient, TUESDAY, "itchy", 20)
    row = AppointmentRequest.get_by_id(request)
    assert (row.status, row.appointment_id) == ("booked", appointment)
    assert waiting_list(hours).rows == ()
    undo_last(hours)
    assert AppointmentRequest.get_by_id(request).status == "waitlist"
    assert Appointment.standing().where(Appointment.id == appointment).count() == 0
    assert AppointmentResponse.standing().where(AppointmentResponse.request == request).count() == 0


@pytest.mark.parametrize("answer", ["declined", "tentative", "needs-action"])
def test_every_offer_and_answer_is_kept(hours: Desk, answer: str) -> None:
    request = ask(hours, patients(1)[0])
    assert (
        offer_slot(hours, request, start=TUESDAY, practitioner_id=1, answer=answer, note="after 4 pm only")
        is None
    )
    (row,) = waiting_list(hours).rows
    assert [(offer.answer, offer.start, offer.note) for offer in row.offers] == [
        (answer, TUESDAY, "after 4 pm only")
    ]
    assert bool(who_fits(hours, TUESDAY, 20, 1)) == (answer != "declined")


def test_an_earlier_time_gives_up_the_later_one(hours: Desk) -> None:
    patient = patients(1)[0]
    later = book_appointment(
        hours, patient_id=patient, practitioner_id=1, service_id=kind(), start=TUESDAY + timedelta(days=6)
    )
    request = ask(hours, patient, replaces=later)
    offer_slot(hours, request, start=TUESDAY, practitioner_id=1, answer="accepted")
    assert Appointment.get_by_id(later).status == "cancelled"


def test_a_time_that_is_taken_meanwhile_books_nothing(hours: Desk) -> None:
    patient, other = patients(2)
    request = ask(hours, patient, service_id=kind("Procedure"))
    book_appointment(hours, patient_id=other, practitioner_id=1, service_id=kind(), start=TUESDAY)
    with pytest.raises(RuleBroken):
        offer_slot(hours, request, start=TUESDAY, practitioner_id=1, answer="accepted")
    assert AppointmentResponse.select().where(AppointmentResponse.request == request).count() == 0
    with pytest.raises(RuleBroken, match="accepted, declined"):
        offer_slot(hours, request, start=TUESDAY, practitioner_id=1, answer="maybe")


def test_a_request_is_closed_with_a_reason_once(hours: Desk) -> None:
    request = ask(hours, patients(1)[0])
    with pytest.raises(RuleBroken, match="few words"):
        close_request(hours, request, " ")
    close_request(hours, request, "went elsewhere")
    assert waiting_list(hours).rows == ()
    for verb in (lambda: close_request(hours, request, "again"),
                 lambda: offer_slot(hours, request, start=TUESDAY, practitioner_id=1, answer="accepted")):  # fmt: skip
        with pytest.raises(RuleBroken, match="closed before"):
            verb()


def test_a_request_is_changed_and_keeps_its_age_and_what_it_was(hours: Desk) -> None:
    patient, other = patients(2)
    request = ask(hours, patient, earliest=date(2026, 11, 25))
    asked_at = AppointmentRequest.get_by_id(request).requested_at
    hours.clock = lambda: TUESDAY
    change_request(
        hours, request, service_id=kind("Annual physical"), reason="sugar, and the yearly check", urgency="soon", practitioner_id=1,
        latest=date(2026, 12, 18), weekdays=[0, 2], day_part="morning",
    )  # fmt: skip
    row = AppointmentRequest.get_by_id(request)
    assert (row.reason, row.urgency, row.practitioner_id, row.earliest, row.latest, row.weekdays, row.day_part) == (
        "sugar, and the yearly check", "soon", 1, None, date(2026, 12, 18), [0, 2], "morning"
    )  # fmt: skip
    assert (row.minutes, row.requested_at) == (HealthcareService.get_by_id(row.service_id).minutes, asked_at)
    before = (
        Provenance.select().where(Provenance.row == request).order_by(Provenance.id.desc()).first().before
    )
    assert before["reason"] == "sugar"
    undo_last(hours)
    assert AppointmentRequest.get_by_id(request).reason == "sugar"
    form = {"service_id": kind(), "reason": "sugar"}
    for wrong, why in (
        ({"reason": " "}, "own words"), ({"latest": date(2026, 11, 1)}, "last day is over"), ({"urgency": "now"}, "how urgent"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=why):
            change_request(hours, request, **{**form, **wrong})
    ask(hours, patient, service_id=kind("Annual physical"))
    with pytest.raises(RuleBroken, match="already waiting"):
        change_request(hours, request, **{**form, "service_id": kind("Annual physical")})
    close_request(hours, request, "went elsewhere")
    with pytest.raises(RuleBroken, match="closed before"):
        change_request(hours, request, **form)
    assert ask(hours, other)


def test_other_words_meet_the_red_flags_again_and_the_same_words_do_not(hours: Desk) -> None:
    patient = patients(1)[0]
    request = ask(hours, patient)
    with pytest.raises(RuleBroken, match="Booking is stopped"):
        change_request(hours, request, service_id=kind(), reason="sugar and chest pain")
    task = raise_red_flag(
        hours, "sugar and chest pain", red_flags_in(hours, "sugar and chest pain"), patient_id=patient
    )
    tell_red_flag(hours, task, "Dr. Ito", "may wait")
    change_request(hours, request, service_id=kind(), reason="sugar and chest pain", red_flag_task=task)
    assert AppointmentRequest.get_by_id(request).red_flag == "chest"
    later = hours.now() + timedelta(days=1)
    hours.clock = lambda: later
    change_request(hours, request, service_id=kind(), reason="sugar and chest pain", urgency="soon")
    assert AppointmentRequest.get_by_id(request).urgency == "soon"


def test_a_request_past_its_last_day_is_an_overdue_loose_end(hours: Desk) -> None:
    request = ask(hours, patients(1)[0], latest=date(2026, 11, 24))
    ends = [row for row in loose_ends(hours).rows if row.action == "waiting"]
    assert ends == []
    later = Desk(hours.record, hours.worker, lambda: hours.now() + timedelta(days=3))
    assert waiting_list(later).overdue == 1
    (end,) = [row for row in loose_ends(later).rows if row.action == "waiting"]
    assert (end.argument, end.tone) == (str(request), "danger")


def test_the_biller_takes_no_requests(hours: Desk) -> None:
    biller = hours.acting_as(Worker(hours.worker.user_id, "bo", "Bo", Role.BILLER))
    with pytest.raises(RuleBroken, match="role"):
        ask(biller, patients(1)[0])


def test_overdue_requests_are_named_the_longest_first(hours: Desk) -> None:
    one, two = patients(2)
    ask(hours, one, latest=date(2026, 11, 25), urgency="urgent")
    ask(hours, two, latest=date(2026, 11, 23))
    assert overdue_requests(hours) == ()
    later = Desk(hours.record, hours.worker, lambda: hours.now() + timedelta(days=4))
    assert [(row.patient_id, row.latest.day) for row in overdue_requests(later)] == [(two, 23), (one, 25)]


def test_the_same_stop_is_not_given_twice(hours: Desk) -> None:
    """A draft that comes back after a power cut holds the same words."""
    patient = patients(1)[0]
    matches = red_flags_in(hours, "chest pain")
    first = raise_red_flag(hours, "chest pain", matches, patient_id=patient)
    assert raise_red_flag(hours, "chest pain", matches, patient_id=patient) == first
    tell_red_flag(hours, first, "Dr. Ito", "bring her in")
    assert raise_red_flag(hours, "chest pain", matches, patient_id=patient) == first
    assert Task.get_by_id(first).status == "received"
    assert raise_red_flag(hours, "chest pain", matches) != first


def test_what_a_step_set_free_is_known_with_whom_it_fits(hours: Desk) -> None:
    booked, waits = patients(2)
    ask(hours, waits)
    one = book_appointment(hours, patient_id=booked, practitioner_id=1, service_id=kind(), start=TUESDAY)
    since = freed_times(hours, None).until
    assert freed_times(hours, since).times == ()
    move_appointment(hours, one, start=TUESDAY + timedelta(hours=2))
    (freed,) = freed_times(hours, since).times
    assert (freed.start, freed.minutes, freed.practitioner_id, [w.patient_id for w in freed.fits]) == (
        TUESDAY,
        20,
        1,
        [waits],
    )
    since = freed_times(hours, since).until
    confirm_appointment(hours, one)
    assert freed_times(hours, since).times == ()
    cancel_appointment(hours, one, "patient called")
    (freed,) = freed_times(hours, since).times
    assert freed.start == TUESDAY + timedelta(hours=2)


def hold(desk: Desk, **more: Any) -> int:
    with desk.work("Hold", needs=Permission.BOOK) as work:
        row = Schedule(weekday=1, opens="09:00", closes="11:00", kind="hold", **more)
        return int(work.insert(row).id)


def test_a_held_time_that_the_clock_opens_fits_those_who_wait(hours: Desk) -> None:
    booked, waits = patients(2)
    hold(hours, release_minutes=60)
    ask(hours, waits)
    book_appointment(
        hours, patient_id=booked, practitioner_id=1, service_id=kind(), start=TUESDAY, overlap_reason="urgent"
    )
    first = released_holds(hours, None)
    assert (first.times, first.next_at) == ((), TUESDAY - timedelta(hours=1))
    hours.clock = lambda: TUESDAY - timedelta(minutes=61)
    assert released_holds(hours, first.at).times == ()
    hours.clock = lambda: TUESDAY - timedelta(minutes=59)
    opened = [one for one in released_holds(hours, first.at).times if one.practitioner_id == 1]
    assert [(one.start, one.minutes, [w.patient_id for w in one.fits]) for one in opened] == [
        (TUESDAY + timedelta(minutes=20), 100, [waits])
    ]  # fmt: skip
    assert released_holds(hours, hours.now()).times == (), "told once"


def test_a_held_time_that_is_opened_by_hand_is_news_and_undone_is_none(hours: Desk) -> None:
    waits = patients(1)[0]
    hold(hours)
    ask(hours, waits)
    looked = released_holds(hours, None)
    assert looked.next_at is None
    hours.clock = lambda: looked.at + timedelta(minutes=5)
    release_hold(hours, 1, TUESDAY)
    (opened,) = released_holds(hours, looked.at).times
    assert (opened.start, opened.minutes, opened.practitioner_id) == (TUESDAY, 120, 1)
    undo_last(hours)
    assert released_holds(hours, looked.at).times == ()


def test_a_time_that_is_free_and_fits_nobody_is_no_news(hours: Desk) -> None:
    booked = patients(1)[0]
    one = book_appointment(hours, patient_id=booked, practitioner_id=1, service_id=kind(), start=TUESDAY)
    since = freed_times(hours, None).until
    cancel_appointment(hours, one, "patient called")
    assert freed_times(hours, since).times == ()


def test_two_visits_are_booked_together_or_not_at_all(hours: Desk) -> None:
    mother, child, other = patients(3)
    book_appointment(
        hours,
        patient_id=other,
        practitioner_id=1,
        service_id=kind("Procedure"),
        start=TUESDAY.replace(minute=20),
    )
    visits = [
        Visit(mother, 1, kind(), TUESDAY, 20),
        Visit(child, 1, kind("Procedure"), TUESDAY.replace(minute=20), 40),
    ]
    before = Appointment.standing().count()
    with pytest.raises(RuleBroken):
        book_together(hours, visits)
    assert Appointment.standing().count() == before
    made = book_together(hours, [visits[0], Visit(child, 2, kind("Well child"), TUESDAY, 30)])
    assert len(made) == 2
    undo_last(hours)
    assert Appointment.standing().count() == before


def test_whoever_stands_at_the_desk_goes_to_the_least_wait(hours: Desk) -> None:
    """Monday 9:40: one provider is busy until 10:30, the other until 10:00."""
    with hours.work("Clear", needs=Permission.BOOK) as work:
        for row in Appointment.standing().where(Appointment.start >= "2026-11-23"):
            work.mark_error(row, "test")
    one, two, three = patients(3)
    book_appointment(
        hours,
        patient_id=one,
        practitioner_id=1,
        service_id=kind(),
        start=TUESDAY - timedelta(days=1, minutes=-30),
        minutes=60,
    )
    book_appointment(
        hours,
        patient_id=two,
        practitioner_id=2,
        service_id=kind(),
        start=TUESDAY - timedelta(days=1, minutes=-30),
        minutes=30,
    )
    found = least_wait(hours, kind("Acute visit"), three)
    assert found is not None
    assert (found.practitioner_id, f"{found.start:%H:%M}", found.waits, found.squeezed) == (
        2,
        "10:00",
        20,
        False,
    )
    late = Desk(hours.record, hours.worker, lambda: hours.now().replace(hour=16, minute=48))
    squeezed = least_wait(late, kind("Acute visit"))
    assert squeezed is not None
    assert squeezed.squeezed
    night = Desk(hours.record, hours.worker, lambda: hours.now().replace(hour=20))
    assert least_wait(night, kind("Acute visit")) is None
