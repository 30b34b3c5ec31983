"""One setting of the practice: its type, its default, its bounds and the sentence that explains it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import available_timezones

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting. ``kind``: ``number``, ``decimal``, ``yes-no``, ``text``, ``choice``, ``zone`` or ``ticks`` (the
    ``choices`` without a tick, with semicolons between); ``low``/``high`` bound a number.

    ``choices``: stored value to the desk's words. ``approve``: a provider has to say yes to it. ``check`` raises ``RuleBroken`` for a
    text that cannot be used.
    """

    key: str
    group: str
    title: str
    sentence: str
    default: Any
    kind: str = "number"
    unit: str = ""
    low: int = 0
    high: int = 10_000
    choices: Mapping[str, str] = field(default_factory=dict)
    approve: bool = False
    check: Callable[[str], object] | None = None

    def read(self, typed: str) -> Any:
        """The value of what was typed; raises ``RuleBroken`` with one sentence where it is none."""
        text = typed.strip()
        if self.kind == "number":
            if not text.isdecimal() or not self.low <= int(text) <= self.high:
                raise RuleBroken(
                    _("{title} is a whole number from {low} to {high}.").format(
                        title=self.title, low=self.low, high=self.high
                    )
                )
            return int(text)
        if self.kind == "decimal":
            return self._decimal(text)
        if self.kind == "yes-no":
            if text not in {"yes", "no"}:
                raise RuleBroken(_("{title} is yes or no.").format(title=self.title))
            return text == "yes"
        if self.kind == "zone" and text not in {"", *available_timezones()}:
            raise RuleBroken(
                _("Type a time zone such as America/New_York, or leave it empty for this computer's.")
            )
        if self.kind == "choice" and text not in self.choices:
            raise RuleBroken(_("{title} is one of the choices of the list.").format(title=self.title))
        if self.check is not None:
            self.check(text)
        if self.kind == "ticks":
            off = [part.strip() for part in text.split(";") if part.strip()]
            if not set(off) <= set(self.choices):
                raise RuleBroken(_("{title} is one of the choices of the list.").format(title=self.title))
            return "; ".join(key for key in self.choices if key in off)
        return text

    def _decimal(self, text: str) -> float:
        """One place behind the point is kept."""
        whole, _point, tenth = text.partition(".")
        good = whole.isdecimal() and (not tenth or (tenth.isdecimal() and len(tenth) == 1))
        if not good or not self.low <= float(text) <= self.high:
            raise RuleBroken(
                _("{title} is a number from {low} to {high}, such as {example}.").format(
                    title=self.title, low=self.low, high=self.high, example=self.default
                )
            )
        return float(text)

    def shown(self, value: Any) -> str:
        """The value as it is typed and chosen."""
        if self.kind == "yes-no":
            return "yes" if value else "no"
        return str(value)
