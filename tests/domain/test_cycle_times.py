"""Stays in a stage, and what is said about many of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from ma_desktop.domain.cycle_times import (
    Cycle,
    Goal,
    Stay,
    by_group,
    courses,
    cycle,
    stays,
    step_for,
    summarize,
)
from ma_desktop.domain.stages import Stage

NINE = datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=-5)))


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def test_a_stay_ends_with_the_next_mark_and_the_last_is_open() -> None:
    marks = [(Stage.ARRIVED, at(0)), (Stage.ROOMED, at(10)), (Stage.VITALS, at(14.5))]
    assert stays(marks, "g") == (Stay(Stage.ARRIVED, 10, "g"), Stay(Stage.ROOMED, 4.5, "g"))
    assert stays(marks[:1]) == stays([]) == ()


def test_two_stays_in_one_stage_are_one_wait() -> None:
    marks = [(Stage.ARRIVED, at(0)), (Stage.ROOMED, at(10)), (Stage.ARRIVED, at(12)), (Stage.ROOMED, at(17)),
             (Stage.BILLED, at(18)), (Stage.CHECKOUT, at(90)), (Stage.BILLED, at(95))]  # fmt: skip
    found = {stay.stage: stay.minutes for stay in stays(marks)}
    assert found == {Stage.ARRIVED: 15, Stage.ROOMED: 3, Stage.CHECKOUT: 5}


def test_median_slowest_tenth_and_share_over() -> None:
    rows = [Stay(Stage.READY, float(n)) for n in range(1, 12)]
    (times,) = summarize(rows, {Stage.READY: 10})
    assert (times.count, times.median, times.slowest) == (11, 6, 10)
    assert times.over == pytest.approx(2 / 11)
    (few,) = summarize(rows[:9], {})
    assert (few.slowest, few.over, few.median) == (None, 0, 5)
    assert summarize([], {}) == ()


def test_groups_by_name_and_stages_in_the_order_of_the_work() -> None:
    rows = [
        Stay(Stage.CHECKOUT, 1, "b"),
        Stay(Stage.ARRIVED, 1, "b"),
        Stay(Stage.READY, 1, "a"),
    ]
    assert [(t.group, t.stage) for t in summarize(rows, {})] == [
        ("a", Stage.READY),
        ("b", Stage.ARRIVED),
        ("b", Stage.CHECKOUT),
    ]


DONE = [
    (Stage.ARRIVED, at(0)),
    (Stage.ROOMED, at(10)),
    (Stage.PROVIDER, at(20)),
    (Stage.CHECKOUT, at(34)),
    (Stage.BILLED, at(40)),
]


def test_a_whole_visit_counts_from_the_door_and_only_when_it_was_closed() -> None:
    assert cycle(DONE, "g") == Cycle(NINE.date(), 40, 14, "g")
    assert cycle(DONE[:-1]) is None
    assert cycle([*DONE[:2], (Stage.LEFT, at(30))]) is None, (
        "whoever left without being seen says nothing about the office"
    )
    assert cycle([]) is None


@pytest.mark.parametrize(
    ("minutes", "seen", "met"),
    [(30, 5, True), (31, 5, False), (45, 30, True), (46, 30, False), (60, 40, True)],
)
def test_the_goal_is_30_minutes_or_one_and_a_half_times_the_provider(
    minutes: float, seen: float, met: bool
) -> None:
    assert Goal().met(Cycle(NINE.date(), minutes, seen)) is met
    assert Goal(percent=0).met(Cycle(NINE.date(), minutes, seen)) is (minutes <= 30)


def test_groups_with_most_visits_first() -> None:
    rows = [Cycle(NINE.date(), 20.0 + n, 10, "often") for n in range(12)] + [
        Cycle(NINE.date(), 50, 10, "once")
    ]
    often, once = by_group(rows, Goal())
    assert (often.group, often.count, often.median, often.within) == (
        "often",
        12,
        25.5,
        pytest.approx(11 / 12),
    )
    assert often.slowest == pytest.approx(29.9)
    assert (once.group, once.slowest, once.within) == ("once", None, 0)


def test_a_point_a_day_up_to_two_weeks_and_a_point_a_week_beyond() -> None:
    monday = date(2026, 11, 16)
    rows = [Cycle(monday + timedelta(days=day), 30.0 + day, 10, "g") for day in (0, 1, 1, 7)]
    (daily,) = courses(rows, monday, monday + timedelta(days=13))
    assert daily.points == (
        (monday, 30, 1),
        (monday + timedelta(days=1), 31, 2),
        (monday + timedelta(days=7), 37, 1),
    )
    (weekly,) = courses(rows, monday, monday + timedelta(days=14))
    assert weekly.points == ((monday, 31, 3), (monday + timedelta(days=7), 37, 1))


@pytest.mark.parametrize("most", [1, 9, 12, 31, 74, 119, 400, 1000])
def test_about_five_gridlines(most: float) -> None:
    assert 1 <= -(-most // step_for(most)) <= 5
