"""The cycle-time report: stages, whole visits beside the goal, and their course over a span of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import cycle_times as rules
from ma_desktop.domain import settings
from ma_desktop.domain.cycle_times import Course, Cycle, Goal, GroupCycle, Times
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.visit.cycle_times import By, times_of, visits_between


@dataclass(frozen=True, slots=True)
class CycleReport:
    """``stages`` of all visits together; ``detail``: the same by group, empty when nothing is grouped. ``whole``: all visits.

    ``groups`` and ``courses``: the group with most visits first; one without a name when nothing is grouped. ``sample``: visits
    below which the numbers may be chance; ``red``: the practice's threshold of each stage, in minutes.
    """

    first: date
    last: date
    by: By
    stages: tuple[Times, ...]
    detail: tuple[Times, ...]
    whole: GroupCycle | None
    groups: tuple[GroupCycle, ...]
    courses: tuple[Course, ...]
    goal: Goal
    sample: int
    red: tuple[tuple[str, int], ...]

    @property
    def few(self) -> bool:
        return self.whole is None or self.whole.count < self.sample


def cycle_report(desk: Desk, first: date, last: date, by: By = "all") -> CycleReport:
    """Days in the practice's time, both included. Raises ``RuleBroken`` when the span ends before it begins."""
    if last < first:
        raise RuleBroken(_("The last day is before the first."))
    kept = practice_settings(desk)
    goal = Goal(kept[settings.CYCLE_GOAL], kept[settings.CYCLE_PERCENT])
    visits = visits_between(desk, first, last, by)
    cycles = [found for group, marks in visits if (found := rules.cycle(marks, group)) is not None]
    together = rules.by_group((Cycle(one.day, one.minutes, one.seen) for one in cycles), goal)
    return CycleReport(
        first=first,
        last=last,
        by=by,
        stages=times_of(desk, [("", marks) for _group, marks in visits]),
        detail=times_of(desk, visits) if by != "all" else (),
        whole=together[0] if together else None,
        groups=rules.by_group(cycles, goal),
        courses=rules.courses(cycles, first, last),
        goal=goal,
        sample=kept[settings.CYCLE_SAMPLE],
        red=tuple(
            (key.split(".")[1], int(value))
            for key, value in kept.values.items()
            if key.startswith("flow.") and key.endswith(".red")
        ),
    )
