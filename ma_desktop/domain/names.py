"""Names of people: how they are shown, folded for searching, and shortened."""

from __future__ import annotations

import unicodedata
from hashlib import blake2s

#: Letters that do not come apart into a base letter and a mark.
_WHOLE = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
BANDS = 8


def fold(text: str) -> str:
    """Lower case without marks or punctuation; runs of other characters become one space.

    ``García-López`` → ``garcia lopez``; ``O'Brien`` → ``obrien``.
    """
    text = text.casefold().translate(_WHOLE).replace("'", "").replace("’", "")
    bare = "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch))
    return " ".join("".join(ch if ch.isalnum() else " " for ch in bare).split())


def tokens(*parts: str) -> tuple[str, ...]:
    """The folded words of several name parts, each once, in order."""
    return tuple(dict.fromkeys(word for part in parts for word in fold(part).split()))


def display(family: str, given: str = "", suffix: str = "") -> str:
    """``Family, Given``, as charts and schedules show it."""
    first = f"{family} {suffix}".strip()
    return f"{first}, {given}" if given else first


def initials(family: str, given: str = "") -> str:
    """Two letters: given, then family; ``?`` when there is no name."""
    letters = "".join(part.strip()[0].upper() for part in (given, family) if part.strip())
    return letters or "?"


def band(record_number: str) -> int:
    """A number 0 to 7 that stays with the patient: the color of the band on banner and page."""
    return blake2s(record_number.encode(), digest_size=2).digest()[0] % BANDS


def index_words(*parts: str) -> tuple[str, ...]:
    """Every word under which a name can be found: ``tokens``, compounds written as one, apostrophes split.

    ``García-López`` → garcia, lopez, garcialopez; ``O'Brien`` → obrien, brien; ``de la Cruz`` → de, la, cruz,
    delacruz.
    """
    found = list(tokens(*parts))
    for part in parts:
        words = fold(part).split()
        if len(words) > 1:
            found.append("".join(words))
        found += [word for word in fold(part.replace("'", " ").replace("’", " ")).split() if len(word) > 1]
    return tuple(dict.fromkeys(found))


def sort_key(family: str, given: str = "") -> tuple[str, str]:
    """For lists by name: particles belong to the family name and spaces do not count (``delacruz``)."""
    return (fold(family).replace(" ", ""), fold(given))


def typos(one: str, other: str) -> int:
    """Single-letter slips (also two letters swapped) between two folded words."""
    from rapidfuzz.distance import OSA  # loaded only when a search has found nothing

    return int(OSA.distance(one, other))


def nearly(one: str, other: str) -> bool:
    """Whether ``other`` may be ``one`` mistyped: one slip from four letters on, two from eight."""
    allowed = 0 if len(one) < 4 else 1 if len(one) < 8 else 2
    return abs(len(one) - len(other)) <= allowed and typos(one, other) <= allowed
