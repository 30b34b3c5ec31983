"""What somebody typed into Find patient, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import dates, names


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """All parts must fit. ``numbers`` may be in a phone number or begin a record number."""

    words: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.births or self.numbers)


def search_query(text: str, today: date) -> SearchQuery:
    """Names in any order and partial, a birth date in any spelling, phone digits, a record number.

    ``dana wh`` · ``whit 3/14`` · ``0188`` · ``#10427`` · ``mar 14 1968``.
    """
    bare = text.strip()
    whole = dates.birth_prefixes(bare, today)
    if whole and len(whole[0]) == 8 and not re.fullmatch(r"\d{4,6}", bare):
        return SearchQuery(births=whole)
    bare, births = _spelt_dates(bare, today)
    bare = re.sub(r"\(?([0-9]{3})\)?[\s.-]+([0-9]{3})[\s.-]+([0-9]{4})(?![0-9])", r"\1\2\3", bare)
    bare = re.sub(r"\b([0-9]{3})[.-]([0-9]{4})\b", r"\1\2", bare)
    words: list[str] = []
    numbers: list[str] = []
    for piece in bare.replace(",", " ").split():
        found = dates.birth_prefixes(piece, today)
        if re.fullmatch(r"#?[0-9]+", piece) and not (found and len(piece) == 8):
            numbers.append(piece.lstrip("#"))
        elif found:
            births += found
        else:
            words.extend(names.fold(piece).split())
    if words and not births:
        # Beside a name 1968 is a year of birth; alone it is more often the end of a phone number.
        births = tuple(number for number in numbers if dates.birth_prefixes(number, today) == (number,))[:1]
        numbers = [number for number in numbers if number not in births]
    return SearchQuery(tuple(dict.fromkeys(words)), births, tuple(dict.fromkeys(numbers)))


_NAMED = re.compile(
    r"\b([a-z]{3,10})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?\b(?:,?\s+'?([0-9]{4}|[0-9]{2})\b)?"
    r"|\b([0-9]{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,10})\b\.?(?:,?\s+'?([0-9]{4}|[0-9]{2})\b)?",
    re.IGNORECASE,
)


def _spelt_dates(text: str, today: date) -> tuple[str, tuple[str, ...]]:
    """Takes a date with a month's name (``march 14``, ``14 mar 1968``) out of the text."""
    for found in _NAMED.finditer(text):
        spelt = " ".join(part for part in found.groups() if part)
        if prefixes := dates.birth_prefixes(spelt, today):
            return f"{text[: found.start()]} {text[found.end() :]}", prefixes
    return text, ()
