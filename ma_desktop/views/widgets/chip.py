"""A word on a weak ground: a state, an allergy, a need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap


class Chip(QWidget):
    """``tone``: a tone of the tokens or ``muted``; the word always says what the color says."""

    def __init__(self, text: str, tone: str = "muted", icon: str = "") -> None:
        super().__init__()
        self._tone, self._icon = tone, icon
        self.setObjectName("chip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(7 if icon else 0, 0, 0, 0)
        row.setSpacing(0)
        self._picture = QLabel()
        if not icon:
            self._picture.hide()
        self.label = QLabel(text)
        self.label.setProperty("beside", bool(icon))
        row.addWidget(self._picture)
        row.addWidget(self.label)
        theme.current.changed.connect(self._retint)
        self._retint()

    def set(self, text: str, tone: str | None = None) -> None:
        self.label.setText(text)
        if tone is not None and tone != self._tone:
            self._tone = tone
            self._retint()

    def text(self) -> str:
        return self.label.text()

    def _retint(self) -> None:
        if self._icon:
            self._picture.setPixmap(pixmap(self._icon, self._tone, 14))
        self.setStyleSheet(
            f"QWidget#chip {{ background: {theme.tokens().weak(self._tone)}; border-radius: 4px; }}"
        )
        theme.retone(self.label, chip=self._tone)
