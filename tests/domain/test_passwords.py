"""Passwords that are refused, and why; and passwords that are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import passwords
from ma_desktop.domain.refusal import RuleBroken

NAMES = ("ada.r", "Ada Reyes", "Mill Brook Clinic")


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("", "12 characters"), ("short", "12 characters"), ("elevenchars", "12 characters"),
        ("x" * 257, "256"), (" " * 14, "Spaces"), ("aaaaaaaaaaaa", "Too few"), ("ababababababab", "Too few"),
        ("abcdeabcdeabcde", "Too few"), ("123456789012", "row"), ("qwertyuiop12", "row"), ("abcdefghijkl", "row"),
        ("zyxwvutsrqpo", "row"), ("password1234", "first passwords"), ("Password2026!", "first passwords"),
        ("P@ssw0rd2026!", "first passwords"), ("Winter2026!!", "first passwords"), ("welcomewelcome", "first passwords"),
        ("sunshine dragon", "first passwords"), ("password password 2026", "first passwords"),
        ("MillBrookClinic1", "name of the practice"),
        ("mill-brook-clinic", "name of the practice"), ("AdaReyes2026", "name of the practice"),
    ],
)  # fmt: skip
def test_refused_with_a_sentence(password: str, word: str) -> None:
    sentence = passwords.problem(password, not_in=NAMES)
    assert word in sentence
    with pytest.raises(RuleBroken) as refusal:
        passwords.check(password, not_in=NAMES)
    assert refusal.value.sentence == sentence


@pytest.mark.parametrize(
    "password",
    ["violet drum sandal quick", "9x!kQ2#vLm7z", "пароль секрет дом", "no rule about digits", "alllowercaseletters",
     "Mill Brook Clinic has a green door", "   padded with spaces   ", "zażółć gęślą jaźń",
     "winter practice 2026", "Ada Reyes sings low"],
)  # fmt: skip
def test_good(password: str) -> None:
    assert passwords.problem(password, not_in=NAMES) == ""
    passwords.check(password, not_in=NAMES)


@settings(derandomize=True, max_examples=200)
@given(st.text(max_size=40))
def test_no_text_crashes_and_short_is_never_good(password: str) -> None:
    if len(password) < passwords.SHORTEST:
        # Compatibility forms may be longer than what was typed, so only plain text is certain.
        assert passwords.problem(password) or not password.isascii()
    else:
        passwords.problem(password)
