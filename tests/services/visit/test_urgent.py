"""ask_urgently, urgent_requests: said without a name, open until somebody says how it ended, a loose end meanwhile."""

from __future__ import annotations

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Encounter, Task
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.visit.ask_urgently import ask_urgently
from ma_desktop.services.visit.complete_task import complete_task
from ma_desktop.services.visit.loose_ends import loose_ends
from ma_desktop.services.visit.urgent_requests import urgent_requests
from ma_desktop.views.shell.urgent_words import urgent_words


def test_it_stands_everywhere_without_a_name_until_it_is_closed(desk: Desk, visit: int) -> None:
    task = ask_urgently(desk, " EKG  room 2 ", encounter_id=visit)
    (one,) = urgent_requests(desk)
    assert one.sentence == "Dr. Ito asks: EKG room 2"
    assert (one.task_id, one.encounter_id, one.sound) == (task, visit, False)
    assert [(word.text, word.command) for word in urgent_words(desk)][-1] == (one.sentence, "urgent")
    end = next(row for row in loose_ends(desk).rows if row.task_id == task)
    assert (end.sentence, end.tone, end.due) == (one.sentence, "danger", "Now")
    with pytest.raises(RuleBroken, match="how it ended"):
        complete_task(desk, task, " ")
    complete_task(desk, task, "done, on the desk")
    assert urgent_requests(desk) == ()
    assert Task.get_by_id(task).outcome == "done, on the desk"


@pytest.mark.parametrize("words", ["EKG for Ann", "roe, room 2: EKG", "swab ROE"])
def test_a_name_of_somebody_in_the_office_is_refused(desk: Desk, visit: int, words: str) -> None:
    with pytest.raises(RuleBroken, match="Say the room"):
        ask_urgently(desk, words, encounter_id=visit)
    assert urgent_requests(desk) == ()


def test_who_said_it_and_how_is_kept_as_it_was(desk: Desk, visit: int) -> None:
    told = Task.get_by_id(ask_urgently(desk, "swab in room 1", encounter_id=visit))
    assert told.input == [{"at": "09:40", "by": desk.worker.name, "what": "told", "words": "swab in room 1"}]
    provider = desk.acting_as(Worker(desk.worker.user_id, "ito", "Kenji Ito", Role.PROVIDER))
    signed = Task.get_by_id(ask_urgently(provider, "hand in room 1", encounter_id=visit, how="signed"))
    assert signed.input[0]["by"] == "Kenji Ito"
    assert signed.input[0]["what"] == "signed"
    nowhere = ask_urgently(desk, "help at the door")
    assert Task.get_by_id(nowhere).description == "The provider asks: help at the door"
    with pytest.raises(RuleBroken, match="what is asked"):
        ask_urgently(desk, " ")


def test_the_sound_is_the_practices_choice(desk: Desk, visit: int) -> None:
    ask_urgently(desk, "EKG", encounter_id=visit)
    change_setting(desk, "visit.urgent_sound", "yes")
    assert urgent_requests(desk)[0].sound
    assert Encounter.get_by_id(visit).error_at is None
