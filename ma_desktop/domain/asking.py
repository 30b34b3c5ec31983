"""The course of one form: which question stands now, what a key does, where the PHQ-2 goes on as the PHQ-9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ma_desktop.domain import screenings
from ma_desktop.domain.screening_tools.phq import PHQ2, PHQ9, goes_on
from ma_desktop.domain.screenings import Item, Tool


@dataclass(frozen=True, slots=True)
class Asking:
    """``at``: place among the questions that are put to this patient; past the last one the form is through.

    ``refused``: keys that the patient would not answer; ``cut``: points from which a PHQ-2 goes on; ``branched``: it did.
    ``sex``: FHIR administrative gender.
    """

    tool: Tool
    answers: Mapping[str, int | None] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    at: int = 0
    cut: int = 3
    branched: bool = False
    sex: str = ""

    @property
    def questions(self) -> tuple[Item, ...]:
        return screenings.asked(self.tool, self.answers)

    @property
    def item(self) -> Item | None:
        """The question that stands; ``None`` when the form is through."""
        questions = self.questions
        return questions[self.at] if self.at < len(questions) else None

    @property
    def scored(self) -> screenings.Scored:
        return screenings.score(self.tool, self.answers, sex=self.sex)


def answer(here: Asking, value: int) -> Asking:
    """Answers the question that stands and goes on; a digit that the question does not have changes nothing."""
    item = here.item
    if item is None or value not in {choice.value for choice in item.choices}:
        return here
    fresh = replace(here, answers={**here.answers, item.key: value}, refused=here.refused - {item.key})
    return _branch(replace(fresh, at=here.at + 1))


def refuse(here: Asking) -> Asking:
    """The patient will not answer this one."""
    item = here.item
    if item is None:
        return here
    return replace(
        here, answers={**here.answers, item.key: None}, refused=here.refused | {item.key}, at=here.at + 1
    )


def skip(here: Asking) -> Asking:
    """On to the next, this one as it is."""
    return replace(here, at=min(here.at + 1, len(here.questions)))


def back(here: Asking) -> Asking:
    return replace(here, at=max(here.at - 1, 0))


def _branch(here: Asking) -> Asking:
    """The two questions of the PHQ-2 are the first of the PHQ-9; nothing is asked twice. Corrected below the cut before more was
    asked, it is a PHQ-2 again."""
    two = screenings.score(PHQ2, {item.key: here.answers.get(item.key) for item in PHQ2.items})
    if here.tool.key == PHQ2.key and goes_on(two.score, here.cut):
        return replace(here, tool=PHQ9, branched=True)
    beyond = [key for key in here.answers if PHQ2.item(key) is None]
    if here.branched and two.complete and not goes_on(two.score, here.cut) and not beyond:
        return replace(here, tool=PHQ2, branched=False)
    return here


def kept(here: Asking) -> dict[str, Any]:
    """Plain values for a draft."""
    return {"tool": here.tool.key, "answers": dict(here.answers), "refused": sorted(here.refused), "at": here.at, "branched": here.branched}  # fmt: skip


def brought_back(first: Asking, draft: Mapping[str, Any]) -> Asking:
    """The same question as before, out of a draft of this form."""
    tool = PHQ9 if first.tool.key == PHQ2.key and draft.get("tool") == PHQ9.key else first.tool
    known = {item.key for item in tool.items}
    answers = {key: value for key, value in draft.get("answers", {}).items() if key in known}
    return replace(
        first, tool=tool, answers=answers, refused=frozenset(draft.get("refused", ())) & known,
        at=int(draft.get("at", 0)), branched=bool(draft.get("branched")),
    )  # fmt: skip
