"""Openings out of working time and what is booked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import open_times, template
from ma_desktop.domain.open_times import Book, Day, Free, Opening, Taken, Wish
from ma_desktop.domain.template import Kind, TemplateRow

ZONE = ZoneInfo("America/New_York")
MONDAY = date(2026, 11, 23)
MIDNIGHT = open_times.minute_of(datetime(2026, 11, 23, tzinfo=ZONE))


def m(hour: int, minute: int = 0) -> int:
    return MIDNIGHT + hour * 60 + minute


def a_day(free: dict[int, list[Free]], wish: Wish, not_before: int = 0, day: date = MONDAY) -> Day:
    return open_times.day_of(day, wish, ZONE, not_before, free)


def times(found: Any) -> list[str]:
    return [f"{open_times.moment_of(one.begin, ZONE):%H:%M}/{one.provider}" for one in found]


def taken(begin: int, minutes: int = 20, provider: int = 1, patient: int = 9, **more: Any) -> Taken:
    return Taken(begin, begin + minutes, provider, patient, **more)


MORNING = {1: [Free(m(9), m(10))]}


@pytest.mark.parametrize(
    ("wish", "booked", "expected"),
    [
        (Wish(20, (1,)), [], ["09:00/1", "09:15/1", "09:30/1"]),
        (Wish(60, (1,)), [], ["09:00/1"]),
        (Wish(61, (1,)), [], []),
        (Wish(20, (1,)), [taken(m(9, 15), 15)], ["09:30/1"]),
        (Wish(15, (1,)), [taken(m(8, 50), 10)], ["09:00/1", "09:15/1", "09:30/1", "09:45/1"]),
        (Wish(20, (1,)), [taken(m(8), 120)], []),
        # Another provider's appointment does not matter, the patient's own does.
        (Wish(20, (1,), patient_id=5), [taken(m(9), 60, provider=2)], ["09:00/1", "09:15/1", "09:30/1"]),
        (Wish(20, (1,), patient_id=9), [taken(m(9), 30, provider=2)], ["09:30/1"]),
        # What may be shared stands beside what may be shared, never beside the rest.
        (Wish(20, (1,), shares=True), [taken(m(9), 30, shares=True)], ["09:00/1", "09:15/1", "09:30/1"]),
        (Wish(20, (1,), shares=True), [taken(m(9), 30)], ["09:30/1"]),
        (Wish(20, (1,)), [taken(m(9), 30, shares=True)], ["09:30/1"]),
        (Wish(20, (1,), device=3), [taken(m(9), 30, provider=2, device=3)], ["09:30/1"]),
        (Wish(20, (1,), since=time(9, 10)), [], ["09:15/1", "09:30/1"]),
        (Wish(20, (1,), until=time(9, 15)), [], ["09:00/1"]),
        (Wish(20, (1,), weekdays=frozenset({1})), [], []),
        (Wish(20, (2,)), [], []),
    ],
)  # fmt: skip
def test_what_fits(wish: Wish, booked: list[Taken], expected: list[str]) -> None:
    assert times(open_times.openings([a_day(MORNING, wish)], wish, Book(booked))) == expected


def test_a_broken_device_and_full_rooms_are_in_the_way() -> None:
    wish = Wish(30, (1,), device=3)
    out = Book(devices_out={3: [(m(9), m(9, 20))]})
    assert times(open_times.openings([a_day(MORNING, wish)], wish, out)) == ["09:30/1"]
    full = Book([taken(m(9), 30, provider=2), taken(m(9), 15, provider=3)], rooms=2)
    plain = Wish(15, (1,))
    assert times(open_times.openings([a_day(MORNING, plain)], plain, full)) == [
        "09:15/1",
        "09:30/1",
        "09:45/1",
    ]
    by_phone = Wish(15, (1,), in_room=False)
    assert times(open_times.openings([a_day(MORNING, by_phone)], by_phone, full))[0] == "09:00/1"


def test_the_past_is_no_opening_and_a_stretch_begins_where_it_begins() -> None:
    wish = Wish(20, (1,))
    free = {1: [Free(m(9, 10), m(10))]}
    assert times(open_times.openings([a_day(free, wish)], wish, Book())) == ["09:10/1", "09:15/1", "09:30/1"]
    assert times(open_times.openings([a_day(free, wish, not_before=m(9, 16))], wish, Book())) == ["09:30/1"]


def test_a_wave_takes_its_number_at_its_beginning() -> None:
    wish, free = Wish(20, (1,)), {1: [Free(m(9), m(10), wave=3)]}
    none, two, three = (Book([taken(m(9), patient=n) for n in range(count)]) for count in (0, 2, 3))
    assert [o.left for o in open_times.openings([a_day(free, wish)], wish, none)] == [3]
    assert [o.left for o in open_times.openings([a_day(free, wish)], wish, two)] == [1]
    assert list(open_times.openings([a_day(free, wish)], wish, three)) == []


def test_holds_are_for_the_urgent_only() -> None:
    rows = [TemplateRow(0, time(9), time(10)), TemplateRow(0, time(9, 30), time(10), Kind.HOLD)]
    now = datetime(2026, 11, 23, 8, tzinfo=ZONE)
    spans = template.spans_of_day(MONDAY, 1, rows, [], {}, ZONE, now)
    assert open_times.free_of(spans, urgent=False) == (Free(m(9), m(9, 30)),)
    assert open_times.free_of(spans, urgent=True) == (Free(m(9), m(9, 30)), Free(m(9, 30), m(10), held=True))


def test_two_one_after_the_other_or_at_once() -> None:
    mother, child = Wish(20, (1, 2), patient_id=5), Wish(30, (1, 2), patient_id=6)
    free = {1: [Free(m(9), m(10))], 2: [Free(m(9, 30), m(10))]}
    day = a_day(free, mother)
    after = list(open_times.together([day], mother, child, Book(), at_once=False))
    assert [(o.begin, o.provider, o.second) for o in after] == [(m(9), 1, (1, m(9, 20)))]
    at_once = list(open_times.together([day], mother, child, Book(), at_once=True))
    assert [(o.begin, o.provider, o.second) for o in at_once] == [(m(9, 30), 1, (2, m(9, 30))), (m(9, 30), 2, (1, m(9, 30)))]  # fmt: skip
    # The child's own appointment elsewhere is in the way of the child, not of the mother.
    elsewhere = Book([taken(m(9, 30), 10, provider=3, patient=6)])
    assert list(open_times.together([day], mother, child, elsewhere, at_once=False)) == []
    one_machine = (Wish(20, (1, 2), device=4), Wish(20, (1, 2), device=4))
    assert list(open_times.together([day], *one_machine, Book(), at_once=True)) == []


def test_the_third_next_counts_times_that_stand_beside_each_other() -> None:
    wish, free = Wish(20, (1,)), {1: [Free(m(9), m(10))]}
    third = open_times.third_next(open_times.openings([a_day(free, wish)], wish, Book()))
    assert third is None  # 9:00 and 9:30 (grid of 15): only two stand apart
    wish, free = Wish(15, (1,)), {1: [Free(m(9), m(10))]}
    third = open_times.third_next(open_times.openings([a_day(free, wish)], wish, Book()))
    assert third is not None
    assert third.begin == m(9, 30)
    wave = {1: [Free(m(9), m(10), wave=3)]}
    third = open_times.third_next(open_times.openings([a_day(wave, wish)], wish, Book()))
    assert third is not None
    assert third.begin == m(9)


def test_a_list_for_the_desk_is_short_and_spread_over_days() -> None:
    wish = Wish(20, (1,))
    days = [
        open_times.day_of(
            MONDAY + timedelta(days=n), wish, ZONE, 0, {1: [Free(m(9) + n * 1440, m(12) + n * 1440)]}
        )
        for n in range(4)
    ]
    found = open_times.spread(open_times.openings(days, wish, Book()), ZONE, days=2, per_day=3)
    assert [f"{open_times.moment_of(o.begin, ZONE):%d %H:%M}" for o in found] == [
        "23 09:00", "23 09:30", "23 10:00", "24 09:00", "24 09:30", "24 10:00"]  # fmt: skip


def test_somebody_at_the_desk_is_seen_by_whoever_is_free_first() -> None:
    free = {1: [Free(m(9), m(12))], 2: [Free(m(9), m(12))]}
    wish = Wish(20, (1, 2))
    book = Book([taken(m(9), 60), taken(m(9), 30, provider=2), taken(m(9, 40), 20, provider=2)])
    best = open_times.least_wait(m(9, 7), free, wish, book)
    assert best == Opening(m(10), 20, 1)
    squeezed = open_times.least_wait(m(9, 7), free, wish, book, grace=10)
    assert squeezed == Opening(m(9, 30), 20, 2)
    assert open_times.least_wait(m(11, 50), free, wish, Book()) is None


minutes = st.integers(0, 240)
bookings = st.lists(
    st.builds(
        lambda begin, length, provider, patient, shares: taken(m(8) + begin, length, provider, patient, shares=shares),
        minutes, st.integers(5, 90), st.sampled_from([1, 2]), st.sampled_from([5, 9]), st.booleans(),
    ), max_size=12,
)  # fmt: skip


@given(bookings, st.integers(5, 60), st.booleans())
def test_nothing_is_offered_over_another_and_nothing_is_missed(
    booked: list[Taken], length: int, shares: bool
) -> None:
    """“No appointment in the next 60 days” although there are some; the same patient at two places at once."""
    free = {1: [Free(m(8), m(12))], 2: [Free(m(8), m(12))]}
    wish = Wish(length, (1, 2), patient_id=5, shares=shares)
    found = {(o.begin, o.provider) for o in open_times.openings([a_day(free, wish)], wish, Book(booked))}
    for provider in (1, 2):
        for begin in range(m(8), m(12) - length + 1, 15):
            met = [t for t in booked if t.begin < begin + length and begin < t.end]
            over = any(t.provider == provider and not (shares and t.shares) for t in met)
            own = any(t.patient == 5 for t in met)
            assert ((begin, provider) in found) == (not over and not own)


@given(
    st.lists(st.builds(lambda b, p: Opening(m(8) + b, 20, p), minutes, st.sampled_from([1, 2])), max_size=15)
)
def test_times_apart_never_share_time(found: list[Opening]) -> None:
    found.sort(key=lambda o: o.begin)
    kept = list(open_times.apart(found))
    for provider in (1, 2):
        own = [o for o in kept if o.provider == provider]
        assert all(a.begin + a.minutes <= b.begin for a, b in pairwise(own))


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_a_search_across_the_changed_clock_keeps_local_time(day: date) -> None:
    rows = [TemplateRow(6, time(8), time(10))]
    wish = Wish(60, (1,), since=time(8, 30))
    spans = template.spans_of_day(day, 1, rows, [], {}, ZONE, datetime(2026, 1, 1, tzinfo=ZONE))
    one = open_times.day_of(day, wish, ZONE, 0, {1: open_times.free_of(spans, urgent=False)})
    assert times(open_times.openings([one], wish, Book())) == ["08:30/1", "08:45/1", "09:00/1"]
