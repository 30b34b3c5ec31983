"""When the provider wants to see somebody again."""

from __future__ import annotations

from datetime import date

import pytest

from ma_desktop.domain.come_back import come_back_on

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 months", date(2027, 2, 28)),
        ("in 2 weeks", date(2026, 12, 14)),
        ("1 week", date(2026, 12, 7)),
        ("10 days", date(2026, 12, 10)),
        ("3-4 months", date(2027, 2, 28)),
        ("2 to 3 weeks", date(2026, 12, 14)),
        ("a year", date(2027, 11, 30)),
        ("1 year", date(2027, 11, 30)),
        ("six weeks", date(2027, 1, 11)),
        ("6wk", date(2027, 1, 11)),
        ("Come back in three months for labs", date(2027, 2, 28)),
        ("tres meses", date(2027, 2, 28)),
        ("en 2 semanas", date(2026, 12, 14)),
        ("none needed", None),
        ("as needed", None),
        ("", None),
        ("when the wart falls off", None),
        ("0 days", None),
    ],
)
def test_words_become_a_day(words: str, day: date | None) -> None:
    assert come_back_on(words, TODAY) == day
