"""The pages of the help: found by name, listed by title, searched by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ma_desktop import i18n
from ma_desktop.paths import resource

#: The order of the list: first what everybody needs, then by the course of a day.
_ORDER = ("index", "keys", "schedule", "registration", "flow-board", "chart", "documents", "vitals", "billing", "loose-ends",
          "waiting-list", "call-list", "outbox", "printing", "hours", "settings", "import", "monday")  # fmt: skip


@dataclass(frozen=True, slots=True)
class HelpText:
    """``name``: of its file; ``title``: its first line; ``text``: Markdown."""

    name: str
    title: str
    text: str


def page(name: str) -> HelpText:
    """A page; the contents page when there is none of that name."""
    return next((text for text in pages() if text.name == name.removesuffix(".md")), pages()[0])


def pages() -> tuple[HelpText, ...]:
    """Every page in its order, in the language of the screen where it was translated."""
    return _read(i18n.language())


def search(typed: str) -> tuple[HelpText, ...]:
    """Pages that have a word for each word typed; those with one in their title come first."""
    wanted = typed.casefold().split()
    found = [text for text in pages() if all(_begins(word, text.text) for word in wanted)]
    return tuple(sorted(found, key=lambda text: not (wanted and any(_begins(w, text.title) for w in wanted))))


def _begins(word: str, text: str) -> bool:
    return re.search(r"(?<!\w)" + re.escape(word), text.casefold()) is not None


@cache
def _read(language: str) -> tuple[HelpText, ...]:
    folder = resource("help")
    found = []
    for path in folder.glob("*.md"):
        own = folder / language / path.name
        text = (own if own.is_file() else path).read_text(encoding="utf-8")
        found.append(HelpText(path.stem, text.partition("\n")[0].lstrip("# "), text))
    place = {name: number for number, name in enumerate(_ORDER)}
    return tuple(sorted(found, key=lambda text: (place.get(text.name, len(place)), text.title)))
