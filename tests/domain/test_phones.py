"""Telephone numbers."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import phones
from ma_desktop.domain.refusal import RuleBroken


@pytest.mark.parametrize(
    "typed",
    ["9375550142", "937-555-0142", "(937) 555-0142", "937.555.0142", "1 937 555 0142", "+1 (937) 555-0142"],
)
def test_read_and_shown(typed: str) -> None:
    assert phones.parse_phone(typed) == "9375550142" == phones.digits(typed)
    assert phones.show(typed) == "937-555-0142"


def test_from_abroad() -> None:
    assert phones.parse_phone("+44 20 7946 0958") == "+442079460958"
    assert phones.show("+44 20 7946 0958") == "+44 20 7946 0958"
    assert phones.show("0142") == "0142"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "555-0142",
        "137-555-0142",
        "937-155-0142",
        "93755501423",
        "call me",
        "937-555-0142 x5",
        "+1 2",
        "+44",
    ],
)
def test_refused(typed: str) -> None:
    with pytest.raises(RuleBroken):
        phones.parse_phone(typed)


@settings(derandomize=True)
@given(st.text("0123456789+-(). x", max_size=18))
def test_no_text_crashes(typed: str) -> None:
    phones.show(typed)
    with suppress(RuleBroken):
        assert phones.digits(phones.parse_phone(typed))
