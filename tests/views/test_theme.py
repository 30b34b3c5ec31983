"""What the style sheet promises of every theme."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from ma_desktop.paths import resource
from ma_desktop.views import theme
from ma_desktop.views.tokens import THEMES, contrast


@pytest.mark.parametrize("name", THEMES)
def test_a_choice_shows_an_arrow_that_can_be_seen(qtbot, qapp: QApplication, name: str) -> None:
    box = QComboBox()
    box.addItem("Dr. Ito")
    qtbot.addWidget(box)
    box.resize(160, 32)
    theme.apply(qapp, name)
    try:
        box.show()
        picture = box.grab().toImage()
    finally:
        theme.apply(qapp, "light")
    right = {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width() - 24, picture.width() - 4)
        for y in range(8, picture.height() - 8)
    }
    assert max(contrast(shade, THEMES[name].sunken) for shade in right) >= 3


def test_each_theme_has_an_arrow_of_its_own_color() -> None:
    for name, tokens in THEMES.items():
        source = resource("icons", f"arrow-{name}.svg").read_text(encoding="utf-8")
        assert f'fill="{tokens.muted}"' in source
        tick = resource("icons", f"tick-{name}.svg").read_text(encoding="utf-8")
        assert f'fill="{tokens.on_accent}"' in tick
