"""Days, times and identifiers in words."""

from __future__ import annotations

from datetime import date

import pytest

from ma_desktop.reports import letterhead
from ma_desktop.reports.letterhead import Patient
from tests.reports.conftest import MOMENT, head


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 5, "12:05 in the morning"), (9, 30, "9:30 in the morning"), (11, 59, "11:59 in the morning"), (12, 0, "12:00 noon"),
        (12, 1, "12:01 in the afternoon"), (16, 45, "4:45 in the afternoon"), (17, 0, "5:00 in the evening"),
    ],
)  # fmt: skip
def test_times_are_spelled_out(hour: int, minute: int, words: str) -> None:
    assert letterhead.clock(MOMENT.replace(hour=hour, minute=minute)) == words


def test_days_are_spelled_out() -> None:
    day = date(2026, 3, 1)
    assert letterhead.long_day(day) == "Sunday, March 1, 2026"
    assert letterhead.long_day(day, year=False) == "Sunday, March 1"
    assert letterhead.short_day(day) == "Sun Mar 1, 2026"
    assert letterhead.long_month(day) == "in March 2026"
    assert letterhead.numbers(day) == "03/01/2026"


def test_both_identifiers_also_when_one_is_missing() -> None:
    assert Patient("Doe", None, "10001").identifiers == "born not on file · record 10001"
    assert Patient("Doe, John", date(2000, 1, 2), "10001", "Jack").called == "Doe, John (“Jack”)"


def test_the_footer_says_when_who_and_what_waits() -> None:
    assert head().printed == "Printed Mon Nov 23, 2026 10:14 by Ada R. · summary v1"
    assert head(unsigned_by="Dr. Ito").printed.endswith("not yet signed by Dr. Ito")
