"""One line of the table, and the few sums behind it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

#: One frame of a 60 Hz screen, and one blink, in seconds.
FRAME, BLINK = 1 / 60, 0.1

#: How often a series is measured; the quietest counts.
PASSES = 3

#: Row by row: the most that ``value / limit`` may be.
TARGETS: dict[str, float] = {
    "start": 1.5,
    "unlock": 2.0,
    "find-p95": 1.0,
    "find-p99": 2.0,
    "find-query": 1.0,
    "duplicates": 1.0,
    "chart": 0.5,
    "chart-largest": 1.0,
    "vitals": 5.0,
    "vitals-time": 1.0,
    "schedule-4k": 0.7,
    "schedule-busy": 1.0,
    "schedule-columns": 1.0,
    "board": 1.0,
    "find-slot": 1.0,
    "summary": 2.0,
    "memory": 3.0,
    "memory-growth": 1.0,
    "import": 4.0,
}


@dataclass(frozen=True, slots=True)
class Row:
    """``value`` and ``limit`` in the same unit: seconds, or bytes for memory."""

    name: str
    value: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.value / self.limit

    @property
    def target(self) -> float:
        return TARGETS[self.name]

    @property
    def met(self) -> bool:
        return self.ratio <= self.target

    def plain(self) -> dict[str, float | str]:
        """The row of the JSON report."""
        return {**asdict(self), "ratio": round(self.ratio, 4), "target": self.target}


@dataclass(frozen=True, slots=True)
class Effort:
    """How often things are repeated. ``quick`` is for tests: it proves that a bench runs, not what it says."""

    quick: bool = False

    def times(self, usual: int, quick: int = 2) -> int:
        return quick if self.quick else usual


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest rank: the smallest value that ``percent`` of all are not above."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def quietest(passes: Sequence[Sequence[float]], percent: float) -> float:
    """The percentile of the pass in which it was lowest: whatever else the machine does can only add."""
    return min(percentile(one, percent) for one in passes)
