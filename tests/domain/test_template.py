"""When a provider works, right across the change of the clock."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import template
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.template import DatedException, Kind, Span, TemplateRow

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=NEW_YORK)
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


def open_row(weekday: int = 0, opens: int = 8, closes: int = 17, **more: Any) -> TemplateRow:
    return TemplateRow(weekday, time(opens), time(closes), **more)


def spans(day: date = MONDAY, rows: Any = (), exceptions: Any = (), holidays: Any = None, now: datetime = NOW,
          who: int = 1) -> tuple[Span, ...]:  # fmt: skip
    return template.spans_of_day(day, who, rows, exceptions, holidays or {}, NEW_YORK, now)


def said(found: tuple[Span, ...]) -> list[str]:
    """Without the closed hours that nobody spoke of."""
    return [
        f"{span.start:%H:%M}-{span.end:%H:%M} {span.kind}{' ' + span.label if span.label else ''}"
        for span in found
        if span.kind is not Kind.CLOSED or span.source
    ]


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=NEW_YORK)


LUNCH = TemplateRow(0, time(12), time(13), Kind.BLOCK, label="Lunch", id=2)
HOLD = TemplateRow(0, time(15), time(16), Kind.HOLD, release_minutes=240, id=3)


def test_a_day_without_a_word_is_closed() -> None:
    (only,) = spans()
    assert (only.kind, only.source, only.minutes) == (Kind.CLOSED, "", 1440)


def test_blocks_and_holds_lie_over_the_hours() -> None:
    found = spans(rows=[LUNCH, HOLD, open_row(id=1)])
    assert said(found) == ["08:00-12:00 open", "12:00-13:00 block Lunch", "13:00-15:00 open", "15:00-16:00 hold", "16:00-17:00 open"]  # fmt: skip
    assert [span.source_id for span in found] == [0, 1, 2, 1, 3, 1, 0]


@pytest.mark.parametrize(("hour", "kind"), [(10, Kind.HOLD), (11, Kind.OPEN), (14, Kind.OPEN)])
def test_a_hold_opens_at_its_time(hour: int, kind: Kind) -> None:
    """240 minutes before 15:00 is 11:00."""
    hold = next(s for s in spans(rows=[open_row(), HOLD], now=at(hour)) if s.start == at(15))
    assert (hold.kind, hold.released) == (kind, kind is Kind.OPEN)
    assert hold.release_at == at(11)


def test_a_hold_without_a_time_stays_until_somebody_opens_it() -> None:
    kept = TemplateRow(0, time(15), time(16), Kind.HOLD)
    assert "15:00-16:00 hold" in said(spans(rows=[open_row(), kept], now=at(15, 30)))


def test_a_dated_hold_is_released_by_hand_or_by_time() -> None:
    hold = DatedException(at(9), 60, Kind.HOLD, release_at=at(8))
    assert "09:00-10:00 hold" in said(spans(rows=[open_row()], exceptions=[hold]))
    by_hand = DatedException(at(9), 60, Kind.HOLD, release_at=at(8), released_at=at(6))
    assert "09:00-10:00 hold" not in said(spans(rows=[open_row()], exceptions=[by_hand]))
    assert "09:00-10:00 open" in said(spans(rows=[open_row()], exceptions=[hold], now=at(8)))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([open_row(valid_from=MONDAY)], ["08:00-17:00 open"]),
        ([open_row(valid_from=MONDAY + timedelta(days=1))], []),
        ([open_row(valid_until=MONDAY)], ["08:00-17:00 open"]),
        ([open_row(valid_until=MONDAY - timedelta(days=1))], []),
        ([open_row(weekday=1)], []),
        ([open_row(practitioner_id=2)], []),
        ([open_row(), open_row(opens=9, closes=12, practitioner_id=1)], ["09:00-12:00 open"]),
        # Hours of one's own on Tuesdays only: the practice's Monday is not theirs.
        ([open_row(), open_row(weekday=1, practitioner_id=1)], []),
        ([open_row(), open_row(weekday=1, practitioner_id=1, valid_until=date(2026, 1, 1))], ["08:00-17:00 open"]),
        # The practice's lunch holds for a provider with own hours, and their own block too.
        ([LUNCH, open_row(opens=11, practitioner_id=1)], ["11:00-12:00 open", "12:00-13:00 block Lunch", "13:00-17:00 open"]),
        ([open_row(opens=8, closes=10), open_row(opens=10, closes=12)], ["08:00-12:00 open"]),
        ([TemplateRow(0, time(8), time(9), Kind.WAVE, capacity=3), TemplateRow(0, time(9), time(10), Kind.WAVE, capacity=3)],
         ["08:00-09:00 wave", "09:00-10:00 wave"]),
    ],
)  # fmt: skip
def test_rows_in_force(rows: list[TemplateRow], expected: list[str]) -> None:
    assert said(spans(rows=rows)) == expected


def test_a_holiday_closes_and_a_dated_opening_opens_again() -> None:
    holidays = {MONDAY: "Founders' Day"}
    assert said(spans(rows=[open_row(), LUNCH], holidays=holidays)) == ["00:00-00:00 closed Founders' Day"]
    morning = DatedException(at(9), 120, Kind.OPEN)
    assert "09:00-11:00 open" in said(spans(rows=[open_row()], exceptions=[morning], holidays=holidays))


def test_vacation_closes_everything_and_only_for_whom_it_is() -> None:
    week = DatedException(at(0, day=MONDAY - timedelta(days=2)), 7 * 1440, Kind.CLOSED, 1, "Vacation")
    extra = DatedException(at(9), 120, Kind.OPEN, 1)
    assert said(spans(rows=[open_row()], exceptions=[week, extra])) == ["00:00-00:00 closed Vacation"]
    assert said(spans(rows=[open_row()], exceptions=[week], who=2)) == ["08:00-17:00 open"]


def test_a_broken_device_does_not_close_the_provider() -> None:
    out = DatedException(at(9), 120, Kind.BLOCK, device_id=1)
    assert said(spans(rows=[open_row()], exceptions=[out])) == ["08:00-17:00 open"]


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (MONDAY, 24)])
def test_a_day_of_the_changed_clock_has_its_true_length(day: date, hours: int) -> None:
    found = spans(day, rows=[open_row(weekday=day.weekday(), opens=0, closes=23)])
    assert sum(span.minutes for span in found) == hours * 60
    assert next(s for s in found if s.kind is Kind.OPEN).minutes == (hours - 1) * 60


def test_a_time_that_does_not_exist_is_the_moment_of_the_jump() -> None:
    assert template.local(SPRING, time(2, 30), NEW_YORK).astimezone(UTC) == datetime(
        2026, 3, 8, 7, 0, tzinfo=UTC
    )
    assert not template.exists(SPRING, time(2, 30), NEW_YORK)
    assert template.exists(SPRING, time(3, 0), NEW_YORK)
    night = TemplateRow(6, time(2, 30), time(4), Kind.OPEN)
    assert said(spans(SPRING, rows=[night])) == ["03:00-04:00 open"]
    gone = TemplateRow(6, time(2, 10), time(2, 50), Kind.OPEN)
    assert said(spans(SPRING, rows=[gone])) == []


def test_an_hour_that_comes_twice_is_worked_twice() -> None:
    night = TemplateRow(6, time(1, 0), time(1, 30), Kind.OPEN)
    (span,) = [s for s in spans(AUTUMN, rows=[night]) if s.kind is Kind.OPEN]
    assert span.minutes == 90
    assert (span.start.utcoffset(), span.end.utcoffset()) == (timedelta(hours=-4), timedelta(hours=-5))


def test_a_half_hour_change_and_a_skipped_day() -> None:
    """Lord Howe jumps by 30 minutes; Apia had no December 30, 2011."""
    howe = ZoneInfo("Australia/Lord_Howe")
    assert template.local(date(2026, 10, 4), time(2, 10), howe).astimezone(UTC) == datetime(
        2026, 10, 3, 15, 30, tzinfo=UTC
    )
    apia = ZoneInfo("Pacific/Apia")
    first, last = template.midnights(date(2011, 12, 30), apia)
    assert last - first.astimezone(UTC) == timedelta(0)


kinds = st.sampled_from([Kind.OPEN, Kind.WAVE, Kind.HOLD, Kind.BLOCK])
rows = st.builds(
    lambda opens, length, kind, who: TemplateRow(
        6, time(opens // 60, opens % 60), time(min(opens + length, 1439) // 60, min(opens + length, 1439) % 60), kind, who
    ),
    st.integers(0, 1380), st.integers(5, 600), kinds, st.sampled_from([None, 1, 2]),
)  # fmt: skip


@given(st.lists(rows, max_size=6), st.sampled_from([SPRING, AUTUMN, date(2026, 5, 3)]))
def test_spans_fill_the_day_without_gap_or_overlap(lines: list[TemplateRow], day: date) -> None:
    found = spans(day, rows=lines)
    first, last = template.midnights(day, NEW_YORK)
    assert found[0].start == first
    assert found[-1].end == last
    for one, next_one in itertools.pairwise(found):
        assert one.end.astimezone(UTC) == next_one.start.astimezone(UTC)
        assert one.minutes > 0


def test_holidays_of_the_state_and_those_that_the_practice_keeps() -> None:
    assert template.public_holidays("OH", 2026)[date(2026, 11, 26)] == "Thanksgiving Day"
    assert template.public_holidays("XX", 2026)[date(2026, 12, 25)] == "Christmas Day"
    kept = template.kept_closed("OH", [2026, 2027], ["Independence Day", "Christmas Day"])
    assert sorted(kept) == [date(2026, 7, 3), date(2026, 7, 4), date(2026, 12, 25), date(2027, 7, 4), date(2027, 7, 5),
                            date(2027, 12, 24), date(2027, 12, 25)]  # fmt: skip
    assert date(2027, 2, 15) in template.kept_closed("NY", [2027], ["Washington's Birthday"])


@pytest.mark.parametrize(
    "row",
    [
        TemplateRow(7, time(8), time(9)),
        TemplateRow(0, time(9), time(9)),
        TemplateRow(0, time(8), time(9), Kind.WAVE, capacity=0),
        open_row(valid_from=MONDAY, valid_until=MONDAY - timedelta(days=1)),
    ],
)
def test_a_line_that_cannot_be_is_refused(row: TemplateRow) -> None:
    with pytest.raises(RuleBroken):
        template.check_row(row)


def test_times_of_the_template_are_read() -> None:
    template.check_row(open_row())
    assert template.read_time("08:30") == time(8, 30)
    with pytest.raises(RuleBroken):
        template.read_time("half past")
