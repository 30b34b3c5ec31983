"""The look that is already there is not put on again: styling every widget anew takes longer than opening the window."""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

from ma_desktop.views import theme


def test_the_same_look_again_changes_nothing(qtbot: QtBot, qapp: Any) -> None:
    theme.apply(qapp, "dark", 1.25)
    told: list[bool] = []
    theme.current.changed.connect(lambda: told.append(True))
    theme.apply(qapp, "dark", 1.25)
    assert told == []
    theme.apply(qapp, "light", 1.25)
    assert told == [True]
    theme.apply(qapp, "light")
    assert told == [True, True]
    assert theme.current.scale == 1.0
    assert str(theme.tokens().panel) in qapp.styleSheet()
