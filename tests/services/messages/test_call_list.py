"""call_list, add_recall, record_attempt, close_call on a real record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, Communication, Consent, Encounter, Patient, Recall, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.add_recall import add_recall
from ma_desktop.services.messages.call_list import CallKey, call_entry, call_list
from ma_desktop.services.messages.close_call import close_call
from ma_desktop.services.messages.record_attempt import record_attempt
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment

DUE = date(2026, 11, 20)


@pytest.fixture
def who() -> int:
    """Somebody without an appointment today."""
    busy = Appointment.select(Appointment.patient)
    return Patient.select().where(Patient.id.not_in(busy)).order_by(Patient.id).first().id


def book(desk: Desk, who: int, days: int = 3) -> int:
    start = desk.now().replace(hour=19) + timedelta(days=days)
    return book_appointment(
        desk, patient_id=who, practitioner_id=1, service_id=1, start=start, overlap_reason="test"
    )


def visit(desk: Desk, who: int, days: int, follow_up: str) -> int:
    with desk.work("Visit", needs=Permission.BOOK) as work:
        at = desk.now() - timedelta(days=days)
        row = Encounter(patient=who, practitioner=1, service=1, status="finished", stage="billed", started_at=at,
                        ended_at=at, follow_up=follow_up, type_text="Follow-up")  # fmt: skip
        return int(work.insert(row).id)


def lines_of(desk: Desk, who: int) -> list:
    return [line for line in call_list(desk).lines if line.patient_id == who]


def test_a_recall_stands_on_the_list_when_it_is_due(desk, who) -> None:
    add_recall(desk, who, reason="Mammogram", due_on=DUE, kind="recall")
    add_recall(desk, who, reason="Tetanus shot", due_on=date(2027, 3, 1), kind="immunization")
    (line,) = lines_of(desk, who)
    assert (line.kind, line.reason, line.due, line.next_words) == ("recall", "Mammogram", DUE, "Call")
    assert line.phone.count("-") == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": " "}, "what the patient is to come for"),
        ({"kind": "fax"}, "what the recall is for"),
        ({"due_on": date(2066, 1, 1)}, "more than ten years"),
    ],
)
def test_a_recall_that_says_too_little_is_refused(desk, who, change, sentence) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        add_recall(desk, who, **{"reason": "Check", "due_on": DUE} | change)
    assert not Recall.select().where(Recall.patient == who).exists()


def test_the_same_recall_twice_and_a_recall_of_the_dead_are_refused(desk, who) -> None:
    add_recall(desk, who, reason="Check", due_on=DUE)
    with pytest.raises(RuleBroken, match="already"):
        add_recall(desk, who, reason="Check", due_on=DUE)
    with desk.work("Died", needs=Permission.REGISTER) as work:
        work.update(Patient.get_by_id(who), deceased_at=desk.now())
    assert lines_of(desk, who) == []
    with pytest.raises(RuleBroken, match="died"):
        add_recall(desk, who, reason="Other", due_on=DUE)


def test_a_visit_says_when_and_nothing_is_booked(desk, who) -> None:
    row = visit(desk, who, 100, "3 months")
    (line,) = lines_of(desk, who)
    assert (line.key, line.kind, line.service_id) == (CallKey("Encounter", row), "follow-up", 1)
    assert line.reason.endswith("back in 3 months")
    book(desk, who)
    assert lines_of(desk, who) == []


@pytest.mark.parametrize(
    ("days", "words", "stands"),
    [
        (100, "none needed", False), (100, "as needed", False), (30, "3 months", False), (30, "after the MRI", True),
        (0, "tomorrow", False), (86, "3 months", True),
    ],
)  # fmt: skip
def test_only_follow_ups_that_are_due(desk, who, days, words, stands) -> None:
    visit(desk, who, days, words)
    assert bool(lines_of(desk, who)) is stands


def test_the_last_word_counts(desk, who) -> None:
    visit(desk, who, 200, "2 weeks")
    visit(desk, who, 100, "1 month")
    (line,) = lines_of(desk, who)
    assert "1 month" in line.reason


def test_a_missed_visit_stands_until_it_is_booked_again(desk) -> None:
    missed = Appointment.get(Appointment.status == "noshow")
    (line,) = lines_of(desk, missed.patient_id)
    assert (line.key, line.kind, line.missed_before) == (CallKey("Appointment", missed.id), "missed", 1)
    key = line.key
    appointment = book(desk, missed.patient_id)
    assert lines_of(desk, missed.patient_id) == []
    close_call(desk, key, "booked", appointment_id=appointment)
    kept = Recall.get(Recall.missed == missed.id)
    assert (kept.status, kept.outcome, kept.appointment_id) == ("completed", "booked", appointment)
    task = Task.get((Task.patient == missed.patient_id) & (Task.kind == "missed-visit"))
    assert (task.status, task.outcome) == ("completed", "booked")


def test_a_referral_without_an_answer(desk, who) -> None:
    with desk.work("Task", needs=Permission.TASKS) as work:
        task = work.insert(
            Task(patient=who, kind="referral", description="Cardiology: no report", priority="urgent")
        )
    (line,) = lines_of(desk, who)
    assert line.key == CallKey("Task", task.id)
    assert call_list(desk).lines[0].urgent
    close_call(desk, line.key, "provider-closed", note="Dr. Ito: report came by fax")
    assert Task.get_by_id(task.id).status == "completed"
    assert lines_of(desk, who) == []


def test_each_attempt_keeps_who_and_when_and_proposes_the_next(desk, who) -> None:
    row = add_recall(desk, who, reason="Check", due_on=DUE)
    key = CallKey("Recall", row)
    record_attempt(desk, key, "no-answer")
    line = call_entry(desk, key)
    assert [(one.outcome, one.who, one.at) for one in line.attempts] == [("no-answer", "Ada R.", desk.now())]
    assert line.next_words == "Call from 12:40"
    record_attempt(desk, key, "left-message", note="with the daughter")
    assert call_entry(desk, key).next_words == "Send a letter"
    assert call_list(desk).letters == 1
    record_attempt(desk, key, "sent", channel="letter")
    assert call_entry(desk, key).next_words == "Ask the provider from 12/07"


def test_a_wrong_number_is_looked_for_once(desk, who) -> None:
    key = CallKey("Recall", add_recall(desk, who, reason="Check", due_on=DUE))
    record_attempt(desk, key, "wrong-number")
    record_attempt(desk, key, "wrong-number")
    assert Task.select().where((Task.patient == who) & (Task.kind == "wrong-number")).count() == 1
    assert call_entry(desk, key).next_words == "Find the right number"


def test_declined_ends_the_line_and_undo_brings_it_back(desk, who) -> None:
    key = CallKey("Recall", add_recall(desk, who, reason="Check", due_on=DUE))
    record_attempt(desk, key, "declined", note="goes to another practice")
    row = Recall.get_by_id(key.row)
    assert (row.status, row.outcome) == ("revoked", "declined")
    assert lines_of(desk, who) == []
    undo_last(desk)
    (line,) = lines_of(desk, who)
    assert line.attempts == ()
    assert Recall.get_by_id(key.row).status == "active"


def test_nothing_else_ends_a_line(desk, who) -> None:
    key = CallKey("Recall", add_recall(desk, who, reason="Check", due_on=DUE))
    for outcome, note, sentence in (
        ("tired of it", "", "ends only as"), ("provider-closed", "", "who decided"), ("transferred", " ", "who decided"),
        ("booked", "", "Book the appointment first"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=sentence):
            close_call(desk, key, outcome, note=note)
    other = Appointment.get((Appointment.status == "booked") & (Appointment.patient != who))
    with pytest.raises(RuleBroken, match="Book the appointment first"):
        close_call(desk, key, "booked", appointment_id=other.id)
    with pytest.raises(RuleBroken, match="how the call ended"):
        record_attempt(desk, key, "shouted")
    assert len(lines_of(desk, who)) == 1
    close_call(desk, key, "deceased")
    with pytest.raises(RuleBroken, match="already"):
        close_call(desk, key, "declined")


def test_a_line_that_is_gone_is_refused_in_words(desk) -> None:
    with pytest.raises(RuleBroken, match="no longer in the record"):
        record_attempt(desk, CallKey("Recall", 99_999), "spoke")


def test_what_a_voicemail_may_say_follows_the_consent(desk, who) -> None:
    key = CallKey("Recall", add_recall(desk, who, reason="Mammogram", due_on=DUE))
    said = call_entry(desk, key).script
    assert "Cedar Street Family Practice" in said.voicemail
    assert "Mammogram" not in said.voicemail + said.live
    for status, leave in (("active", True), ("rejected", False)):
        with desk.work("Consent", needs=Permission.CHECK_IN) as work:
            work.insert(Consent(patient=who, kind="voicemail", status=status, given_at=desk.now()))
        assert call_entry(desk, key).script.may_leave is leave


def test_a_reminder_before_the_visit_is_no_attempt_to_call_back(desk) -> None:
    missed = Appointment.get(Appointment.status == "noshow")
    with desk.work("Reminder", needs=Permission.TASKS) as work:
        work.insert(
            Communication(
                patient=missed.patient_id, about="Appointment", row=missed.id, outcome="confirmed",
                at=missed.start - timedelta(days=1),
            )
        )  # fmt: skip
    (line,) = lines_of(desk, missed.patient_id)
    assert line.attempts == ()
