"""Chips of the banner: whole at every width, and no reason for the window to grow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.views import theme
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.chip_rows import ChipRows

WORDS = ("Penicillin — hives", "Latex — rash", "Afraid of needles", "Hard of hearing, left")


@pytest.mark.parametrize(("width", "lines"), [(1200, 1), (330, 2), (60, 4)])
def test_no_chip_is_cut_at_any_width(qtbot: QtBot, qapp: QApplication, width: int, lines: int) -> None:
    theme.apply(qapp, "light")
    rows = ChipRows()
    qtbot.addWidget(rows)
    rows.set([Chip(text, "danger", "alert") for text in WORDS])
    rows.resize(width, 100)
    rows.show()
    qtbot.waitUntil(lambda: all(chip.isVisible() for chip in rows.chips))
    assert rows.minimumSizeHint().width() <= 0
    assert rows.sizePolicy().horizontalPolicy() is rows.sizePolicy().Policy.Ignored
    assert len({chip.y() for chip in rows.chips}) == lines
    for chip in rows.chips:
        assert chip.label.width() >= chip.label.fontMetrics().horizontalAdvance(chip.text())
        assert width < 200 or chip.geometry().right() <= width
