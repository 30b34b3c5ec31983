"""Stays in a stage, and what is said about many of them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ma_desktop.domain.cycle_times import Stay, stays, summarize
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
