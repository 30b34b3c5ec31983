"""The screening tools as this practice has them: its own wording, its licensed forms, and what a provider has approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ma_desktop.domain import screening_tools as table
from ma_desktop.domain import settings
from ma_desktop.domain.screening_tools import audit_c
from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import PracticeSettings, practice_settings


@dataclass(frozen=True, slots=True)
class ScreeningTools:
    """``decided``: the practice's settings by key; ``approved``: keys of those that a provider said yes to."""

    own: tuple[Tool, ...]
    decided: Mapping[str, Any]
    approved: frozenset[str]

    def tool(self, name: str) -> Tool:
        """Any name that a kind of visit lists is a tool: what nobody knows is a form of the practice's own, without a highest score."""
        found = table.named(name, self.own)
        if found is None:
            return Tool(name, name, "", f"local:{table.plain(name)}", Kind.OWNED)
        if found.key != audit_c.AUDIT_C.key:
            return found
        return audit_c.worded(
            found,
            str(self.decided[settings.AUDIT_WORDS.key]),
            str(self.decided[settings.AUDIT_WORDS_ES.key]),
        )

    def all(self) -> tuple[Tool, ...]:
        """Built-in ones and the practice's own, each once."""
        keys = dict.fromkeys([*table.built_in(), *(tool.key for tool in self.own)])
        return tuple(self.tool(key) for key in keys)

    def settled(self, tool: Tool, language: str) -> bool:
        """Whether somebody compared this wording with the official form: PHQ and GAD-7 in English come from it; the rest a provider
        approves."""
        if language in tool.settled:
            return True
        if tool.key == audit_c.AUDIT_C.key:
            words = settings.AUDIT_WORDS_ES if language == "es" else settings.AUDIT_WORDS
            return words.key in self.approved
        checked = settings.SPANISH_CHECKED.key
        return bool(self.decided[checked]) and checked in self.approved


def screening_tools(desk: Desk, kept: PracticeSettings | None = None) -> ScreeningTools:
    """``kept``: the settings, where they were read already."""
    kept = kept or practice_settings(desk)
    approved = frozenset(row.declared.key for row in kept.rows if row.approved_by)
    return ScreeningTools(table.owned(str(kept[settings.OWNED_TOOLS])), kept.values, approved)
