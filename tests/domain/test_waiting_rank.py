"""Who gets a time that became free."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import waiting_rank
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.waiting_rank import Asked, FreeTime, Misfit, misfits

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 9, 40, tzinfo=ZONE)
FREE = FreeTime(datetime(2026, 11, 24, 9, 0, tzinfo=ZONE), 20, 1)  # a Tuesday morning


def asked(
    ident: int = 1, urgency: str = "routine", minutes: int = 20, days_ago: int = 0, **more: Any
) -> Asked:
    return Asked(ident, urgency, NOW - timedelta(days=days_ago), minutes, **more)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (asked(), ()),
        (asked(minutes=21), (Misfit.LENGTH,)),
        (asked(minutes=15), ()),
        (asked(provider=1), ()),
        (asked(provider=2), (Misfit.PROVIDER,)),
        (asked(earliest=date(2026, 11, 24), latest=date(2026, 11, 24)), ()),
        (asked(earliest=date(2026, 11, 25)), (Misfit.TOO_EARLY,)),
        (asked(latest=date(2026, 11, 23)), (Misfit.TOO_LATE,)),
        (asked(weekdays=frozenset({1, 3})), ()),
        (asked(weekdays=frozenset({0})), (Misfit.WEEKDAY,)),
        (asked(day_part="morning"), ()),
        (asked(day_part="afternoon"), (Misfit.DAY_PART,)),
        (asked(stopped=True), (Misfit.RED_FLAG,)),
        (
            asked(minutes=60, provider=2, day_part="afternoon"),
            (Misfit.LENGTH, Misfit.PROVIDER, Misfit.DAY_PART),
        ),
    ],
)
def test_what_stands_in_the_way(request_: Asked, expected: tuple[Misfit, ...]) -> None:
    assert misfits(request_, FREE) == expected


def test_noon_is_afternoon() -> None:
    noon = FreeTime(datetime(2026, 11, 24, 12, 0, tzinfo=ZONE), 20, 1)
    assert misfits(asked(day_part="afternoon"), noon) == ()
    assert misfits(asked(day_part="morning"), noon) == (Misfit.DAY_PART,)


def test_urgency_comes_before_age_and_age_before_number() -> None:
    rows = [
        asked(1, "routine", days_ago=30),
        asked(2, "urgent"),
        asked(3, "soon", days_ago=2),
        asked(4, "soon", days_ago=9),
        asked(5, "urgent"),
    ]
    assert [one.id for one in waiting_rank.ranked(rows, FREE)] == [2, 5, 4, 3, 1]


def test_nobody_is_asked_twice_for_the_time_they_declined() -> None:
    assert waiting_rank.ranked([asked(declined=frozenset({FREE.start}))], FREE) == []


def test_overdue_from_the_day_after() -> None:
    today = date(2026, 11, 23)
    assert not waiting_rank.overdue(asked(latest=today), today)
    assert waiting_rank.overdue(asked(latest=today - timedelta(days=1)), today)
    assert not waiting_rank.overdue(asked(), today)


@pytest.mark.parametrize(
    ("urgency", "earliest", "latest", "weekdays", "part"),
    [
        ("asap", None, None, [], ""),
        ("soon", date(2026, 12, 2), date(2026, 12, 1), [], ""),
        ("soon", None, date(2026, 11, 22), [], ""),
        ("soon", None, None, [7], ""),
        ("soon", None, None, [], "night"),
        ("soon", date(2026, 11, 24), date(2026, 11, 25), [4], ""),  # Tuesday to Wednesday, Fridays only
    ],
)
def test_a_request_that_no_time_meets_is_refused(
    urgency: str, earliest: Any, latest: Any, weekdays: list[int], part: str
) -> None:
    with pytest.raises(RuleBroken):
        waiting_rank.check(urgency, earliest, latest, weekdays, part, date(2026, 11, 23))


def test_requests_that_can_be_met_pass() -> None:
    waiting_rank.check("urgent", date(2026, 11, 24), date(2026, 11, 25), [1], "morning", date(2026, 11, 23))
    waiting_rank.check("routine", None, None, [], "", date(2026, 11, 23))
    assert {waiting_rank.urgency_words(u) for u in waiting_rank.URGENCIES} == {"Urgent", "Soon", "Routine"}


requests = st.lists(
    st.builds(asked, st.integers(1, 99), st.sampled_from(waiting_rank.URGENCIES), st.integers(5, 40), st.integers(0, 60)),
    max_size=12, unique_by=lambda one: one.id,
)  # fmt: skip


@given(requests)
def test_the_list_is_ordered_and_only_holds_who_fits(rows: list[Asked]) -> None:
    found = waiting_rank.ranked(rows, FREE)
    assert {one.id for one in found} == {one.id for one in rows if one.minutes <= FREE.minutes}
    assert [waiting_rank.order(one) for one in found] == sorted(waiting_rank.order(one) for one in found)
