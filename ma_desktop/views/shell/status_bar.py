"""The status bar: words, not lights."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from ma_desktop.i18n import _
from ma_desktop.views.icons import icon
from ma_desktop.views.shell.ports import StatusWord
from ma_desktop.views.theme import retone
from ma_desktop.views.workbench import Workbench

#: Milliseconds a passing sentence stands.
PASSING = 8000


class StatusBar(QFrame):
    """Left: line, outbox, backup, log. Middle: what was just done. Right: draft saved, time to the lock."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self.bench = bench
        self.setFixedHeight(26)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 14, 0)
        row.setSpacing(18)
        self._row = QHBoxLayout()
        self._row.setSpacing(18)
        row.addLayout(self._row)
        self.passing = QLabel()
        self.passing.setObjectName("passing")
        row.addWidget(self.passing, 1)
        self.draft = QLabel()
        self.lock = QLabel()
        for label in (self.draft, self.lock):
            label.setProperty("role", "caption")
            row.addWidget(label)
        self.words: Sequence[StatusWord] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.passing.clear)
        bench.draft_saved.connect(self.draft_saved)
        bench.privacy_changed.connect(self.passing.clear)

    def show_words(self, words: Sequence[StatusWord]) -> None:
        self.words = words
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # else its queued first show makes it a window for a moment
                widget.setParent(None)
                widget.deleteLater()
        full = self.width() >= 1200
        for word in words:
            button = QPushButton(word.text if full or not word.short else word.short)
            button.setObjectName("statusWord")
            button.setToolTip(word.text)
            button.setProperty("tone", word.tone)
            if word.icon:
                button.setIcon(icon(word.icon, word.tone))
            if word.command:
                button.clicked.connect(lambda _on=False, name=word.command: self.bench.commands.run(name))
            self._row.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() >= 1200) != (event.oldSize().width() >= 1200) and self.words:
            self.show_words(self.words)

    def say(self, sentence: str, tone: str = "ok") -> None:
        self.passing.setText(sentence)
        retone(self.passing, tone=tone)
        self._timer.start(PASSING)

    def draft_saved(self, kept: object) -> None:
        now: datetime = self.bench.desk.clock()
        self.draft.setText(_("Draft saved {time}").format(time=f"{now:%H:%M}") if kept else "")

    def show_remaining(self, seconds: int) -> None:
        self.lock.setText(
            _("locks in {minutes}:{seconds:02d}").format(minutes=seconds // 60, seconds=seconds % 60)
        )

    def clear(self) -> None:
        """Before the lock: nothing about anybody stays on the screen."""
        self.passing.clear()
        self.draft.clear()
