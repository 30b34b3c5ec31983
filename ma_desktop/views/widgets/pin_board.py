"""The strip on which appointments lie on their way to another day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.widgets.labels import button, label


@dataclass(frozen=True, slots=True)
class Pin:
    """``copy``: a new booking is made of it; else it is moved."""

    appointment_id: int
    name: str
    words: str
    minutes: int
    copy: bool = False


class PinBoard(QWidget):
    """Hidden while it is empty. Drag a pin onto the book, or choose it and press Ctrl+V there; × takes it down."""

    carried = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    taken_down = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.pins: tuple[Pin, ...] = ()
        self.current: Pin | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self.title = label("", "caption", wrap=True)
        self.title.setMinimumHeight(theme.px(24))
        column.addWidget(self.title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        self._shown: list[_PinRow] = []
        self.setAccessibleName(_("Pin board"))
        self.hide()

    def set(self, pins: Sequence[Pin]) -> None:
        if tuple(pins) == self.pins:
            return
        self.pins = tuple(pins)
        kept = self.current.appointment_id if self.current else None
        self.current = next((p for p in self.pins if p.appointment_id == kept), next(iter(self.pins), None))
        for row in self._shown:
            row.hide()  # else its queued first show makes it a window for a moment
            row.setParent(None)
            row.deleteLater()
        self._shown = [_PinRow(self, pin) for pin in self.pins]
        for row in self._shown:
            self._rows.addWidget(row)
        self.title.setText(_("Pin board: drag onto a time, or Ctrl+V there"))
        self.setVisible(bool(self.pins))
        self._mark()

    def offer(self, on: bool) -> None:
        """While something is carried the board shows itself, also an empty one."""
        self.title.setText(
            _("Let go here to keep it for another day")
            if on
            else _("Pin board: drag onto a time, or Ctrl+V there")
        )
        self.setVisible(on or bool(self.pins))

    def choose(self, pin: Pin) -> None:
        self.current = pin
        self._mark()
        self.chosen.emit(pin)

    def _mark(self) -> None:
        for row in self._shown:
            row.mark(len(self.pins) > 1 and row.pin == self.current)

    def rows(self) -> tuple[_PinRow, ...]:
        return tuple(self._shown)


class _PinRow(QWidget):
    def __init__(self, board: PinBoard, pin: Pin) -> None:
        super().__init__(board)
        self.board, self.pin = board, pin
        self._pressed: QPoint | None = None
        self._dragging = False
        self.setProperty("role", "pin")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 2, 2)
        row.setSpacing(8)
        self.name = QLabel(pin.name + (_(" (copy)") if pin.copy else ""))
        self.name.setProperty("role", "strong")
        row.addWidget(self.name)
        row.addWidget(label(pin.words, "caption", wrap=False), 1)
        self.off: QPushButton = button(
            "", "bare", "close", tip=_("Take it down: the appointment stays where it is")
        )
        self.off.clicked.connect(lambda: board.taken_down.emit(self.pin))
        row.addWidget(self.off)
        self.setAccessibleName(f"{pin.name}, {pin.words}")

    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(30))

    def mark(self, on: bool) -> None:
        self.setProperty("chosen", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragging = event.position().toPoint(), False
            self.board.choose(self.pin)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        self._dragging = self._dragging or (event.position().toPoint() - self._pressed).manhattanLength() >= 8
        if self._dragging:
            self.board.carried.emit(self.pin, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.board.dropped.emit(self.pin, event.globalPosition().toPoint())
        self._pressed, self._dragging = None, False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.board.choose(self.pin)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.board.taken_down.emit(self.pin)
        else:
            super().keyPressEvent(event)
