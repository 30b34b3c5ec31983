"""The history of the present illness in short answers: eight questions, each of which may stay empty (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ma_desktop.i18n import _

#: Longest answer, in characters: a line that is read at a glance, not a note.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Question:
    """``title`` stands beside the field, ``asks`` inside it, in words for the patient."""

    key: str
    title: str
    asks: str


def questions() -> tuple[Question, ...]:
    """In the order in which they are asked."""
    return (
        Question("location", _("Where"), _("Where is it? Does it spread?")),
        Question("quality", _("What it is like"), _("Sharp, dull, burning, tight?")),
        Question("severity", _("How bad"), _("0 to 10, or what it keeps you from")),
        Question("duration", _("Since when"), _("When did it begin?")),
        Question("timing", _("How often"), _("All the time, comes and goes, at night?")),
        Question("context", _("How it began"), _("What were you doing?")),
        Question("modifying", _("Better or worse"), _("What helps? What makes it worse? What was tried?")),
        Question("associated", _("What else"), _("Fever, nausea, anything else new?")),
    )


def cleaned(answers: Mapping[str, str]) -> dict[str, str]:
    """What was answered, in the order of the questions; unknown keys and empty answers are left out, long ones are cut."""
    return {
        one.key: " ".join(answers[one.key].split())[:LONGEST]
        for one in questions()
        if answers.get(one.key, "").strip()
    }


def told(answers: Mapping[str, str]) -> str:
    """One line: ``Where: right knee · How bad: 6``."""
    return " · ".join(f"{one.title}: {answers[one.key]}" for one in questions() if answers.get(one.key))
