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
    bare = re.sub(r"\(?(\d{3})\)?[\s.-]+(\d{3})[\s.-]+(\d{4})", r"\1\2\3", bare)
    bare = re.sub(r"\b(\d{3})[.-](\d{4})\b", r"\1\2", bare)
    words: list[str] = []
    births: tuple[str, ...] = ()
    numbers: list[str] = []
    for piece in bare.replace(",", " ").split():
        found = dates.birth_prefixes(piece, today)
        if re.fullmatch(r"#?\d+", piece) and not (found and len(piece) == 8):
            numbers.append(piece.lstrip("#"))
        elif found:
            births += found
        else:
            words.extend(names.fold(piece).split())
    return SearchQuery(tuple(dict.fromkeys(words)), births, tuple(numbers))
