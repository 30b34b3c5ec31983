"""Names of medicines as people say them, from ``resources/reference/drug_names.csv``: generic, brand and short names, found despite slips."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from ma_desktop import paths
from ma_desktop.domain import names

#: rapidfuzz similarity (0 to 100) from which a name may be meant.
LIKE = 78


@dataclass(frozen=True, slots=True)
class MedicineName:
    """``kind``: rx, otc or supplement; ``how``: generic, brand or other."""

    name: str
    generic: str
    how: str
    kind: str

    @property
    def shown(self) -> str:
        return self.name if self.how == "generic" else f"{self.name} ({self.generic})"


@cache
def all_names() -> tuple[MedicineName, ...]:
    with paths.resource("reference", "drug_names.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple(MedicineName(**row) for row in csv.DictReader(lines))


@cache
def _by_fold() -> dict[str, MedicineName]:
    return {names.fold(each.name): each for each in all_names()}


def _spelled(folded: str) -> str:
    return re.sub(r"^vit\b", "vitamin", folded)


def known(text: str) -> MedicineName | None:
    """The name that is exactly this, whatever its letters' case."""
    return _by_fold().get(_spelled(names.fold(text)))


def leading(text: str) -> tuple[MedicineName | None, int]:
    """The longest known name that the text begins with, and how many of its words that are."""
    words = text.split()
    for count in range(min(len(words), 4), 0, -1):
        if (found := known(" ".join(words[:count]))) is not None:
            return found, count
    return None, 0


def find(typed: str, limit: int = 8) -> tuple[MedicineName, ...]:
    """Names that begin so, then names with such a word, then names that sound like a slip of it."""
    wanted = _spelled(names.fold(typed))
    if len(wanted) < 2:
        return ()
    starts = [each for folded, each in _by_fold().items() if folded.startswith(wanted)]
    inside = [
        each for folded, each in _by_fold().items() if f" {wanted}" in f" {folded}" and each not in starts
    ]
    found = sorted(starts, key=lambda each: len(each.name)) + inside
    return tuple(dict.fromkeys([*found, *(_slips(wanted) if len(found) < 3 else ())]))[:limit]


def _slips(wanted: str) -> list[MedicineName]:
    from rapidfuzz import fuzz, process  # loaded only when a search has found little

    hits = process.extract(wanted, list(_by_fold()), scorer=fuzz.ratio, score_cutoff=LIKE, limit=6)
    return [_by_fold()[name] for name, _score, _place in hits]


def meant(name: str) -> str:
    """The generic name behind a name, folded; itself where it is not known."""
    found, _count = leading(name)
    return names.fold(found.generic if found is not None else name)
