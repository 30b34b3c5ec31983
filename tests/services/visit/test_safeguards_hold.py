"""Ways around what has to be told to the provider: undo, a second visit, a late press, a meter that shows a word."""

from __future__ import annotations

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Observation, QuestionnaireResponse, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.acknowledge_alert import acknowledge_alert
from ma_desktop.services.visit.complete_task import complete_task
from ma_desktop.services.visit.mark_left import mark_left
from ma_desktop.services.visit.mark_ready import mark_ready
from ma_desktop.services.visit.provider_calls import provider_call, provider_calls
from ma_desktop.services.visit.raise_provider_call import raise_provider_call
from ma_desktop.services.visit.record_disposition import record_disposition
from ma_desktop.services.visit.record_screening import record_screening
from ma_desktop.services.visit.record_vitals import record_vitals
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.tell_verbally import tell_verbally
from ma_desktop.services.visit.vital_calls import vital_calls
from ma_desktop.services.visit.vital_rows import Typed
from tests.services.visit.test_provider_needed import PRIVATE, provider
from tests.services.visit.test_visit_verbs import room

__all__ = ["provider"]
LOW = Typed("spo2", "85", confirmed=("SpO₂ 85% is unusual. Measured so?",))


def come_in(desk: Desk, adult: int) -> int:
    choices = booking_choices(desk)
    return walk_in(
        desk, patient_id=adult, practitioner_id=choices.providers[0].id, service_id=choices.services[0].id, reason="talk"
    )  # fmt: skip


def test_undo_takes_the_form_back_and_never_the_call(desk: Desk, adult: int, visit: int) -> None:
    found = record_screening(desk, adult, "phq-9", {"9": 2}, encounter_id=visit)
    undo_last(desk)
    assert QuestionnaireResponse.get_by_id(found.response_id).error_at is not None
    assert [one.task_id for one in provider_calls(desk)] == [found.call]
    assert Task.standing().where(Task.encounter == visit, Task.kind == "follow-up-call").count() == 1
    with pytest.raises(RuleBroken, match="Stopped"):
        mark_ready(desk, visit, missing_because="provider said go on")


def test_undo_keeps_the_further_reason_of_a_call(desk: Desk, adult: int, visit: int) -> None:
    task = raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)
    record_screening(desk, adult, "phq-9", {"9": 2}, encounter_id=visit)
    undo_last(desk)
    whole = provider_call(desk, task)
    assert whole is not None
    assert "question 9: 2" in whole.reason


def test_undo_takes_values_back_and_leaves_the_alert_to_the_provider(
    desk: Desk, provider: Desk, visit: int
) -> None:
    record_vitals(desk, visit, [LOW])
    undo_last(desk)
    assert not Observation.standing().where(Observation.encounter == visit, Observation.value == 85).exists()
    assert len(vital_calls(desk)) == 1
    task = Task.standing().where(Task.encounter == visit, Task.kind == "vital-alert").get()
    assert "undone" in task.outcome
    acknowledge_alert(provider, task.id, "measured again, 97")
    assert vital_calls(desk) == ()


def test_who_left_and_came_back_is_still_stopped(desk: Desk, provider: Desk, adult: int, visit: int) -> None:
    task = raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)
    mark_left(desk, visit, "walked out")
    assert [one.sentence for one in provider_calls(desk)] == [
        "Provider needed at the desk: the patient has left"
    ]
    new = come_in(desk, adult)
    with pytest.raises(RuleBroken, match="Stopped"):
        send_to_checkout(desk, new)
    room_patient(desk, new, room(desk))
    assert provider_calls(desk)[0].encounter_id == new
    record_disposition(provider, task, "safety plan")
    mark_ready(desk, new, missing_because="provider said go on")


def test_a_mistake_takes_its_own_follow_up_call_and_no_other(desk: Desk, provider: Desk, adult: int) -> None:
    task = raise_provider_call(desk, adult, PRIVATE)
    room_patient(desk, come_in(desk, adult), room(desk))
    record_disposition(provider, task, "heard wrongly", by_mistake=True)
    assert [row.status for row in Task.standing().where(Task.kind == "follow-up-call", Task.patient == adult)] == ["cancelled"]  # fmt: skip


def test_a_late_press_writes_nothing_over_the_answer(desk: Desk, provider: Desk, visit: int) -> None:
    record_vitals(desk, visit, [LOW])
    task = Task.standing().where(Task.encounter == visit, Task.kind == "vital-alert").get()
    with pytest.raises(RuleBroken, match="what the provider said"):
        tell_verbally(desk, task.id, " ")
    acknowledge_alert(provider, task.id, "oxygen, ambulance")
    with pytest.raises(RuleBroken, match="already answered"):
        tell_verbally(desk, task.id, "fine")
    assert (Task.get_by_id(task.id).status, Task.get_by_id(task.id).outcome) == (
        "completed",
        "oxygen, ambulance",
    )
    mark_left(desk, visit, "walked out")
    left = Task.standing().where(Task.encounter == visit, Task.kind == "left").get()
    complete_task(desk, left.id, "reached by phone")
    with pytest.raises(RuleBroken, match="already closed"):
        complete_task(desk, left.id, "nobody answers")


@pytest.mark.parametrize("word", ["LO", "hi", "high fasting"])
def test_a_meter_that_shows_a_word_is_told_to_the_provider(desk: Desk, visit: int, word: str) -> None:
    said = record_vitals(desk, visit, [Typed("glucose", word)])
    assert said == (f"Glucose {word[:2].upper()}: tell the provider now.",)
    assert len(vital_calls(desk)) == 1
