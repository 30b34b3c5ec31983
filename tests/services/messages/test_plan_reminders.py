"""Reminders in the Outbox follow the appointments, the consents and the answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    Appointment,
    AuditEvent,
    Communication,
    Consent,
    HealthcareService,
    OutboxItem,
    Patient,
    Practitioner,
    Task,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.change_reminder_text import change_reminder_text
from ma_desktop.services.messages.outbox_hours import outbox_hours
from ma_desktop.services.messages.plan_reminders import plan_reminders
from ma_desktop.services.messages.record_answer import record_answer
from ma_desktop.services.messages.reminder_plan import reminder_plan
from ma_desktop.services.messages.reminder_text import reminder_text
from ma_desktop.services.messages.set_up_email import set_up_email
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
from ma_desktop.services.schedule.move_appointment import move_appointment
from tests.mail_server import account
from tests.services.messages.conftest import Later


@pytest.fixture
def someone(desk: Desk) -> int:
    """A patient with an address of every kind, and nothing booked yet."""
    row = (
        Patient.select()
        .where(Patient.id.not_in(Appointment.select(Appointment.patient)))
        .order_by(Patient.id.desc())
        .first()
    )
    with desk.work("Test", needs=Permission.REGISTER, undoable=False) as work:
        work.update(
            row,
            email="dana@home.example",
            phone="9375550111",
            address="1 Elm Street",
            given="Dana",
            preferred_name="",
            birth_date=row.birth_date,
        )
    return int(row.id)


@pytest.fixture
def book(desk: Desk, someone: int) -> Callable[..., int]:
    """Booked long ago, for ``hours`` from now."""

    def make(hours: float = 72, **changes: Any) -> int:
        start: datetime = (desk.now() + timedelta(hours=hours)).replace(second=0, microsecond=0)
        with desk.work("Test", needs=Permission.BOOK, undoable=False) as work:
            row = work.insert(
                Appointment(
                    patient=someone, practitioner=Practitioner.get().id, service=HealthcareService.get().id, start=start,
                    minutes=20, reason="Itching in a private place", **changes,
                )
            )  # fmt: skip
            row.recorded_at = desk.now() - timedelta(days=30)
            Appointment.update(recorded_at=row.recorded_at).where(Appointment.id == row.id).execute()
        return int(row.id)

    return make


@pytest.fixture
def agree(desk: Desk, someone: int) -> Callable[..., None]:
    def put(kind: str = "email", status: str = "active", **changes: Any) -> None:
        with desk.work("Consent", needs=Permission.REGISTER, undoable=False) as work:
            work.insert(Consent(patient=someone, kind=kind, status=status, given_at=desk.now(), **changes))

    return put


def of(appointment: int) -> list[Any]:
    return list(OutboxItem.select().where(OutboxItem.appointment == appointment).order_by(OutboxItem.id))


def states(appointment: int) -> list[tuple[str, str]]:
    return [(row.route, row.status) for row in of(appointment)]


def test_a_call_line_by_default_and_once_however_often_it_is_planned(
    desk: Desk, book: Callable[..., int]
) -> None:
    appointment = book(72)
    assert not reminder_plan(desk).empty
    plan_reminders(desk)
    before = AuditEvent.select().count()
    for _again in range(3):
        assert plan_reminders(desk).empty
    assert AuditEvent.select().count() == before, "nothing to do writes nothing"
    (row,) = of(appointment)
    assert (row.route, row.status, row.recipient, row.payload) == ("call-sheet", "waiting", "9375550111", {})
    assert row.not_before == desk.now()


def test_an_email_with_consent_says_the_least(
    desk: Desk, book: Callable[..., int], agree: Callable[..., None]
) -> None:
    set_up_email(desk, account(2525))
    agree()
    appointment = book(72)
    plan_reminders(desk)
    (row,) = of(appointment)
    assert (row.route, row.recipient) == ("email", "dana@home.example")
    text = row.payload["text"]
    for word in ("Dana", "Thursday, November 26", "9:40 AM", "Cedar Street Family Practice", "937-555-0142"):
        assert word in text
    patient = Patient.get_by_id(row.patient_id)
    everything = text + row.payload["subject"] + row.title
    for word in (
        patient.family,
        "Itching",
        row.appointment.service.name,
        row.appointment.practitioner.family,
        patient.record_number,
    ):
        assert word not in everything


def test_a_practice_whose_name_says_too_much_is_left_out(
    desk: Desk, book: Callable[..., int], agree: Callable[..., None]
) -> None:
    set_up_email(desk, account(2525))
    change_setting(desk, "reminders.name_practice", "no")
    agree()
    appointment = book(72)
    plan_reminders(desk)
    assert "Cedar" not in of(appointment)[0].payload["text"]


def test_the_patients_language_and_the_practices_words(
    desk: Desk, someone: int, book: Callable[..., int], agree: Callable[..., None]
) -> None:
    set_up_email(desk, account(2525))
    agree()
    with desk.work("Test", needs=Permission.REGISTER) as work:
        work.update(Patient.get_by_id(someone), language="es")
    appointment = book(72)
    plan_reminders(desk)
    assert "jueves 26 de noviembre" in of(appointment)[0].payload["text"]
    words = reminder_text(desk)
    change_reminder_text(desk, words.subjects, {**words.texts, "es": "{first_name}: {day}, {time}. {phone}"})
    plan_reminders(desk)
    (row,) = of(appointment)
    assert row.payload["text"] == "Dana: jueves 26 de noviembre, 9:40 a. m.. 937-555-0142"
    with pytest.raises(RuleBroken):
        change_reminder_text(desk, words.subjects, {**words.texts, "en": "{reason} {day} {time}"})
    with pytest.raises(RuleBroken, match="outside"):
        change_reminder_text(desk, {**words.subjects, "en": "{first_name}"}, words.texts)


def test_consent_taken_back_stops_the_mail_that_waits(
    desk: Desk, book: Callable[..., int], agree: Callable[..., None]
) -> None:
    set_up_email(desk, account(2525))
    agree()
    appointment = book(72)
    plan_reminders(desk)
    agree(status="rejected")
    plan_reminders(desk)
    (row,) = of(appointment)
    assert (row.route, row.status, row.recipient, row.payload) == ("call-sheet", "waiting", "9375550111", {})
    agree(expires_on=desk.now().date() - timedelta(days=1))
    assert plan_reminders(desk).empty
    agree(expires_on=desk.now().date())
    plan_reminders(desk)
    assert states(appointment) == [("email", "waiting")]


def test_a_cancelled_appointment_takes_its_reminder_back(desk: Desk, book: Callable[..., int]) -> None:
    appointment = book(72)
    plan_reminders(desk)
    cancel_appointment(desk, appointment, "patient called")
    plan_reminders(desk)
    (row,) = of(appointment)
    assert (row.status, row.last_error) == ("cancelled", "The appointment is no longer to come.")
    undo_last(desk)
    plan_reminders(desk)
    assert states(appointment) == [("call-sheet", "waiting")], "the cancellation was undone"


def test_a_moved_appointment_replaces_its_reminder(desk: Desk, book: Callable[..., int]) -> None:
    appointment = book(72)
    plan_reminders(desk)
    start = Appointment.get_by_id(appointment).start
    move_appointment(desk, appointment, start=start + timedelta(hours=1), overlap_reason="test")
    plan_reminders(desk)
    old, new = of(appointment)
    assert (old.status, old.last_error, new.status) == ("cancelled", "The appointment was moved.", "waiting")
    move_appointment(desk, appointment, start=start, overlap_reason="test")
    plan_reminders(desk)
    assert [row.status for row in of(appointment)] == ["waiting", "cancelled"]


def test_what_a_person_cancelled_stays_cancelled(desk: Desk, book: Callable[..., int]) -> None:
    from ma_desktop.services.messages.cancel_message import cancel_message

    appointment = book(72)
    plan_reminders(desk)
    with pytest.raises(RuleBroken):
        cancel_message(desk, of(appointment)[0].id, " ")
    cancel_message(desk, of(appointment)[0].id, "is coming anyway")
    assert plan_reminders(desk).empty


def test_the_second_takes_the_place_of_a_first_that_nobody_made(
    desk: Desk, book: Callable[..., int], later: Later
) -> None:
    appointment = book(72)
    plan_reminders(desk)
    later.move(hours=48)
    plan_reminders(desk)
    assert [row.status for row in of(appointment)] == ["cancelled", "waiting"]
    assert of(appointment)[0].last_error == "A later reminder takes its place."


@pytest.mark.parametrize("answer", ["confirmed", "declined"])
def test_an_answer_flows_back_to_the_appointment(desk: Desk, book: Callable[..., int], answer: str) -> None:
    appointment = book(72)
    plan_reminders(desk)
    item = of(appointment)[0]
    record_answer(desk, item.id, answer)
    row = Appointment.get_by_id(appointment)
    assert (row.answer, row.confirmed, row.answered_at) == (answer, answer == "confirmed", desk.now())
    assert (of(appointment)[0].status, of(appointment)[0].answer) == ("sent", answer)
    tasks = [task.kind for task in Task.select().where(Task.patient == row.patient_id)]
    assert ("rebook" in tasks) is (answer == "declined")
    assert (
        Communication.select()
        .where((Communication.row == appointment) & (Communication.outcome == answer))
        .count()
        == 1
    )
    assert plan_reminders(desk).empty
    undo_last(desk)
    assert (Appointment.get_by_id(appointment).answer, of(appointment)[0].status) == ("", "waiting")


def test_no_answer_waits_to_be_called_again_and_a_wrong_number_opens_a_task(
    desk: Desk, book: Callable[..., int]
) -> None:
    appointment = book(72)
    plan_reminders(desk)
    item = of(appointment)[0].id
    record_answer(desk, item, "no-answer")
    row = of(appointment)[0]
    assert (row.status, row.not_before) == ("waiting", desk.now() + timedelta(hours=2))
    record_answer(desk, item, "wrong-number")
    assert of(appointment)[0].status == "sent"
    assert Task.select().where(Task.kind == "wrong-number").count() == 1
    record_answer(desk, item, "left-message")
    with pytest.raises(RuleBroken):
        record_answer(desk, item, "perhaps")


def test_an_answer_before_the_mail_has_gone_stops_it(
    desk: Desk, book: Callable[..., int], agree: Callable[..., None]
) -> None:
    set_up_email(desk, account(2525))
    agree()
    appointment = book(72)
    plan_reminders(desk)
    record_answer(desk, of(appointment)[0].id, "declined")
    assert states(appointment) == [("email", "cancelled")]
    assert plan_reminders(desk).empty


def test_only_the_next_day_stands_in_the_outbox(desk: Desk, book: Callable[..., int], later: Later) -> None:
    appointment = book(72 + 30)
    plan_reminders(desk)
    assert of(appointment) == []
    later.move(hours=7)
    plan_reminders(desk)
    assert len(of(appointment)) == 1
    assert outbox_hours(desk).allow(of(appointment)[0].not_before)


def test_what_a_person_queued_is_left_alone(desk: Desk) -> None:
    from ma_desktop.services.messages.queue_message import queue_message

    item = queue_message(
        desk, key="mine", route="email", title="Reminder", recipient="a@b.example", payload={"text": "x"}
    )
    plan_reminders(desk)
    assert OutboxItem.get_by_id(item).status == "waiting"
