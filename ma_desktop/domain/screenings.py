"""Screening questionnaires as values: what is asked, in which words, and what the answers add up to.

A tool's score exists only when every scored item is answered (DOMAIN 4); until then there is a partial sum and no band.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Words:
    """What the patient hears or reads; the language is the patient's, not the screen's, so not through gettext."""

    en: str
    es: str = ""

    def say(self, language: str) -> str:
        """English where the other wording is missing."""
        return self.es if language.startswith("es") and self.es else self.en


class Kind(StrEnum):
    """``asked``: item by item here; ``owned``: filled in on the practice's licensed form, score and scan are kept;
    ``measured``: a test with a result."""

    ASKED = "asked"
    OWNED = "owned"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class Choice:
    """``value`` is the digit that answers, on the screen and on paper."""

    value: int
    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """``key``: stable name in the record; ``code``: LOINC, empty where none is known; ``weight``: points for each step of the value.

    ``scored`` false: kept, never summed, and the form is complete without it. ``only_if``: asked only of who answered that item, or ``ANY``, above 0.
    """

    key: str
    words: Words
    choices: tuple[Choice, ...]
    code: str = ""
    weight: int = 1
    scored: bool = True
    only_if: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """From ``low`` points on. ``tone``: ok, warn or danger."""

    low: int
    name: str
    tone: str


@dataclass(frozen=True, slots=True)
class Tool:
    """``code``: LOINC of the total score; ``words``: further names by which a kind of visit may list it.

    ``positive``: from how many points it counts as positive (``positive_women`` where the cut differs); ``alarm``: key of the item
    of which any answer above zero is told to the provider at once. ``settled``: wording needs no comparison in that language.
    ``most``: the highest score; ``cut``: the practice's words for an owned or measured tool; ``owner``: who holds the license. ``ages``: completed years for which it is offered when nothing else asks for it.
    """

    key: str
    title: str
    about: str
    code: str
    kind: Kind = Kind.ASKED
    lead: Words = Words("")
    items: tuple[Item, ...] = ()
    bands: tuple[Band, ...] = ()
    positive: int | None = None
    positive_women: int | None = None
    alarm: str = ""
    version: str = "1"
    credit: str = ""
    words: tuple[str, ...] = ()
    settled: frozenset[str] = frozenset({"en"})
    most: int | None = None
    unit: str = ""
    cut: str = ""
    owner: str = ""
    category: str = "survey"
    ages: tuple[int, int] = (0, 130)

    @property
    def scored(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.scored)

    @property
    def highest(self) -> int | None:
        """The highest possible score."""
        if not self.items:
            return self.most
        return sum(max(choice.value for choice in item.choices) * item.weight for item in self.scored)

    def item(self, key: str) -> Item | None:
        return next((item for item in self.items if item.key == key), None)


@dataclass(frozen=True, slots=True)
class Scored:
    """``score`` is ``None`` until every scored item is answered; ``partial`` is the sum of what is. ``band``: its name, ``""`` without.

    ``positive``: at or above the cut; ``None`` where that is not known.
    """

    score: int | None
    partial: int
    answered: int
    wanted: int
    band: str = ""
    tone: str = ""
    positive: bool | None = None

    @property
    def complete(self) -> bool:
        return self.score is not None


Answers = Mapping[str, int | None]


def check(tool: Tool, answers: Answers) -> None:
    """Raises ``RuleBroken`` for an item or an answer that the form does not have. ``None``: refused or not answered."""
    for key, value in answers.items():
        item = tool.item(key)
        if item is None:
            raise RuleBroken(_("{tool} has no question “{key}”.").format(tool=tool.title, key=key))
        if value is not None and value not in {choice.value for choice in item.choices}:
            raise RuleBroken(
                _("{tool}: {value} is no answer to question {n}.").format(
                    tool=tool.title, value=value, n=tool.items.index(item) + 1
                )
            )


def score(tool: Tool, answers: Answers, *, sex: str = "") -> Scored:
    """The sum, its band and whether it is positive. ``sex``: FHIR administrative gender, for cuts that differ by it.

    Raises ``RuleBroken`` for answers that the form does not have.
    """
    check(tool, answers)
    given = [(item, answers.get(item.key)) for item in tool.scored]
    points = [value * item.weight for item, value in given if value is not None]
    wanted, partial = len(given), sum(points)
    if len(points) < wanted:
        return Scored(None, partial, len(points), wanted)
    found = band_of(tool, partial)
    return Scored(
        partial, partial, wanted, wanted, found.name if found else "", found.tone if found else "",
        is_positive(tool, partial, answers, sex=sex),
    )  # fmt: skip


def band_of(tool: Tool, points: float) -> Band | None:
    return next((band for band in reversed(tool.bands) if points >= band.low), None)


def is_positive(tool: Tool, points: float, answers: Answers | None = None, *, sex: str = "") -> bool | None:
    """``None`` where the tool has no cut, or where the cut differs by sex, sex is unknown and the score lies between both cuts."""
    if tool.positive is None:
        return None
    if any((answers or {}).get(key) for key in ALONE.get(tool.key, ())):
        return True
    if tool.positive_women is None or sex == "male":
        return points >= tool.positive
    if sex == "female":
        return points >= tool.positive_women
    low, high = sorted((tool.positive, tool.positive_women))
    return True if points >= high else False if points < low else None


#: Items that make a tool positive whatever the sum says: Stay Independent, fell in the past year (CDC STEADI).
ALONE: dict[str, tuple[str, ...]] = {"stay-independent": ("fallen",)}


#: ``Item.only_if`` of an item that is asked of whoever answered any scored one above zero.
ANY = "*"


def asked(tool: Tool, answers: Answers) -> tuple[Item, ...]:
    """The items that are put to this patient, in order."""
    above = {key for key, value in answers.items() if value and value > 0}
    scored = {item.key for item in tool.scored}
    return tuple(
        item
        for item in tool.items
        if not item.only_if or item.only_if in above or (item.only_if == ANY and above & scored)
    )


def alarming(tool: Tool, answers: Answers) -> bool:
    """PHQ-9 item 9 above zero: told at once, whether the form is complete or not."""
    return bool(tool.alarm and (answers.get(tool.alarm) or 0) > 0)
