"""Which appointment gets which reminder, when and how: tables, and properties over the change of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain.outbox import Hours
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.reminders import (
    TEXTS,
    TOO_LATE,
    Booked,
    Reach,
    check_template,
    compose,
    day_words,
    due_at,
    key_of,
    language_of,
    reminders,
    route_of,
    time_words,
)

NEW_YORK = ZoneInfo("America/New_York")
DAY = Hours(8, 21, NEW_YORK)
BOTH = {"first": 72, "second": 24}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("start", "before", "due"),
    [
        ("2026-11-23T09:00", 72, "2026-11-20T09:00"),
        ("2026-11-23T09:00", 24, "2026-11-22T09:00"),
        (
            "2026-03-09T09:00",
            72,
            "2026-03-06T09:00",
        ),  # the clock went forward on Sunday: 71 hours by the stopwatch
        ("2026-11-02T09:00", 72, "2026-10-30T09:00"),  # and back: 73
        ("2026-11-23T07:30", 24, "2026-11-22T08:00"),  # too early to write: at opening
        ("2026-11-23T21:30", 24, "2026-11-23T08:00"),  # too late at night: next morning still helps
        ("2026-11-23T08:30", 10, "2026-11-22T20:45"),  # next morning would not: the evening before
        ("2026-03-09T02:30", 24, "2026-03-08T08:00"),  # half past two did not exist on that Sunday
    ],
)
def test_hours_before_are_counted_on_the_wall(start: str, before: int, due: str) -> None:
    assert due_at(at(start), before, DAY) == at(due)
    assert due_at(at(start).astimezone(UTC), before, DAY) == at(due), "wherever the record says it in"


@given(
    st.datetimes(datetime.fromisoformat("2026-02-01"), datetime.fromisoformat("2026-12-31"), timezones=st.just(UTC)),
    st.integers(1, 720), st.integers(0, 12), st.integers(13, 24),
)  # fmt: skip
def test_a_reminder_is_in_the_hours_and_before_the_visit(
    start: datetime, before: int, opens: int, closes: int
) -> None:
    hours = Hours(opens, closes, NEW_YORK)
    due = due_at(start, before, hours)
    assert hours.allow(due)
    assert due < start
    if before >= 24 and opens <= 8:
        assert timedelta(hours=2) <= start - due <= timedelta(hours=before + 15)


def names(booked: Booked, now: str, before: dict[str, int] = BOTH) -> list[str]:
    return [one.name for one in reminders(booked, before, DAY, at(now))]


MONDAY = at("2026-11-23T09:00")


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-10T09:00", ["first", "second"]),
        ("2026-11-20T09:00", ["first", "second"]),
        ("2026-11-21T09:00", ["first", "second"]),  # nobody was here on Friday: the first goes late
        ("2026-11-21T21:01", ["second"]),  # tomorrow's is close enough
        ("2026-11-22T09:00", ["second"]),  # both are due: one message, not two
        ("2026-11-23T06:59", ["second"]),
        ("2026-11-23T07:01", []),  # helps nobody any more
        ("2026-11-24T09:00", []),
    ],
)
def test_what_is_left_to_go_out(now: str, left: list[str]) -> None:
    assert names(Booked(MONDAY, LONG_AGO), now) == left


@pytest.mark.parametrize(
    ("booked_at", "left"),
    [
        ("2026-11-19T10:00", ["first", "second"]),
        ("2026-11-20T10:00", ["second"]),  # who has just booked is not reminded of it
        ("2026-11-22T10:00", []),
    ],
)
def test_a_time_that_had_passed_at_booking_is_left_out(booked_at: str, left: list[str]) -> None:
    assert names(Booked(MONDAY, at(booked_at)), booked_at) == left


@pytest.mark.parametrize(
    ("status", "answer", "some"),
    [
        ("booked", "", True), ("pending", "", True), ("booked", "confirmed", True), ("booked", "declined", False),
        ("cancelled", "", False), ("noshow", "", False), ("arrived", "", False), ("fulfilled", "", False),
        ("entered-in-error", "", False), ("proposed", "", False), ("waitlist", "", False),
    ],
)  # fmt: skip
def test_only_what_is_to_come_is_reminded_of(status: str, answer: str, some: bool) -> None:
    assert bool(names(Booked(MONDAY, LONG_AGO, status, answer), "2026-11-10T09:00")) is some


def test_zero_hours_mean_none() -> None:
    assert names(Booked(MONDAY, LONG_AGO), "2026-11-10T09:00", {"first": 0, "second": 24}) == ["second"]
    assert names(Booked(MONDAY, LONG_AGO), "2026-11-10T09:00", {"first": 0, "second": 0}) == []


FULL = {"email": "dana@home.example", "phone": "9375550142", "address": "1 Elm"}
AGREED = frozenset({"email"})


@pytest.mark.parametrize(
    ("changes", "ready", "answer", "route"),
    [
        ({"consents": AGREED}, True, "", "email"),
        (
            {"consents": frozenset({"text", "voicemail"})},
            True,
            "",
            "call-sheet",
        ),  # each way has its own consent
        ({}, True, "", "call-sheet"),
        ({"consents": AGREED}, False, "", "call-sheet"),
        ({"consents": AGREED, "email": ""}, True, "", "call-sheet"),
        ({"consents": AGREED, "email": "", "phone": ""}, True, "", "card"),
        ({"email": "", "phone": "", "address": ""}, True, "", ""),
        ({"consents": AGREED, "channel": "phone"}, True, "", "call-sheet"),
        ({"channel": "phone", "phone": ""}, True, "", ""),  # the address was not offered
        ({"consents": AGREED, "channel": "letter"}, True, "", "card"),
        ({"consents": AGREED, "channel": "email"}, True, "", "email"),
        ({"channel": "email"}, True, "", "call-sheet"),  # asked for, but never consented to
        ({"consents": AGREED, "channel": "text"}, True, "", "email"),
        ({"consents": AGREED, "channel": "none"}, True, "", ""),
        ({"consents": AGREED, "alive": False}, True, "", ""),
        ({"consents": AGREED}, True, "confirmed", "email"),
        ({}, True, "confirmed", ""),  # nobody is called to confirm what is confirmed
    ],
)
def test_the_way_is_the_patients_choice(
    changes: dict[str, object], ready: bool, answer: str, route: str
) -> None:
    assert route_of(Reach(**{**FULL, **changes}), email_ready=ready, answer=answer) == route  # type: ignore[arg-type]


@given(st.builds(Reach, email=st.sampled_from(["", "a@b.example"]), phone=st.sampled_from(["", "1"]), address=st.sampled_from(["", "x"]),
                 consents=st.frozensets(st.sampled_from(["email", "text", "voicemail"])),
                 channel=st.sampled_from(["", "email", "phone", "letter", "text", "none"]), alive=st.booleans()), st.booleans())  # fmt: skip
def test_no_mail_without_consent_and_no_way_that_is_not_there(reach: Reach, ready: bool) -> None:
    route = route_of(reach, email_ready=ready)
    assert route != "email" or (ready and reach.email and "email" in reach.consents)
    assert route != "call-sheet" or reach.phone
    assert route != "card" or reach.address
    assert not route or (reach.alive and reach.channel != "none")


def test_the_key_is_the_appointments_time_whatever_the_zone() -> None:
    assert (
        key_of(7, "first", MONDAY)
        == key_of(7, "first", MONDAY.astimezone(UTC))
        == "reminder:7:first:20261123T1400Z"
    )
    assert key_of(7, "first", MONDAY) != key_of(7, "first", MONDAY + timedelta(minutes=15))


# -- words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "language", "day", "time"),
    [
        ("2026-11-24T09:30", "en", "Tuesday, November 24", "9:30 AM"),
        ("2026-11-24T00:05", "en", "Tuesday, November 24", "12:05 AM"),
        ("2026-11-24T12:00", "en-US", "Tuesday, November 24", "12:00 PM"),
        ("2026-11-24T15:45", "es", "martes 24 de noviembre", "3:45 p. m."),
        ("2026-11-25T08:00", "es-MX", "miércoles 25 de noviembre", "8:00 a. m."),
        ("2026-11-25T08:00", "vi", "Wednesday, November 25", "8:00 AM"),
    ],
)
def test_days_and_times_in_words(start: str, language: str, day: str, time: str) -> None:
    assert (day_words(at(start), language), time_words(at(start), language)) == (day, time)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_reminder_says_the_least_that_does_the_job(language: str) -> None:
    words = {"first_name": "Dana", "start": MONDAY, "language": language, "phone": "937-555-0142"}
    text = compose(TEXTS[language_of(language)], practice="Cedar Street Family Practice", **words)
    for part in ("Dana", "9:00", "937-555-0142", "Cedar Street Family Practice"):
        assert part in text
    without = compose(TEXTS[language], practice="", **words)
    assert "Cedar" not in without
    assert "\n\n\n" not in without
    assert check_template(TEXTS[language]) == TEXTS[language]


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("", "Write the reminder"),
        ("{day} {time} {reason}", "Only"),
        ("{day} {time} {first_name.__class__}", "Only"),
        ("{day} {time} {", "Only"),
        ("{day}", "{time}"),
        ("come at {time}", "{day}"),
    ],
)
def test_a_template_that_says_too_much_or_too_little_is_refused(template: str, words: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        check_template(template)
    assert words in refused.value.sentence


def test_names_are_put_in_as_they_are() -> None:
    text = compose(
        "{day} {time} {first_name}",
        first_name="{phone}",
        start=MONDAY,
        language="en",
        practice="",
        phone="911",
    )
    assert "911" not in text


def test_the_latest_useful_moment() -> None:
    assert timedelta(hours=2) == TOO_LATE
