"""The growth references as rows of L, M and S, from ``resources/reference/growth``.

``who.csv``: WHO Child Growth Standards (World Health Organization, 2006). ``cdc.csv``: CDC Growth Charts of 2000
(CDC/NCHS), with CDC's infant head circumference from 23.5 months. Constants that happen to be long: read once, never written.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from ma_desktop import paths


@dataclass(frozen=True, slots=True)
class Lms:
    """Box–Cox power, median and coefficient of variation at one age or length."""

    power: float
    median: float
    spread: float


@dataclass(frozen=True, slots=True)
class Reference:
    """One curve family. ``at``: rising places of the rows (days, months or centimeters), one ``Lms`` each."""

    at: tuple[float, ...]
    rows: tuple[Lms, ...]

    @property
    def first(self) -> float:
        return self.at[0]

    @property
    def last(self) -> float:
        return self.at[-1]

    def covers(self, place: float) -> bool:
        return self.first <= place <= self.last

    def at_place(self, place: float) -> Lms:
        """L, M and S at ``place``, each interpolated linearly between the rows beside it (as CDC's programs do)."""
        above = min(bisect_right(self.at, place), len(self.at) - 1)
        low, high = self.at[above - 1], self.at[above]
        share = (place - low) / (high - low)
        before, after = self.rows[above - 1], self.rows[above]
        return Lms(
            before.power + share * (after.power - before.power),
            before.median + share * (after.median - before.median),
            before.spread + share * (after.spread - before.spread),
        )


@cache
def tables(body: str) -> dict[tuple[str, str], Reference]:
    """``who`` or ``cdc``: the references by measure and sex."""
    found: dict[tuple[str, str], list[tuple[float, Lms]]] = {}
    with paths.resource("reference", "growth", f"{body}.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines):
            lms = Lms(float(row["L"]), float(row["M"]), float(row["S"]))
            found.setdefault((row["measure"], row["sex"]), []).append((float(row["at"]), lms))
    return {
        key: Reference(tuple(at for at, _lms in rows), tuple(lms for _at, lms in rows))
        for key, rows in found.items()
    }
