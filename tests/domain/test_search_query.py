"""What is typed into Find patient."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain.search_query import SearchQuery, search_query

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("dana wh", SearchQuery(words=("dana", "wh"))),
        ("Dee", SearchQuery(words=("dee",))),
        ("whit 3/14", SearchQuery(words=("whit",), births=("%0314",))),
        ("3/14 whit", SearchQuery(words=("whit",), births=("%0314",))),
        ("whit march 14", SearchQuery(words=("whit",), births=("%0314",))),
        ("14 mar 1968 dana", SearchQuery(words=("dana",), births=("19680314",))),
        ("mar 14 '68", SearchQuery(births=("19680314",))),
        ("0188", SearchQuery(numbers=("0188",))),
        ("10427", SearchQuery(numbers=("10427",))),
        ("#10427", SearchQuery(numbers=("10427",))),
        ("1968", SearchQuery(numbers=("1968",))),
        ("dana 1968", SearchQuery(words=("dana",), births=("1968",))),
        ("dana 0188", SearchQuery(words=("dana",), numbers=("0188",))),
        ("03141968", SearchQuery(births=("19680314",))),
        ("3/14/68", SearchQuery(births=("19680314",))),
        ("937-555-0188", SearchQuery(numbers=("9375550188",))),
        ("(937) 555-0188", SearchQuery(numbers=("9375550188",))),
        ("555-0188", SearchQuery(numbers=("5550188",))),
        ("Whitfield, Dana 3/14/1968", SearchQuery(words=("whitfield", "dana"), births=("19680314",))),
        ("García-López", SearchQuery(words=("garcia", "lopez"))),
        ("O'Brien", SearchQuery(words=("obrien",))),
        ("june carter", SearchQuery(words=("june", "carter"))),
        ("may 10427", SearchQuery(words=("may",), numbers=("10427",))),
        ("", SearchQuery()),
    ],
)
def test_taken_apart(typed: str, expected: SearchQuery) -> None:
    assert search_query(typed, TODAY) == expected


def test_nothing_typed_is_false() -> None:
    assert not search_query("  ", TODAY)
    assert search_query("d", TODAY)


@settings(derandomize=True, max_examples=500)
@given(st.text(max_size=20) | st.text("0123456789/-. ma'r#()", max_size=20))
def test_no_text_crashes(typed: str) -> None:
    search_query(typed, TODAY)
