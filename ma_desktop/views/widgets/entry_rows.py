"""Lines of a list that somebody goes through by keys: arrows move, a letter or Enter acts on the line that has the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ma_desktop.views import theme
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import button, label


@dataclass(frozen=True, slots=True)
class RowAction:
    """``key``: what acts while a line has the keyboard; ``keyed``: how that key is written in menu and hint."""

    name: str
    title: str
    key: Qt.Key
    keyed: str


@dataclass(frozen=True, slots=True)
class Row:
    """``chips``: words with their tone. ``tone``: of the first line. ``without``: actions that make no sense here."""

    key: Any
    what: str
    detail: str = ""
    chips: tuple[tuple[str, str], ...] = ()
    tone: str = ""
    without: frozenset[str] = frozenset()


class EntryRow(QFrame):
    """One line; letters act only here, never in a text field."""

    def __init__(self, rows: EntryRows) -> None:
        super().__init__()
        self.rows = rows
        self.data = Row("", "")
        self.setObjectName("entryRow")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        across = QHBoxLayout(self)
        across.setContentsMargins(6, 2, 2, 2)
        across.setSpacing(6)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.what, self.detail = label("", wrap=True), label("", "caption", wrap=True)
        column.addWidget(self.what)
        column.addWidget(self.detail)
        across.addLayout(column, 1)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(4)
        across.addLayout(self.chips)
        self.more = button("⋯", "bare")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(lambda: self.menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        across.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, data: Row) -> None:
        self.data = data
        self.what.setText(data.what)
        if self.what.property("tone") != data.tone:
            theme.retone(self.what, tone=data.tone)
        self.detail.setText(data.detail)
        self.detail.setVisible(bool(data.detail))
        while (item := self.chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words, tone in data.chips:
            self.chips.addWidget(Chip(words, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        spoken = ", ".join([data.what, data.detail, *(words for words, _tone in data.chips)])
        self.setAccessibleName(spoken.strip(", "))
        self.more.setAccessibleName(data.what)

    def act(self, name: str) -> None:
        if name not in self.data.without:
            self.rows.acted.emit(name, self.data.key)

    def menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for action in self.rows.actions:
            if action.name not in self.data.without:
                entry = menu.addAction(f"{action.title}\t{action.keyed}")
                entry.triggered.connect(lambda _on=False, name=action.name: self.act(name))
        menu.popup(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
        action = next((each for each in self.rows.actions if each.key == key), None)
        if plain and action is not None:
            if not event.isAutoRepeat():
                self.act(action.name)
        elif plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.rows.step(self, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu(event.globalPos())

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.act(self.rows.actions[0].name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.rows.hint.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.rows.hint.setVisible(self.rows.always)


class EntryRows(QWidget):
    """``acted(name, key)``: what was done with which line. The first action is also Enter's and the double click's.

    ``always``: the keys stand below the list all the time, else only while it has the keyboard. ``columns``: lines beside each other.
    """

    acted = Signal(str, object)

    def __init__(
        self, name: str, actions: Sequence[RowAction], *, always: bool = False, columns: int = 1
    ) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.actions, self.always = tuple(actions), always
        self.setAccessibleName(name)
        self._made: list[EntryRow] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.lines = QGridLayout()
        self.lines.setSpacing(0)
        self.lines.setHorizontalSpacing(8)
        self._columns = columns
        for column in range(columns):
            self.lines.setColumnStretch(column, 1)
        self.column.addLayout(self.lines)
        keys = " · ".join(f"{action.keyed} {action.title.rstrip('…').lower()}" for action in self.actions)
        self.hint = label(keys, "caption", wrap=True)
        self.hint.setVisible(always)
        self.hint.setContentsMargins(0, theme.px(4), 0, 0)
        self.column.addWidget(self.hint)

    @property
    def shown(self) -> list[EntryRow]:
        return [row for row in self._made if not row.isHidden()]

    def set(self, rows: Sequence[Row]) -> None:
        """Lines are kept from one list to the next; the keyboard stays on the entry it was on, else on its place."""
        here = next((n for n, row in enumerate(self.shown) if row.hasFocus()), None)
        was = self.shown[here].data.key if here is not None else None
        while len(self._made) < len(rows):
            row = EntryRow(self)
            place = len(self._made)
            self._made.append(row)
            self.lines.addWidget(row, place // self._columns, place % self._columns)
        for row, data in zip(self._made, rows, strict=False):
            row.say(data)
            row.show()
        for row in self._made[len(rows) :]:
            row.hide()
        self.hint.setVisible(self.always and bool(rows))
        if here is not None and rows:
            place = next((n for n, data in enumerate(rows) if data.key == was), min(here, len(rows) - 1))
            self._made[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, row: EntryRow, by: int) -> None:
        shown = self.shown
        place = shown.index(row) + by
        if 0 <= place < len(shown):
            shown[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif by > 0:
            self.focusNextChild()
        else:
            self.focusPreviousChild()
