"""Chips side by side, on the next line where they do not fit: none is ever cut, and they never widen the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ma_desktop.views.widgets.chip import Chip

_GAP, _BETWEEN = 8, 4


class ChipRows(QWidget):
    """Places its chips by hand: a layout would ask for the width of a whole line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chips: list[Chip] = []

    def set(self, chips: Sequence[Chip]) -> None:
        for chip in self.chips:
            chip.hide()
            chip.setParent(None)
            chip.deleteLater()
        self.chips = list(chips)
        for chip in self.chips:
            chip.setParent(self)
            chip.show()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        """In their order, from the left; a chip wider than the whole line has a line of its own."""
        across, down, tallest = 0, 0, 0
        for chip in self.chips:
            chip.ensurePolished()
            chip.label.ensurePolished()
            hint = chip.sizeHint()
            if across and across + hint.width() > self.width():
                across, down, tallest = 0, down + tallest + _BETWEEN, 0
            chip.setGeometry(across, down, hint.width(), hint.height())
            across += hint.width() + _GAP
            tallest = max(tallest, hint.height())
        if self.minimumHeight() != down + tallest:
            self.setFixedHeight(down + tallest)
