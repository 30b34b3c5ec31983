"""Screening tools: one file each, with ``TOOLS``. The listing of this folder is the list of tools."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.i18n import _


@cache
def built_in() -> dict[str, Tool]:
    """Key to tool, in the order of the files' names and then of their tables."""
    found: dict[str, Tool] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        for tool in import_module(f"{__name__}.{module.name}").TOOLS:
            found[tool.key] = tool
    return found


def plain(name: str) -> str:
    """``PHQ-2``, ``phq 2`` and ``Phq2`` are one name."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def named(name: str, own: Sequence[Tool] = ()) -> Tool | None:
    """The tool that goes by this key, title or further name; the practice's own ones come first."""
    wanted = plain(name)
    for tool in (*own, *built_in().values()):
        if wanted in {plain(tool.key), plain(tool.title), *map(plain, tool.words)}:
            return tool
    return None


def tool_of(key: str, own: Sequence[Tool] = ()) -> Tool:
    """Raises ``RuleBroken`` for a name that nobody knows."""
    tool = named(key, own)
    if tool is None:
        raise RuleBroken(_("There is no screening called “{name}”.").format(name=key))
    return tool


def owned(text: str) -> tuple[Tool, ...]:
    """Tools of the practice's own out of its setting: ``name | highest score | cut | who owns the license``, with ``;`` between them.

    A name that is built in takes the practice's highest score, cut and owner. Raises ``RuleBroken`` for an unreadable score.
    """
    found = []
    for line in text.split(";"):
        name, most, cut, owner = ([part.strip() for part in line.split("|")] + [""] * 4)[:4]
        if not name:
            continue
        if most and not most.isdecimal():
            raise RuleBroken(_("The highest score of {name} is a whole number.").format(name=name))
        known = named(name)
        if known is not None and known.kind is not Kind.OWNED:
            raise RuleBroken(_("{name} is built in already.").format(name=name))
        tool = known or Tool(plain(name), name, "", f"local:{plain(name)}", Kind.OWNED)
        found.append(
            replace(
                tool,
                most=int(most) if most else tool.most,
                cut=cut or tool.cut,
                owner=owner or tool.owner,
            )
        )
    return tuple(found)
