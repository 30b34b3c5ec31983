"""The stages of a visit, walked pair by pair."""

from __future__ import annotations

from itertools import product

import pytest

from ma_desktop.domain import lifecycles, stages
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage


def test_every_stage_has_label_statuses_and_moves() -> None:
    for stage in Stage:
        assert stages.label(stage)
        assert stages.appointment_status(stage) in lifecycles.APPOINTMENT
        assert stages.encounter_status(stage) in lifecycles.ENCOUNTER
        assert stages.next_stages(stage) == stages.FORWARD[stage]
        assert stages.previous_stages(stage) == stages.BACKWARD[stage]


def test_every_stage_is_reachable_from_booked() -> None:
    seen, todo = set(), [Stage.BOOKED]
    while todo:
        here = todo.pop()
        seen.add(here)
        todo += [there for there in stages.FORWARD[here] if there not in seen]
    assert seen == set(Stage)


def test_forward_goes_forward_and_backward_goes_back() -> None:
    place = {stage: number for number, stage in enumerate(stages.ORDER)}
    for here in stages.ORDER:
        assert all(place[there] > place[here] for there in stages.FORWARD[here] if there in place)
        assert all(place[there] < place[here] for there in stages.BACKWARD[here])


@pytest.mark.parametrize(("here", "there"), list(product(Stage, Stage)))
def test_each_pair(here: Stage, there: Stage) -> None:
    if there in stages.FORWARD[here]:
        stages.check_move(here, there)
    elif there in stages.BACKWARD[here]:
        stages.check_move(here, there, "pressed the wrong button")
        with pytest.raises(RuleBroken, match="needs a reason"):
            stages.check_move(here, there, "   ")
    else:
        with pytest.raises(RuleBroken, match="cannot go from"):
            stages.check_move(here, there, "because")


@pytest.mark.parametrize(
    ("here", "there"), [(a, b) for a in Stage for b in stages.FORWARD[a] | stages.BACKWARD[a]]
)
def test_each_move_is_a_move_of_the_fhir_tables_too(here: Stage, there: Stage) -> None:
    lifecycles.check(
        lifecycles.APPOINTMENT, stages.appointment_status(here), stages.appointment_status(there)
    )
    lifecycles.check(lifecycles.ENCOUNTER, stages.encounter_status(here), stages.encounter_status(there))


def test_the_next_verb_leads_somewhere_until_the_visit_is_over() -> None:
    for stage in Stage:
        assert (stages.next_verb(stage) is None) == stages.is_over(stage)


def test_waiting_turns_amber_then_red() -> None:
    assert [stages.waiting_state(Stage.ARRIVED, m) for m in (14.9, 15, 29.9, 30)] == [
        "",
        "amber",
        "amber",
        "red",
    ]
    assert stages.waiting_state(Stage.BOOKED, 500) == ""
    assert stages.waiting_state(Stage.ARRIVED, 12, {Stage.ARRIVED: (5, 10)}) == "red"
