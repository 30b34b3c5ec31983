"""Settings: declared once, read from what is typed."""

from __future__ import annotations

import pytest

from ma_desktop.domain import settings
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.settings import Declared


def test_every_setting_is_declared_whole() -> None:
    assert len(settings.BY_KEY) == len(settings.ALL)
    for declared in settings.ALL:
        assert declared.title
        assert declared.sentence.endswith(".")
        assert declared.read(declared.shown(declared.default)) == declared.default


@pytest.mark.parametrize("typed", ["", "x", "-1", "1.5", "241", "0"])
def test_a_number_out_of_bounds_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="from 1 to 240"):
        settings.BY_KEY["flow.arrived.amber"].read(typed)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [("yes-no", "yes", True), ("yes-no", "no", False), ("choice", "a", "a"), ("text", " words ", "words")],
)
def test_other_kinds_are_read(kind: str, typed: str, value: object) -> None:
    declared = Declared("k", "g", "Title", "Sentence.", "", kind=kind, choices={"a": "A"})
    assert declared.read(typed) == value


@pytest.mark.parametrize(("kind", "typed"), [("yes-no", "perhaps"), ("choice", "b"), ("ticks", "a; b")])
def test_other_kinds_refuse(kind: str, typed: str) -> None:
    with pytest.raises(RuleBroken):
        Declared("k", "g", "Title", "Sentence.", "", kind=kind, choices={"a": "A"}).read(typed)


def test_amber_comes_before_red() -> None:
    for key, declared in settings.BY_KEY.items():
        if key.endswith(".amber"):
            assert declared.default < settings.BY_KEY[key.replace(".amber", ".red")].default
