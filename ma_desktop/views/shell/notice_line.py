"""One sentence at the top of a panel or dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.icons import icon
from ma_desktop.views.theme import retone

ICONS = {"danger": "alert", "warn": "alert", "ok": "check", "info": "info"}


class NoticeLine(QFrame):
    """Hidden until ``say``; ``tone``: danger, warn, ok or info, always with an icon beside the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeLine")
        self.setProperty("notice", "danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(8)
        self._icon = QLabel()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setIcon(icon("close", "muted", 14))
        close.setProperty("role", "quiet")
        close.setAccessibleName(_("Dismiss"))
        close.setToolTip(_("Dismiss (Esc)"))
        close.clicked.connect(self.clear)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def sentence(self) -> str:
        return "" if self.isHidden() else self.label.text()

    def say(self, sentence: str, tone: str = "danger") -> None:
        self.label.setText(sentence)
        self._icon.setPixmap(icon(ICONS.get(tone, "info"), tone).pixmap(16, 16))
        self.setAccessibleName(sentence)
        retone(self, notice=tone)
        self.show()

    def clear(self) -> None:
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
