"""Words in a reason for a visit that stop booking: the caller goes to the provider, or 911 is called.

Nothing here judges or advises. A phrase that is found counts, also after “no” or “last year”: whoever knows better is the
provider. The table holds what callers say, in English and Spanish; ``PATTERNS`` explains how a line is read. The levels follow
common telephone practice and are approved by the practice's provider, who may add phrases.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ma_desktop.domain.red_flag_phrases import PATTERNS, RULES
from ma_desktop.i18n import _

#: How many words apart the parts of one phrase may stand.
WINDOW = 8
#: Under this age in whole months any fever or low temperature goes to the provider at once.
YOUNG_INFANT_MONTHS = 3
_HIGHEST_SYSTOLIC, _HIGHEST_DIASTOLIC, _HIGHEST_GLUCOSE, _LOWEST_GLUCOSE = 180, 120, 300, 54


class Level(StrEnum):
    EMERGENCY = "911"
    AT_ONCE = "provider-at-once"
    MINUTES = "provider-within-minutes"


@dataclass(frozen=True, slots=True)
class Match:
    """``rule``: its key in the table; ``words``: what was found, as it was typed but for case, accents and marks."""

    rule: str
    level: Level
    words: str

    @property
    def label(self) -> str:
        return label(self.rule)


def level_of(matches: Iterable[Match]) -> Level | None:
    """The gravest of them."""
    found = {match.level for match in matches}
    return next((level for level in Level if level in found), None)


def find(
    reason: str, *, age_months: int | None = None, more: Sequence[str] = (), off: Collection[str] = ()
) -> tuple[Match, ...]:
    """Every rule that the words meet, the gravest first.

    ``age_months``: of the patient, whole months; ``more``: own phrases; ``off``: built-in rules that do not count here.
    """
    words = normal(reason)
    found = [*_table(words), *_young_infant(words, age_months), *_numbers(reason, words)]
    for phrase in more:
        wanted = normal(phrase)
        if wanted and any(_same_row(words[n:], wanted) for n in range(len(words))):
            found.append(Match("own", Level.AT_ONCE, " ".join(wanted)))
    seen: dict[str, Match] = {}
    for match in found:
        if match.rule not in off:
            seen.setdefault(match.rule, match)
    return tuple(sorted(seen.values(), key=lambda match: list(Level).index(match.level)))


def _table(words: list[str]) -> Iterator[Match]:
    for rule, level, lines in PATTERNS:
        for line in lines.split("\n"):
            for pattern in line.split(";"):
                met = _meets(words, pattern.strip()) if pattern.strip() else None
                if met is not None:
                    yield Match(rule, Level(level), " ".join(words[met[0] : met[1]]))


# -- reading words -----------------------------------------------------------------------------------------


_SPELT_OUT = (
    (r"\b(can not|cannot|couldn?t|could not|unable to|not able to|isnt able to|cant even)\b", "cant"),
    (r"\b(will not|would not|wouldnt|does not|doesnt|did not|didnt)\b", "wont"),
    (r"\b(hasnt|has not|havent|isnt|is not|arent|aint)\b", "not"),
    (r"\bda(n|ñ)o\b", "dano"),
)


def normal(text: str) -> list[str]:
    """Lower case, no accents, no marks, a few ways to say the same made one. Shape: one word each."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    bare = re.sub(r"['’`´]", "", bare)
    bare = " ".join(re.sub(r"[^a-z0-9/.]+", " ", bare).replace(". ", " ").split())
    for pattern, word in _SPELT_OUT:
        bare = re.sub(pattern, word, bare)
    return [word.strip(".") for word in bare.replace("/", " / ").split() if word.strip("./")]


@cache
def _parts(pattern: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Parts joined by ``+``, each with its choices; a choice of several words is written with ``_``."""
    return tuple(
        tuple(tuple(choice.split("_")) for choice in part.split("/"))  # type: ignore[misc]
        for part in pattern.split("+")
    )


def _meets(words: list[str], pattern: str) -> tuple[int, int] | None:
    """Where all parts of a pattern stand near each other, as a range of words; ``None`` when they do not."""
    parts = _parts(pattern)
    places = [[n for n in range(len(words)) if _begins(words, n, part)] for part in parts]
    if not all(places):
        return None
    for first in places[0]:
        chosen = [min(place, key=lambda n, first=first: abs(n - first)) for place in places]  # type: ignore[misc]
        if max(chosen) - min(chosen) <= WINDOW and (len(set(chosen)) == len(chosen)):
            last = max(n + _begins(words, n, part) for n, part in zip(chosen, parts, strict=True))
            return min(chosen), last
    return None


def _begins(words: list[str], place: int, choices: Sequence[Sequence[str]]) -> int:
    """How many words the longest choice takes that stands at ``place``; 0 when none does."""
    return max((len(c) for c in choices if _same_row(words[place:], c)), default=0)


def _same_row(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return len(words) >= len(wanted) and all(_same(w, s) for w, s in zip(words, wanted, strict=False))


@cache
def _same(word: str, wanted: str) -> bool:
    """``pain*`` is a beginning. One slip is forgiven from 5 letters on, two from 9; the first letter has to be right."""
    stem = wanted.rstrip("*")
    if wanted.endswith("*"):
        if word.startswith(stem):
            return True
        slips = 0 if len(stem) < 6 else 1 if len(stem) < 9 else 2
        heads = {word[:n] for n in range(len(stem) - slips, len(stem) + slips + 1)}
        return slips > 0 and word[:1] == stem[:1] and any(_near(head, stem, slips) for head in heads)
    slips = 0 if len(stem) < 5 else 1 if len(stem) < 9 else 2
    return word == stem or (slips > 0 and word[:1] == stem[:1] and _near(word, stem, slips))


def _near(word: str, wanted: str, slips: int) -> bool:
    from rapidfuzz.distance import OSA  # loaded only when words are looked through

    return not word.isdigit() and OSA.distance(word, wanted, score_cutoff=slips) <= slips


# -- rules that no phrase says -----------------------------------------------------------------------------

_FEVER = (
    ("fever*",), ("febrile",), ("feverish",), ("temp",), ("temps",), ("temperature",), ("hot",), ("cold", "to", "touch"),
    ("fiebre*",), ("calentura",), ("temperatura",), ("caliente",),
)  # fmt: skip
_NEWBORN = (("newborn*",), ("new", "born"), ("recien", "nacid*"), ("neonat*",))
_NUMBER_WORDS = {
    name: number
    for number, names in enumerate(
        ("zero cero", "one un una", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete",
         "eight ocho", "nine nueve", "ten diez", "eleven once", "twelve doce")
    )
    for name in names.split()
}  # fmt: skip
_UNITS = {"day": 1 / 30.4, "days": 1 / 30.4, "dias": 1 / 30.4, "dia": 1 / 30.4, "week": 7 / 30.4, "weeks": 7 / 30.4,
          "wk": 7 / 30.4, "wks": 7 / 30.4, "semana": 7 / 30.4, "semanas": 7 / 30.4, "month": 1, "months": 1, "mo": 1,
          "mos": 1, "mes": 1, "meses": 1}  # fmt: skip
_BABY = frozenset(
    {"baby", "infant", "bebe", "old", "daughter", "son", "hija", "hijo", "boy", "girl", "nina", "nino"}
)


def _young_infant(words: list[str], age_months: int | None) -> Iterator[Match]:
    place = next((n for n in range(len(words)) if _begins(words, n, _FEVER)), None)
    if place is None:
        return
    young = age_months is not None and age_months < YOUNG_INFANT_MONTHS
    said = any(_begins(words, n, _NEWBORN) for n in range(len(words))) or _said_young(words)
    if young or said:
        yield Match("young-infant-fever", Level.AT_ONCE, words[place])


def _said_young(words: list[str]) -> bool:
    """“6 weeks old”, “two month baby”: an age under three months, not how long something lasts."""
    for number, unit in itertools.pairwise(words):
        amount = int(number) if number.isdigit() else _NUMBER_WORDS.get(number)
        if amount is not None and unit in _UNITS and amount * _UNITS[unit] < YOUNG_INFANT_MONTHS:
            place = words.index(unit)
            near = words[max(0, place - 4) : place + 4]
            if "old" in near[-4:] or (_BABY & set(near)):
                return True
    return False


def _numbers(reason: str, words: list[str]) -> Iterator[Match]:
    """Blood pressure over 180 or over 120 below it; glucose over 300 or under 54, where the words speak of them."""
    pressure = any(_begins(words, n, (("bp",), ("pressure*",), ("presion",))) for n in range(len(words)))
    for top, bottom in re.findall(r"\b(\d{2,3})\s*(?:/|over|sobre)\s*(\d{2,3})\b", reason.casefold()):
        if int(top) > _HIGHEST_SYSTOLIC or (int(bottom) > _HIGHEST_DIASTOLIC and int(top) > int(bottom)):
            yield Match("blood-pressure", Level.MINUTES, f"{top}/{bottom}")
            return
    numbers = [int(word) for word in words if word.isdigit() and len(word) <= 3]
    if pressure and any(_HIGHEST_SYSTOLIC < n < 300 for n in numbers):
        yield Match("blood-pressure", Level.MINUTES, str(max(numbers)))
    sugar = any(
        _begins(words, n, (("sugar*",), ("glucose",), ("azucar",), ("glucosa",), ("bs",)))
        for n in range(len(words))
    )
    far = [n for n in numbers if n > _HIGHEST_GLUCOSE or 10 <= n < _LOWEST_GLUCOSE]
    if sugar and far and not (set(words) & {"years", "days", "weeks", "dias", "semanas"} and max(far) < 100):
        yield Match("glucose", Level.MINUTES, str(far[0]))


def label(rule: str) -> str:
    """The rule in the desk's words."""
    return {
        **RULES,
        "own": _("A phrase of the practice"),
        "stopped-by-hand": _("Stopped by the person at the desk"),
    }.get(rule, rule)


def level_words(level: Level) -> str:
    """All that the screen says."""
    return _("911") if level is Level.EMERGENCY else _("Give to the provider now")
