"""What a page keeps back until the provider releases it."""

from __future__ import annotations

import pytest

from ma_desktop.domain.sensitive import is_sensitive


@pytest.mark.parametrize(
    "words",
    [
        "Victim of intimate partner abuse (finding)", "Has a criminal record (finding)", "Homeless (finding)",
        "Housing unsatisfactory", "Received certificate of high school; Social isolation (finding)",
        "Reports of violence in the environment (finding)", "Served in prison", "Unemployed (finding)",
        "Refugee (person)", "Unhealthy alcohol drinking behavior (finding)", "Misuses drugs (finding)",
        "Raped at 19", "History of arrest", "Self-harm", "Child neglect", "Suicidal ideation",
    ],
)  # fmt: skip
def test_social_abuse_and_legal_words_are_sensitive(words: str) -> None:
    assert is_sensitive(words)
    assert is_sensitive(words.upper())


@pytest.mark.parametrize(
    "words",
    [
        "Essential (primary) hypertension", "Other long term (current) drug therapy", "Therapeutic drug monitoring",
        "Cardiac arrest", "Respiratory arrest", "Cardiopulmonary arrest", "Grapefruit allergy", "Isolated systolic hypertension",
        "Illegible", "Battery replacement of pacemaker", "",
    ],
)  # fmt: skip
def test_medical_words_are_not(words: str) -> None:
    assert not is_sensitive(words)


@pytest.mark.parametrize(
    "code",
    ["Z59.00", "Z5900", "Z65.1", "Z69.11", "T74.11XA", "T7611XA", "Y07.01", "X92.XXXA", "Z91.410", "Z04.41", "O9A.311", "z56"],
)  # fmt: skip
def test_the_codes_for_them_are_sensitive(code: str) -> None:
    assert is_sensitive(code=code)


@pytest.mark.parametrize(
    "code", ["I10", "Z23", "Z79.899", "T75.0", "Z66", "Z68.1", "Y83.1", "O9A.111", "Z91.430", ""]
)
def test_neighboring_codes_are_not(code: str) -> None:
    assert not is_sensitive(code=code)
