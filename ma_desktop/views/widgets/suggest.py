"""A field that offers what it found below it: Down goes into the list, Enter takes, Esc closes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from ma_desktop.views import theme


class FoundList(QListWidget):
    """Shared by the fields of one form; ``taken`` brings what the row stands for."""

    taken = Signal(object)
    given_up = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hide()
        self.itemActivated.connect(self._take)
        self.itemClicked.connect(self._take)

    def offer(self, rows: Sequence[tuple[str, Any]]) -> None:
        """``rows``: (words, value); none hides the list."""
        self.clear()
        for words, value in rows:
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.UserRole, value)
            self.addItem(item)
        self.setFixedHeight(min(len(rows), 6) * theme.px(28) + 6)
        self.setVisible(bool(rows))
        if rows:
            self.setCurrentRow(0)

    def _take(self, item: QListWidgetItem) -> None:
        if not self.isHidden():
            self.hide()
            self.taken.emit(item.data(Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self._take(self.currentItem())
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.currentRow() == 0):
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class SuggestField(QLineEdit):
    """``wanted`` asks for suggestions (after 120 ms of rest, or at once); ``entered`` is Enter in the field."""

    wanted = Signal(str)
    entered = Signal()
    into_list = Signal()
    escaped = Signal()
    entered_field = Signal()

    def __init__(self, hint: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(120)
        self._rest.timeout.connect(lambda: self.wanted.emit(self.text()))
        self.textEdited.connect(lambda _text: self._rest.start())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.entered_field.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._rest.stop()
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.into_list.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
