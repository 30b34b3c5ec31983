"""Ages on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain.ages import Age, age_on, age_text, age_words
from ma_desktop.domain.refusal import RuleBroken


@pytest.mark.parametrize(
    ("birth", "day", "expected", "words"),
    [
        (date(1968, 3, 14), date(2026, 11, 23), (58, 8, 9), "58 y"),
        (date(1968, 3, 14), date(2026, 3, 13), (57, 11, 27), "57 y"),
        (date(1968, 3, 14), date(2026, 3, 14), (58, 0, 0), "58 y"),
        (date(2026, 11, 11), date(2026, 11, 23), (0, 0, 12), "12 d"),
        (date(2026, 7, 1), date(2026, 11, 23), (0, 4, 22), "4 mo"),
        (date(2024, 11, 24), date(2026, 11, 23), (1, 11, 30), "23 mo"),
        (date(2024, 11, 23), date(2026, 11, 23), (2, 0, 0), "2 y"),
        (date(2026, 11, 23), date(2026, 11, 23), (0, 0, 0), "0 d"),
        (date(2004, 2, 29), date(2005, 2, 28), (0, 11, 30), "11 mo"),
        (date(2004, 2, 29), date(2005, 3, 1), (1, 0, 1), "12 mo"),
        (date(2004, 2, 29), date(2008, 2, 29), (4, 0, 0), "4 y"),
        (date(2026, 1, 31), date(2026, 3, 1), (0, 1, 1), "1 mo"),
    ],
)
def test_age(birth: date, day: date, expected: tuple[int, int, int], words: str) -> None:
    age = age_on(birth, day)
    assert (age.years, age.months, age.days) == expected
    assert age_text(age) == words == age_words(birth, day)


def test_adult_on_the_eighteenth_birthday() -> None:
    assert not age_on(date(2008, 11, 24), date(2026, 11, 23)).adult
    assert age_on(date(2008, 11, 23), date(2026, 11, 23)).adult


def test_growth_chart_months() -> None:
    assert age_on(date(2024, 1, 1), date(2026, 1, 1)).chart_months == pytest.approx(731 / 30.4375)


def test_not_born_yet() -> None:
    with pytest.raises(RuleBroken, match="future"):
        age_on(date(2026, 11, 24), date(2026, 11, 23))


@settings(derandomize=True, max_examples=500)
@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(min_value=0, max_value=45_000))
def test_parts_are_in_bounds_and_never_fall(birth: date, lived: int) -> None:
    today, tomorrow = birth + timedelta(lived), birth + timedelta(lived + 1)
    age, older = age_on(birth, today), age_on(birth, tomorrow)
    assert isinstance(age, Age)
    assert 0 <= age.months <= 11
    assert 0 <= age.days <= 30
    assert age.total_days == lived
    assert (older.total_months, older.total_days) > (age.total_months, age.total_days)
