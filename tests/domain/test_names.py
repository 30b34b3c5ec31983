"""Names folded, shown, and nearly right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import names


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("García-López", "garcia lopez"), ("O'Brien", "obrien"), ("O’Brien", "obrien"), ("de la Cruz", "de la cruz"),
        ("Nguyễn", "nguyen"), ("Đặng", "dang"), ("Søren", "soren"), ("Łukasz", "lukasz"), ("Æsa", "aesa"),
        ("STRAßE", "strasse"), ("St. John", "st john"), ("  Ana   María ", "ana maria"), ("", ""), ("...", ""),
    ],
)  # fmt: skip
def test_fold(name: str, folded: str) -> None:
    assert names.fold(name) == folded


def test_words_to_be_found_under() -> None:
    assert names.index_words("García-López") == ("garcia", "lopez", "garcialopez")
    assert names.index_words("O'Brien", "Dana") == ("obrien", "dana", "brien")
    assert names.index_words("de la Cruz") == ("de", "la", "cruz", "delacruz")
    assert names.tokens("Dana Dana", "Whitfield") == ("dana", "whitfield")


def test_shown() -> None:
    assert names.display("Whitfield", "Dana") == "Whitfield, Dana"
    assert names.display("King", "Martin", "Jr.") == "King Jr., Martin"
    assert names.display("Prince") == "Prince"
    assert names.initials("Whitfield", "Dana") == "DW"
    assert names.initials("", "") == "?"


def test_particles_sort_with_the_family_name() -> None:
    people = [("de la Cruz", "A"), ("Dell", "B"), ("Delacroix", "C"), ("D'Angelo", "D")]
    assert [given_name for _family, given_name in sorted(people, key=lambda p: names.sort_key(*p))] == list(
        "DCAB"
    )


def test_the_band_stays_and_uses_all_colors() -> None:
    assert names.band("10427") == names.band("10427")
    assert {names.band(str(number)) for number in range(10001, 10101)} == set(range(names.BANDS))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("whitfield", "whitfeild", True), ("whitfield", "witfield", True), ("whitfield", "whitefeld", True),
        ("dana", "dane", True), ("dana", "dan", True), ("ana", "eva", False), ("lee", "leo", False),
        ("smith", "schmidt", False), ("whitfield", "winfrey", False),
    ],
)  # fmt: skip
def test_nearly(one: str, other: str, near: bool) -> None:
    assert names.nearly(one, other) is near


@settings(derandomize=True)
@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert names.fold(names.fold(name)) == names.fold(name)
    names.index_words(name)
    names.initials(name)
