"""Sections of the rooming sheet, the story's answers, the prompts: tables."""

from __future__ import annotations

import pytest

from ma_desktop.domain import prompts, rooming, story
from ma_desktop.domain.needs import Need, State
from ma_desktop.domain.refusal import RuleBroken


def need(key: str, state: State = State.OPEN, **more: object) -> Need:
    return Need(key, key, state, more.pop("action", "x"), **more)  # type: ignore[arg-type]


def shown(*needs: Need, **more: object) -> tuple[rooming.Section, ...]:
    facts: dict[str, object] = {"story": "", "story_wanted": True, "room": True, "room_seen_to": False}
    return rooming.sections(needs, **(facts | more))  # type: ignore[arg-type]


def test_a_section_is_as_bad_as_the_worst_of_its_needs() -> None:
    found = {
        one.key: one
        for one in shown(
            need("identity", State.DONE), need("companion", State.LATE, danger=True), need("coverage", State.LATE), need("vitals"),
            need("second_pressure", State.DONE), need("screening.phq-2", action="record_screening"),
        )
    }  # fmt: skip
    assert {key: one.state for key, one in found.items()} == {
        "identity": "danger", "door": "late", "reason": "done", "story": "open", "vitals": "open", "allergies": "done",
        "medicines": "done", "screenings": "open", "room": "open",
    }  # fmt: skip
    assert found["vitals"].words == "vitals"
    assert len({one.letter for one in found.values()}) == len(found)


def test_the_way_goes_forward_then_back_to_what_was_left_and_ends_at_ready() -> None:
    sections = shown(need("reason"), need("vitals"), need("allergies", State.DONE), need("medicines"))
    assert rooming.after(sections, "reason", {"reason"}) == "story"
    assert rooming.after(sections, "vitals", {"reason"}) == "medicines"
    assert rooming.after(sections, "room", {"reason"}) == "reason", "left open above"
    assert rooming.after(sections, "room", ()) == rooming.READY, "nothing holds the patient up"
    assert rooming.after(sections, "medicines", ()) == "room"
    done = shown(story="x", room=False)
    assert rooming.after(done, "identity", ()) == rooming.READY


def test_only_what_was_asked_is_kept_of_a_story() -> None:
    told = story.cleaned(
        {"severity": " 6 ", "location": "knee\n\nright", "quality": "  ", "else": "x", "context": "y" * 900}
    )
    assert list(told) == ["location", "severity", "context"]
    assert told["location"] == "knee right"
    assert len(told["context"]) == story.LONGEST
    assert story.told({"severity": "6", "location": "knee"}) == "Where: knee · How bad: 6"
    assert len(story.questions()) == 8


@pytest.mark.parametrize("one", prompts.ALL, ids=lambda one: one.key)
def test_every_prompt_is_short_and_in_two_languages(one: object) -> None:
    english, spanish = prompts.in_both(one.default)  # type: ignore[attr-defined]
    for text in (english, spanish):
        assert 0 < len(text) <= 190, text


@pytest.mark.parametrize("text", ["", " | hola", "a | b | c"])
def test_a_prompt_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        prompts.in_both(text)


@pytest.mark.parametrize(
    ("needs", "keys"),
    [
        (["Hard of hearing, left"], ("hearing",)), (["Interpreter: es", "wheelchair"], ("interpreter", "mobility")),
        (["Afraid of needles"], ("needles",)), (["Year of birth unsure"], ()), ([], ()), (["Reads lips", "blind"], ("hearing", "vision")),
    ],
)  # fmt: skip
def test_needs_are_known_by_how_people_write_them(needs: list[str], keys: tuple[str, ...]) -> None:
    assert prompts.for_needs(needs) == keys
