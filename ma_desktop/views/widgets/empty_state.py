"""What stands where there is nothing: one sentence and the one action that fills it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ma_desktop.views.widgets.labels import button, label


class EmptyState(QWidget):
    def __init__(self, sentence: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 24)
        self.words = label(sentence, "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self.words)
        if action and run is not None:
            press = button(action)
            press.clicked.connect(lambda: run())
            column.addWidget(press, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(2)

    def say(self, sentence: str) -> None:
        self.words.setText(sentence)
