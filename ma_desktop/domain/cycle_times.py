"""How long visits stay in each stage: medians, the slowest tenth, and how many went over the practice's threshold."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from ma_desktop.domain.stages import ENDS, Stage

#: Below so many stays a ninetieth percentile says nothing; it is left out then.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Stay:
    """``minutes`` of one visit in one stage; ``group``: the kind of visit or the provider it is counted under."""

    stage: Stage
    minutes: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """In minutes. ``slowest``: 90th percentile, ``None`` below ``FEWEST`` stays; ``over``: share from 0 to 1 that reached red."""

    group: str
    stage: Stage
    count: int
    median: float
    slowest: float | None
    over: float


def stays(marks: Sequence[tuple[Stage, datetime]], group: str = "") -> tuple[Stay, ...]:
    """Of one visit's history in the order it happened; a stage that has not ended is left out.

    A visit that went back to a stage stayed there once, for the sum: the patient waited both times.
    """
    minutes: dict[Stage, float] = {}
    for (stage, begun), (_next, ended) in pairwise(marks):
        if stage in ENDS or ended < begun:
            continue
        minutes[stage] = minutes.get(stage, 0.0) + (ended - begun).total_seconds() / 60
    return tuple(Stay(stage, length, group) for stage, length in minutes.items())


def summarize(rows: Iterable[Stay], red: Mapping[Stage, int]) -> tuple[Times, ...]:
    """One line for each group and stage, groups by name, stages in the order of the work."""
    sorted_out: dict[tuple[str, Stage], list[float]] = {}
    for row in rows:
        sorted_out.setdefault((row.group, row.stage), []).append(row.minutes)
    place = {stage: number for number, stage in enumerate(Stage)}
    found = []
    for (group, stage), minutes in sorted(
        sorted_out.items(), key=lambda item: (item[0][0], place[item[0][1]])
    ):
        limit = red.get(stage)
        over = sum(limit is not None and each >= limit for each in minutes) / len(minutes)
        slowest = (
            statistics.quantiles(minutes, n=10, method="inclusive")[-1] if len(minutes) >= FEWEST else None
        )
        found.append(Times(group, stage, len(minutes), statistics.median(minutes), slowest, over))
    return tuple(found)
