"""The banner cuts nothing, however narrow its column and however large the text."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ma_desktop.views import theme
from ma_desktop.views.widgets.banner import Banner, BannerData, ChipData

WHO = BannerData(
    "Whitfield, Dana", "DW", 1, "“Dee” · she/her", "F · 58 y · born 03/14/1968 · #10301",
    (ChipData("Penicillin — hives", "danger", "alert"), ChipData("Hard of hearing, left", "info", "ear")),
    "Blue Shield PPO · not verified today", "Copay $25.00 due · balance $0.00",
)  # fmt: skip


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [430, 560, 700, 1000, 1600])
def test_every_fact_is_shown_whole(qtbot: QtBot, qapp: QApplication, width: int, scale: float) -> None:
    theme.apply(qapp, "light", scale)
    try:
        banner = Banner()
        qtbot.addWidget(banner)
        banner.set(WHO)
        banner.resize(round(width * max(1.0, scale * 0.8)), 200)
        banner.show()
        qapp.processEvents()
        for part in (banner.name, banner.nickname, banner.facts, banner.coverage, banner.money):
            assert isinstance(part, QLabel)
            assert part.width() >= part.fontMetrics().horizontalAdvance(part.text()), part.text()
            assert banner.rect().contains(part.geometry())
    finally:
        theme.apply(qapp, "light")
