"""mark_no_show, mark_late, cancel_appointment and the way back from a no-show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, AuditEvent, Encounter, HealthcareService, Patient, Task
from ma_desktop.services.messages.call_list import call_list
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.save_visit_type import save_visit_type
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.cancel_appointment import CODES, cancel_appointment, code_of, code_words
from ma_desktop.services.schedule.mark_late import mark_late
from ma_desktop.services.schedule.mark_no_show import mark_no_show
from ma_desktop.services.visit.check_in import check_in


@pytest.fixture
def who() -> int:
    busy = Appointment.select(Appointment.patient)
    return Patient.select().where(Patient.id.not_in(busy)).order_by(Patient.id).first().id


def at(desk, who: int, minutes: int, kind: str = "Follow-up") -> int:
    service = HealthcareService.get(HealthcareService.name == kind)
    return book_appointment(
        desk, patient_id=who, practitioner_id=1, service_id=service.id, start=desk.now() + timedelta(minutes=minutes),
        overlap_reason="test", reason="Cough",
    )  # fmt: skip


def test_the_practice_says_how_long_to_wait(desk, who) -> None:
    appointment = at(desk, who, -20)
    change_setting(desk, settings.NO_SHOW_GRACE.key, "30")
    with pytest.raises(RuleBroken, match="30 minutes after the booked time"):
        mark_no_show(desk, appointment)
    change_setting(desk, settings.NO_SHOW_GRACE.key, "20")
    mark_no_show(desk, appointment)
    assert Appointment.get_by_id(appointment).status == "noshow"


def test_who_said_they_would_be_late_is_waited_for(desk, who) -> None:
    appointment = at(desk, who, -20)
    mark_late(desk, appointment, 30)
    with pytest.raises(RuleBroken, match="said 30 minutes late"):
        mark_no_show(desk, appointment)
    mark_late(desk, appointment, 0)
    mark_no_show(desk, appointment)
    with pytest.raises(RuleBroken, match="has not come yet"):
        mark_late(desk, appointment, 10)


def test_late_is_for_today_and_up_to_three_hours(desk, who) -> None:
    with pytest.raises(RuleBroken, match="today"):
        mark_late(desk, at(desk, who, 3 * 1440), 10)
    appointment = at(desk, who, 30)
    for minutes in (-1, 181):
        with pytest.raises(RuleBroken, match="three hours"):
            mark_late(desk, appointment, minutes)


def test_the_letter_is_proposed_from_the_practices_count_on(desk, who) -> None:
    for days in (400, 30):
        with desk.work("Past", needs=Permission.BOOK) as work:
            work.insert(
                Appointment(patient=who, practitioner=1, status="noshow", minutes=20, start=desk.now() - timedelta(days=days))
            )  # fmt: skip
    mark_no_show(desk, at(desk, who, -20))
    task = Task.get((Task.patient == who) & (Task.kind == "missed-visit"))
    assert task.next_action == "Call, then letter"
    assert "2 times in twelve months" in task.description
    change_setting(desk, settings.NO_SHOW_LETTER.key, "0")
    mark_no_show(desk, at(desk, who, -60))
    last = Task.select().where(Task.patient == who).order_by(Task.id.desc()).first()
    assert last.next_action == "Call"


def test_the_provider_is_told_of_a_missed_urgent_visit(desk, who) -> None:
    mark_no_show(desk, at(desk, who, -60, "Follow-up"))
    told = Task.select().where((Task.patient == who) & (Task.owner_role == "provider"))
    assert not told.exists()
    mark_no_show(desk, at(desk, who, -20, "Acute visit"))
    task = told.get()
    assert (task.priority, task.description) == ("urgent", "Missed an urgent visit: Cough")


def test_urgent_is_what_the_practice_marked_and_no_name(desk, who) -> None:
    """A kind of visit may be called anything, in any language."""
    kind = HealthcareService.get(HealthcareService.name == "Acute visit")
    save_visit_type(desk, kind.id, name="Sick call", minutes=20, urgent=False)
    mark_no_show(desk, at(desk, who, -60, "Sick call"))
    told = Task.select().where((Task.patient == who) & (Task.owner_role == "provider"))
    assert not told.exists()
    save_visit_type(desk, kind.id, name="Cita de hoy", minutes=20, urgent=True)
    mark_no_show(desk, at(desk, who, -20, "Cita de hoy"))
    assert told.exists()
    line = next(line for line in call_list(desk).lines if line.patient_id == who and line.kind == "missed")
    assert line.urgent


def test_a_no_show_who_walks_in_is_one_step_with_a_reason(desk, who) -> None:
    appointment = at(desk, who, -20)
    mark_no_show(desk, appointment)
    with pytest.raises(RuleBroken, match="marked as a no-show"):
        check_in(desk, appointment)
    visit = check_in(desk, appointment, back_because="came at 9:40, bus was late")
    assert Appointment.get_by_id(appointment).status == "arrived"
    assert Encounter.get_by_id(visit).stage == "arrived"
    assert Task.get((Task.patient == who) & (Task.kind == "missed-visit")).status == "completed"
    assert AuditEvent.select().order_by(AuditEvent.seq.desc()).first().reason == "came at 9:40, bus was late"
    undo_last(desk)
    assert Appointment.get_by_id(appointment).status == "noshow"


@pytest.mark.parametrize("code", CODES)
def test_a_cancellation_keeps_code_words_and_time(desk, who, code) -> None:
    appointment = at(desk, who, 60)
    words = code_words(code) + ", will ring again"
    cancel_appointment(desk, appointment, words, code=code_of(words))
    row = Appointment.get_by_id(appointment)
    assert (row.status, row.cancel_code, row.cancel_reason, row.cancelled_at) == (
        "cancelled",
        code,
        words,
        desk.now(),
    )


def test_unknown_codes_are_refused_and_own_words_are_other(desk, who) -> None:
    appointment = at(desk, who, 60)
    with pytest.raises(RuleBroken, match="who or what"):
        cancel_appointment(desk, appointment, "x", code="aliens")
    assert code_of("dog ate the card") == "other"
