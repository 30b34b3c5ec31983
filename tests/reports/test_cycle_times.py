"""The page of cycle times: nothing clipped, legible in one color, no patient on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.reports import cycle_times
from ma_desktop.reports.cycle_times import CycleLine, CycleTimesPage
from ma_desktop.reports.plots import PlotBar, PlotLine
from tests.reports.conftest import MOMENT, PRACTICE, check_page, whole

DAY = date(2026, 11, 23)
LONG = "Procedure with two people and a long name, second room"


def page(groups: int, size: str, few: str = "") -> bytes:
    names = [LONG if n % 3 == 2 else f"Kind of visit {n + 1}" for n in range(groups)]
    stages = tuple(
        PlotBar(name, 4.0 + n * 5, None if n == 2 else 9.0 + n * 6, 15 + n * 5, f"{4 + n * 5} min · 20 visits")
        for n, name in enumerate(("Checked in", "Roomed", "Vitals", "Ready", "Provider", "Checkout") if groups else ())
    )  # fmt: skip
    lines = tuple(
        PlotLine(name, tuple((DAY - timedelta(weeks=week), 30.0 + n * 3 + week % 4) for week in range(12, -1, -1)))
        for n, name in enumerate(names)
    )  # fmt: skip
    return cycle_times.render(
        CycleTimesPage(
            PRACTICE, MOMENT, "Ada R.", DAY - timedelta(days=89), DAY, groups * 20, "by kind of visit",
            (("Whole visit", "42 min", "slowest tenth 61 min"), ("With the provider", "14 min", "median"),
             ("Within the goal", "38%", "of the visits"), ("Visits", str(groups * 20), "finished")),
            stages, lines, tuple(CycleLine(name, 20, "42", "—", "14", "38%") for name in names), 30,
            "goal 30 min, or 150 % of the time with the provider", 10, few, size,
        )
    )  # fmt: skip


@pytest.mark.parametrize("groups", [0, 1, 4, 40])
def test_stages_course_and_groups_on_paper(groups: int, size: str) -> None:
    pdf = page(groups, size)
    check_page(pdf, identifiers=("Cycle times",))
    said = whole(pdf)
    assert "shred" not in said, "no patient stands on it"
    assert ("No stage of a visit was finished" in said) is (groups == 0)
    if groups:
        assert "slowest tenth 61 min" in said
        assert "goal 30 min, or 150 % of the time with the provider" in said
        assert said.count("38%") == groups + 1
        assert "Institute for Healthcare Improvement" in said


def test_too_few_visits_are_said_at_the_top(size: str) -> None:
    said = whole(page(1, size, "9 visits: fewer than 15 may be chance."))
    assert said.index("may be chance") < said.index("Minutes in each stage")
