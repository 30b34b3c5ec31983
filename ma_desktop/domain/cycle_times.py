"""How long visits stay in each stage: medians, the slowest tenth, and how many went over the practice's threshold."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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


@dataclass(frozen=True, slots=True)
class Cycle:
    """One visit that ended as it should: ``minutes`` from the door until it left, ``seen`` of them with the provider."""

    day: date
    minutes: float
    seen: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A visit is within the goal at ``minutes`` or less, or at ``percent`` of its time with the provider or less (0: not used).

    IHI's goal for the office visit cycle time in primary care: 30 minutes, or one and a half times the time with the clinician.
    """

    minutes: int = 30
    percent: int = 150

    def met(self, cycle: Cycle) -> bool:
        return cycle.minutes <= self.minutes or cycle.minutes * 100 <= cycle.seen * self.percent


@dataclass(frozen=True, slots=True)
class GroupCycle:
    """In minutes; ``within``: share from 0 to 1 that met the goal; ``seen``: median time with the provider."""

    group: str
    count: int
    median: float
    slowest: float | None
    seen: float
    within: float


@dataclass(frozen=True, slots=True)
class Course:
    """The median of a group over time: (first day of the step, minutes, how many visits), oldest first."""

    group: str
    points: tuple[tuple[date, float, int], ...]


def cycle(marks: Sequence[tuple[Stage, datetime]], group: str = "") -> Cycle | None:
    """``None`` for a visit that is still here, or was left, missed or cancelled: its length says nothing about the office."""
    if len(marks) < 2 or marks[-1][0] is not Stage.BILLED or marks[-1][1] < marks[0][1]:
        return None
    begun = next((at for stage, at in marks if stage is Stage.ARRIVED), marks[0][1])
    seen = sum(stay.minutes for stay in stays(marks) if stay.stage is Stage.PROVIDER)
    return Cycle(begun.date(), (marks[-1][1] - begun).total_seconds() / 60, seen, group)


def by_group(cycles: Iterable[Cycle], goal: Goal) -> tuple[GroupCycle, ...]:
    """The group with most visits first."""
    sorted_out: dict[str, list[Cycle]] = {}
    for each in cycles:
        sorted_out.setdefault(each.group, []).append(each)
    found = []
    for group, mine in sorted_out.items():
        minutes = [each.minutes for each in mine]
        slowest = statistics.quantiles(minutes, n=10, method="inclusive")[-1] if len(mine) >= FEWEST else None
        found.append(
            GroupCycle(
                group, len(mine), statistics.median(minutes), slowest, statistics.median(each.seen for each in mine),
                sum(goal.met(each) for each in mine) / len(mine),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.count, each.group)))


def courses(cycles: Iterable[Cycle], first: date, last: date) -> tuple[Course, ...]:
    """A point a day up to two weeks, else a point a week (from Monday on); the group with most visits first."""
    daily = (last - first).days < 14
    sorted_out: dict[str, dict[date, list[float]]] = {}
    for each in cycles:
        step = each.day if daily else each.day - timedelta(days=each.day.weekday())
        sorted_out.setdefault(each.group, {}).setdefault(step, []).append(each.minutes)
    found = [
        Course(
            group, tuple((step, statistics.median(steps[step]), len(steps[step])) for step in sorted(steps))
        )
        for group, steps in sorted_out.items()
    ]
    return tuple(sorted(found, key=lambda one: (-sum(count for _d, _m, count in one.points), one.group)))


def step_for(most: float) -> float:
    """Minutes between the gridlines of a plot that reaches to ``most``: about five of them."""
    return next((step for step in (2, 5, 10, 15, 20, 30, 60, 120) if most / step <= 5), 240)
