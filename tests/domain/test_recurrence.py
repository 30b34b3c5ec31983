"""Recurring series: the days, the text and the words of a rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import recurrence
from ma_desktop.domain.recurrence import MOST, Recurrence
from ma_desktop.domain.refusal import RuleBroken

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("rule", "text", "words", "days"),
    [
        (Recurrence(weekdays=(0,), count=3), "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "every week on Mon, 3 times",
         ["2026-11-23", "2026-11-30", "2026-12-07"]),
        (Recurrence(every=2, weekdays=(2, 0), count=4), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4",
         "every 2 weeks on Mon and Wed, 4 times", ["2026-11-23", "2026-11-25", "2026-12-07", "2026-12-09"]),
        (Recurrence(weekdays=(4,), until=date(2026, 12, 11)), "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261211",
         "every week on Fri, until 12/11/2026", ["2026-11-27", "2026-12-04", "2026-12-11"]),
        (Recurrence(monthly=True, nth=1, weekdays=(1,), count=3), "FREQ=MONTHLY;BYDAY=1TU;COUNT=3",
         "every month on the first Tue, 3 times", ["2026-12-01", "2027-01-05", "2027-02-02"]),
        (Recurrence(monthly=True, every=3, nth=-1, weekdays=(4,), count=2), "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;COUNT=2",
         "every 3 months on the last Fri, 2 times", ["2026-11-27", "2027-02-26"]),
        (Recurrence(monthly=True, nth=5, weekdays=(0,), count=2), "FREQ=MONTHLY;BYDAY=5MO;COUNT=2",
         "every month on the fifth Mon, 2 times", ["2026-11-30", "2027-03-29"]),
    ],
)  # fmt: skip
def test_rules(rule: Recurrence, text: str, words: str, days: list[str]) -> None:
    assert recurrence.text(rule) == text
    assert recurrence.words(rule) == words
    assert [day.isoformat() for day in recurrence.days(rule, MONDAY)] == days


@pytest.mark.parametrize(
    ("rule", "match"),
    [
        (Recurrence(count=3), "at least one day"),
        (Recurrence(weekdays=(7,), count=3), "at least one day"),
        (Recurrence(weekdays=(0,), every=0, count=3), "1 to 52"),
        (Recurrence(weekdays=(0,)), "how often"),
        (Recurrence(weekdays=(0,), count=3, until=MONDAY), "how often"),
        (Recurrence(weekdays=(0,), count=0), "from 1 to"),
        (Recurrence(weekdays=(0,), count=MOST + 1), "from 1 to"),
        (Recurrence(weekdays=(0,), monthly=True, count=3), "which week"),
    ],
)
def test_what_is_no_rule(rule: Recurrence, match: str) -> None:
    with pytest.raises(RuleBroken, match=match):
        recurrence.check(rule)


@pytest.mark.parametrize(
    "text", ["", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX;COUNT=2", "FREQ=MONTHLY;BYDAY=MO;COUNT=2"]
)
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken):
        recurrence.read(text)


rules = st.builds(
    Recurrence,
    every=st.integers(1, 12),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda s: tuple(sorted(s))),
    count=st.integers(1, 30),
) | st.builds(
    Recurrence,
    every=st.integers(1, 6),
    weekdays=st.sets(st.integers(0, 6), min_size=1, max_size=2).map(lambda s: tuple(sorted(s))),
    monthly=st.just(True),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    until=st.dates(date(2026, 11, 23), date(2028, 12, 31)),
)


@given(rules, st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_every_rule_reads_back_and_its_days_keep_it(rule: Recurrence, first: date) -> None:
    assert recurrence.read(recurrence.text(rule)) == rule
    days = recurrence.days(rule, first)
    assert list(days) == sorted(set(days))
    assert all(day >= first and day.weekday() in rule.weekdays for day in days)
    if rule.until:
        assert all(day <= rule.until for day in days)
    else:
        assert len(days) == rule.count
    if rule.monthly and rule.nth > 0:
        assert all((day.day - 1) // 7 + 1 == rule.nth for day in days)
    elif rule.monthly:
        assert all((day + timedelta(days=7)).month != day.month for day in days)
    else:
        weeks = {(day - timedelta(days=day.weekday())) for day in days}
        base = first - timedelta(days=first.weekday())
        assert all(((week - base).days // 7) % rule.every == 0 for week in weeks)
