"""Birth dates in every spelling."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain.dates import birth_prefixes, parse_birth_date
from ma_desktop.domain.refusal import RuleBroken

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "typed",
    ["3/14/68", "03/14/1968", "3-14-68", "3.14.1968", "03141968", "031468", "1968-03-14", "1968/3/14", "19680314",
     "14 mar 1968", "14 March 1968", "March 14, 1968", "mar 14 68", "Mar. 14, 1968", "14-mar-1968", "14th march 1968",
     "march 14th, 1968", "14/3/1968", "14.03.68", "14031968", " 3/14/68 ", "14 marzo 1968", "1968 mar 14", "3 14 68"],
)  # fmt: skip
def test_spellings_of_one_day(typed: str) -> None:
    assert parse_birth_date(typed, TODAY) == date(1968, 3, 14)
    assert birth_prefixes(typed, TODAY) == ("19680314",)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5/6/07", date(2007, 5, 6)),
        ("3/14/26", date(2026, 3, 14)),
        ("12/25/26", date(1926, 12, 25)),
        ("11/23/26", date(2026, 11, 23)),
        ("11/24/26", date(1926, 11, 24)),
        ("2/29/24", date(2024, 2, 29)),
        ("4/5/1968", date(1968, 4, 5)),
        ("13/4/1968", date(1968, 4, 13)),
    ],
)
def test_centuries_and_order(typed: str, expected: date) -> None:
    assert parse_birth_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x", "1968", "3/14", "3/68", "13/13/1968", "2/30/1968", "2/29/2023", "0/0/00", "3/14/968", "3/14/19680",
     "3//68", "3/14/68/1", "٣/١٤/٦٨", "mar mar 1968", "march", "99999999", "3/14/2027", "11/24/2026", "1/1/1850",
     "-3/14/68x", "³/14/68"],
)  # fmt: skip
def test_refused(typed: str) -> None:
    with pytest.raises(RuleBroken):
        parse_birth_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("1968", "1968"), ("3/14", "%0314"), ("14/3", "%0314"), ("mar 14", "%0314"), ("14 mar", "%0314"),
        ("3/68", "196803"), ("3/1968", "196803"), ("1968-03", "196803"), ("mar 1968", "196803"), ("2/29", "%0229"),
        ("3/4", "%0304"), ("12/27", "%1227"),
    ],
)  # fmt: skip
def test_fragments_for_searching(typed: str, prefix: str) -> None:
    assert birth_prefixes(typed, TODAY) == (prefix,)


@pytest.mark.parametrize(
    "typed", ["", "dana", "10427", "0188", "3", "30/2", "13/68x", "3/", "555-0142", "1868", "may"]
)
def test_no_date(typed: str) -> None:
    assert birth_prefixes(typed, TODAY) == ()


@settings(derandomize=True, max_examples=300)
@given(st.dates(TODAY - timedelta(days=119 * 365), TODAY))
def test_common_spellings_read_back(day: date) -> None:
    for spelt in (
        day.strftime("%m/%d/%Y"),
        day.isoformat(),
        day.strftime("%d %b %Y"),
        day.strftime("%m%d%Y"),
    ):
        assert parse_birth_date(spelt, TODAY) == day


@settings(derandomize=True, max_examples=500)
@given(st.text(max_size=14) | st.text("0123456789/-. marj'", max_size=14))
def test_no_text_crashes(typed: str) -> None:
    birth_prefixes(typed, TODAY)
    with suppress(RuleBroken):
        assert parse_birth_date(typed, TODAY) <= TODAY
