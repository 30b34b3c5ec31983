"""Hours, back-off and the life of an item."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain.outbox import BACK_OFF, OPEN, STATUSES, Hours, next_try, on_clock

NEW_YORK = ZoneInfo("America/New_York")
DAY = Hours(8, 21, NEW_YORK)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("moment", "after", "before"),
    [
        ("2026-11-23T08:00", "2026-11-23T08:00", "2026-11-23T08:00"),
        ("2026-11-23T20:59", "2026-11-23T20:59", "2026-11-23T20:59"),
        ("2026-11-23T21:00", "2026-11-24T08:00", "2026-11-23T20:45"),
        ("2026-11-23T07:59", "2026-11-23T08:00", "2026-11-22T20:45"),
        ("2026-11-23T00:00", "2026-11-23T08:00", "2026-11-22T20:45"),
        # the nights in which the clock is changed
        ("2026-03-07T22:00", "2026-03-08T08:00", "2026-03-07T20:45"),
        ("2026-10-31T22:00", "2026-11-01T08:00", "2026-10-31T20:45"),
    ],
)
def test_outside_the_hours_it_waits_for_the_next_opening(moment: str, after: str, before: str) -> None:
    assert DAY.next(at(moment)) == at(after)
    assert DAY.last(at(moment)) == at(before)


@given(
    st.datetimes(
        datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31"), timezones=st.just(UTC)
    ),
    st.integers(0, 23),
    st.integers(1, 24),
)
def test_what_is_allowed_lies_in_the_hours_and_never_before(
    moment: datetime, opens: int, closes: int
) -> None:
    hours = Hours(opens, closes, NEW_YORK)
    after = hours.next(moment)
    assert after >= moment
    if opens < closes:
        assert hours.allow(after)
        assert after - moment <= timedelta(hours=25)
        assert hours.allow(hours.last(moment))
        assert hours.last(moment) <= moment


def test_a_time_that_the_clock_skips_comes_an_hour_later() -> None:
    assert (
        on_clock(datetime.fromisoformat("2026-03-08T02:30"), NEW_YORK).isoformat()
        == "2026-03-08T03:30:00-04:00"
    )
    assert (
        on_clock(datetime.fromisoformat("2026-11-01T01:30"), NEW_YORK).isoformat()
        == "2026-11-01T01:30:00-04:00"
    )


def test_the_waits_grow_and_stay_at_the_longest() -> None:
    now = at("2026-11-23T09:00")
    waits = [(next_try(now, tries, DAY) - now).total_seconds() / 60 for tries in range(1, 12)]
    assert waits[: len(BACK_OFF)] == list(BACK_OFF)
    assert set(waits[len(BACK_OFF) :]) == {BACK_OFF[-1]}
    night = Hours(0, 24, NEW_YORK)
    before = at("2026-11-01T00:30")  # the hour from one to two comes twice
    assert (next_try(before, 6, night).astimezone(UTC) - before.astimezone(UTC)).total_seconds() == BACK_OFF[
        5
    ] * 60
    assert next_try(at("2026-11-23T20:59"), 1, DAY) == at("2026-11-24T08:00")


def test_the_life_of_an_item() -> None:
    assert {there for targets in STATUSES.values() for there in targets} <= set(STATUSES)
    assert STATUSES["sent"] == frozenset(), "nothing is ever sent again"
    assert set(OPEN) == {"waiting", "sending", "unclear", "failed"}
    # whatever is open can end, and what is unclear never goes back by a server's answer
    assert all(STATUSES[status] for status in OPEN)
