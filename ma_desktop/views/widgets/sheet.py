"""The scrolled body of a panel that lays itself out by its width."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea


class Sheet(QScrollArea):
    """Tells how wide it is; in large text on a small screen it also scrolls sideways rather than cutting fields."""

    def __init__(self, fit: Callable[[int], None]) -> None:
        super().__init__()
        self._fit = fit
        self.setWidgetResizable(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.viewport().width())
