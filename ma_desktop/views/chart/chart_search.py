"""The search line of a tab: arrow down goes into the list, Esc clears before it leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class ChartSearch(QLineEdit):
    """``words`` stands in it while it is empty; ``to_list`` gives the keyboard to what it found."""

    def __init__(self, words: str, to_list: Callable[[], object]) -> None:
        super().__init__()
        self._to_list = to_list
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)

    def take_keyboard(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._to_list()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
