"""When a follow-up is due, what to try next, who comes first, what may be said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import recalls
from ma_desktop.domain.recalls import Step, due_on, next_step, rank, script, wants_return

SEEN = date(2026, 1, 31)
NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2 weeks", date(2026, 2, 14)),
        ("2w", date(2026, 2, 14)),
        ("in three months", date(2026, 4, 30)),
        ("1 month", date(2026, 2, 28)),
        ("6-8 wks with Dr. Ito", date(2026, 3, 28)),
        ("a year", date(2027, 1, 31)),
        ("10 days", date(2026, 2, 10)),
        ("next week", date(2026, 2, 7)),
        ("next month, fasting", date(2026, 2, 28)),
        ("tomorrow", date(2026, 2, 1)),
        ("12/8", date(2026, 12, 8)),
        ("1/8", date(2027, 1, 8)),
        ("3/14/27", date(2027, 3, 14)),
        ("3/14/2027", date(2027, 3, 14)),
        ("2/30", None),
        ("after the MRI", None),
        ("", None),
    ],
)
def test_the_day_that_the_words_mean(words: str, due: date | None) -> None:
    assert due_on(words, SEEN) == due


@given(st.text(max_size=40))
def test_any_words_have_a_day_or_none(words: str) -> None:
    due = due_on(words, SEEN)
    assert due is None or isinstance(due, date)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("none needed", False), ("", False), ("as needed", False), ("PRN", False), ("2 weeks", True), ("after the MRI", True)],
)  # fmt: skip
def test_who_is_to_come_back(words: str, wanted: bool) -> None:
    assert wants_return(words) is wanted


def ago(**kw: float) -> datetime:
    return NOW - timedelta(**kw)


@pytest.mark.parametrize(
    ("outcomes", "what", "from_now"),
    [
        ([], "call", timedelta()),
        ([("no-answer", ago(hours=1))], "call", timedelta(hours=2)),
        ([("left-message", ago(days=1))], "call", timedelta(days=1)),
        ([("no-answer", ago(days=3)), ("left-message", ago(days=1))], "letter", -timedelta(days=1)),
        ([("no-answer", ago(days=3)), ("no-answer", ago(days=2)), ("sent", ago(days=1))], "review", timedelta(days=13)),
        ([("sent", ago(days=20)), ("no-answer", ago(days=3)), ("no-answer", ago(days=2))], "review", -timedelta(days=2)),
        ([("no-answer", ago(days=9)), ("no-answer", ago(days=8)), ("spoke", ago(days=7))], "call", -timedelta(days=4)),
        ([("no-answer", ago(days=9)), ("spoke", ago(days=7)), ("no-answer", ago(hours=1))], "call", timedelta(hours=2)),
        ([("wrong-number", ago(hours=1))], "find-number", -timedelta(hours=1)),
    ],
)  # fmt: skip
def test_two_calls_a_letter_then_the_provider(outcomes, what: str, from_now: timedelta) -> None:
    assert next_step(outcomes, NOW) == Step(what, NOW + from_now)


def test_urgent_first_then_what_can_be_done_now_then_the_longest_due() -> None:
    now, later = Step("call", NOW), Step("call", NOW + timedelta(days=1))
    rows = {
        "urgent, tried already": rank("missed", "urgent", date(2026, 11, 23), later, NOW),
        "long due": rank("recall", "routine", date(2026, 9, 1), now, NOW),
        "missed today": rank("missed", "routine", date(2026, 11, 23), now, NOW),
        "no day": rank("follow-up", "routine", None, now, NOW),
        "long due, tried already": rank("recall", "routine", date(2026, 8, 1), later, NOW),
    }
    assert sorted(rows, key=rows.__getitem__) == list(rows)


def test_a_voicemail_says_name_practice_and_number_only() -> None:
    said = script(first_name="Dana", worker="Ada R., MA", practice="Cedar Street", phone="937-555-0142")
    assert said.voicemail == "“This is Ada R. from Cedar Street. Please call 937-555-0142.”"
    assert "birth date first" in said.live
    assert said.may_leave
    child = script(first_name="Mia", worker="Ada R.", practice="", phone="937-555-0142", minor=True)
    assert "a parent of Mia" in child.live
    assert "Mia" not in child.voicemail


def test_more_only_with_written_permission_and_nothing_where_it_was_refused() -> None:
    known = {"first_name": "Dana", "worker": "Ada R.", "practice": "", "phone": "937-555-0142"}
    more = script(**known, voicemail="yes")
    assert "time for your visit" in more.voicemail
    assert "Dana" in more.voicemail
    assert "Cedar" not in more.voicemail
    none = script(**known, voicemail="no")
    assert not none.may_leave
    assert "937" not in none.voicemail


def test_every_kind_and_outcome_has_words() -> None:
    assert all(recalls.kind_words(kind) != kind for kind in recalls.KINDS)
    assert all(recalls.outcome_words(end) for end in (*recalls.ENDS, *recalls.OUTCOMES))
    late = Step("call", NOW + timedelta(hours=2))
    assert recalls.step_words(late, NOW) == "Call from 11:40"
    assert recalls.step_words(Step("letter", NOW + timedelta(days=2)), NOW) == "Send a letter from 11/25"
    assert recalls.step_words(Step("review", NOW), NOW) == "Ask the provider"
