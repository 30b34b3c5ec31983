"""Days and times as they are typed at a desk."""

from __future__ import annotations

from datetime import date, time

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.views.dialogs.when import parse_day, parse_time

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/8/2026", date(2026, 12, 8)), ("12-8-26", date(2026, 12, 8)), ("12/8", date(2026, 12, 8)),
        ("1/5", date(2027, 1, 5)), ("11/23", MONDAY), ("today", MONDAY), ("Tomorrow", date(2026, 11, 24)),
        ("fri", date(2026, 11, 27)), ("monday", date(2026, 11, 30)), ("10d", date(2026, 12, 3)),
        ("2w", date(2026, 12, 7)), ("+3m", date(2027, 2, 23)), ("2/29/2028", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_in_every_spelling(typed: str, day: date) -> None:
    assert parse_day(typed, MONDAY) == day


def test_three_months_from_the_end_of_a_month_stay_in_the_month() -> None:
    assert parse_day("3m", date(2026, 11, 30)) == date(2027, 2, 28)


@pytest.mark.parametrize("typed", ["", "soon", "13/1", "2/30", "w", "9999w", "2y", "mo"])
def test_what_is_no_day_is_one_sentence(typed: str) -> None:
    with pytest.raises(RuleBroken, match="12/8/2026"):
        parse_day(typed, MONDAY)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9", time(9)), ("930", time(9, 30)), ("9:30", time(9, 30)), ("1:30", time(13, 30)), ("1:30pm", time(13, 30)),
     ("12am", time(0)), ("12 p.m.", time(12)), ("16:40", time(16, 40)), ("01:30", time(1, 30))],
)  # fmt: skip
def test_a_time_in_every_spelling(typed: str, at: time) -> None:
    assert parse_time(typed) == at


@pytest.mark.parametrize("typed", ["", "noon", "25", "9:75", "12345"])
def test_what_is_no_time_is_one_sentence(typed: str) -> None:
    with pytest.raises(RuleBroken, match="9:30"):
        parse_time(typed)
