"""The appointment book under mouse and keys."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from ma_desktop.views.widgets.day_canvas import SNAP, STEP, DayCanvas
from ma_desktop.views.widgets.day_layout import DayBlock

#: Pixels at an edge of a block that take hold of its beginning or end.
EDGE = 5
_KEY = Qt.Key


class DayView(DayCanvas):
    """Arrow keys walk through the blocks, Enter opens, a drag moves, a drag of an edge lengthens, a double click on a gap books.

    Ctrl+arrows move the gap that the keyboard is in, Enter books there; Shift+Up and Shift+Down change the chosen block's length.
    """

    chosen = Signal(int)
    opened = Signal(int)
    moved = Signal(int, object, int)
    resized = Signal(int, object, int)
    asked = Signal(object, int)
    #: Let go outside: id and the place on the screen.
    dropped = Signal(int, object)
    #: Whether an appointment is being carried, and so the pin board may be wanted.
    carrying = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._grabbed = QPoint()
        self._edge = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # -- mouse --------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.axis is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        block = self._at(at)
        if block is None:
            self.put_cursor_at(at.toPoint())
            return
        self.cursor_at = None
        self.select(block.id)
        if block.movable:
            self._drag, self._grabbed, self._edge = block, at.toPoint(), self._edge_at(block, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._drag is None:
            self._show_edge(at)
            return
        by = at - QPointF(self._grabbed)
        if self._ghost is None and abs(by.x()) + abs(by.y()) < 8:
            return
        if self._ghost is None and not self._edge:
            self.carrying.emit(True)
        self._carry_to(self._where(self._drag, at, by.y()))

    def _where(self, block: DayBlock, at: QPointF, by: float) -> tuple[datetime, int, int]:
        """Start, minutes and column that the drag means."""
        assert self.axis is not None
        if not self._edge:
            column = self.column_at(at.x())
            return self.time_at(self._y(block.start, block.column) + by, column), block.minutes, column
        change = round(by / self._hour() * 60 / SNAP) * SNAP
        if self._edge == "end":
            return block.start, max(block.minutes + change, SNAP), block.column
        change = min(change, block.minutes - SNAP)
        start = self.axis.moment(self.axis.minutes(block.start, block.column) + change, block.column)
        return start, block.minutes - change, block.column

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        block, ghost, edge = self._drag, self._ghost, self._edge
        self.let_go()
        if block is None or ghost is None:
            return
        start, minutes, column = ghost
        if not edge and not self.visibleRegion().boundingRect().contains(event.position().toPoint()):
            self.dropped.emit(block.id, event.globalPosition().toPoint())
            return
        if edge and (minutes != block.minutes or start != block.start):
            self.resized.emit(block.id, start, minutes)
        elif not edge and (start != block.start or column != block.column):
            self.moved.emit(block.id, start, column)

    def let_go(self) -> None:
        """Nothing is dragged any more."""
        if self._ghost is not None:
            self.carrying.emit(False)
        self._drag = self._ghost = None
        self._edge = ""
        self.update()

    def carry(self, block: DayBlock | None, where: QPoint) -> tuple[datetime, int] | None:
        """Something from outside is held over the book at the screen's ``where``; answers time and column, if it is over it."""
        at = QPointF(self.mapFromGlobal(where))
        seen = self.visibleRegion().boundingRect()
        if block is None or self.axis is None or not seen.contains(at.toPoint()):
            self.let_go()
            return None
        column = self.column_at(at.x())
        start = self.time_at(at.y(), column)
        self._drag = block
        self._carry_to((start, block.minutes, column))
        return start, column

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.axis is None:
            return
        block, column = self._at(event.position()), self.column_at(event.position().x())
        if block is not None:
            self.opened.emit(block.id)
        else:
            self.asked.emit(self.time_at(event.position().y(), column), column)

    def _edge_at(self, block: DayBlock, at: QPointF) -> str:
        rect = self.rect_of(block)
        if rect.bottom() - at.y() <= EDGE:
            return "end"
        return "begin" if at.y() - rect.top() <= EDGE - 2 else ""

    def _show_edge(self, at: QPointF) -> None:
        block = self._at(at)
        edge = self._edge_at(block, at) if block is not None and block.movable else ""
        self.setCursor(Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.ArrowCursor)

    # -- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = _KEY(event.key()), event.modifiers()
        arrows = {_KEY.Key_Down: (0, 1), _KEY.Key_Right: (1, 0), _KEY.Key_Up: (0, -1), _KEY.Key_Left: (-1, 0)}
        if key in arrows and held & Qt.KeyboardModifier.ControlModifier:
            self._move_cursor(*arrows[key])
        elif key in (_KEY.Key_Up, _KEY.Key_Down) and held & Qt.KeyboardModifier.ShiftModifier:
            self._lengthen(SNAP if key == _KEY.Key_Down else -SNAP)
        elif key in arrows and self.blocks:
            self._walk(sum(arrows[key]))
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and self.cursor_at is not None:
            self.asked.emit(*self.cursor_at)
        elif key in (_KEY.Key_Return, _KEY.Key_Enter) and self.selected is not None:
            self.opened.emit(self.selected)
        elif key == _KEY.Key_Escape and (self._drag or self.cursor_at):
            self.cursor_at = None
            self.let_go()
        else:
            super().keyPressEvent(event)

    def _walk(self, step: int) -> None:
        self.cursor_at = None
        ids = [b.id for b in sorted(self.blocks, key=lambda b: (b.start, b.column))]
        here = ids.index(self.selected) + step if self.selected in ids else 0
        self.select(ids[here % len(ids)])

    def _lengthen(self, by: int) -> None:
        block = next((b for b in self.blocks if b.id == self.selected and b.movable), None)
        if block is not None and block.minutes + by >= SNAP:
            self.resized.emit(block.id, block.start, block.minutes + by)

    def _move_cursor(self, across: int, down: int) -> None:
        if self.axis is None:
            return
        if self.cursor_at is None:
            column = self._today()
            start = self.now or self.axis.moment(self.axis.office_hours()[0] * 60, column)
            minutes = self.axis.minutes(start, column) // STEP * STEP
        else:
            start, column = self.cursor_at
            minutes = self.axis.minutes(start, column) // STEP * STEP + down * STEP
            column = (column + across) % len(self.columns)
        low, high = self.first_hour * 60, self.last_hour * 60 - STEP
        self.put_cursor(self.axis.moment(min(max(minutes, low), high), column), column)

    def put_cursor_at(self, where: QPoint) -> None:
        """The gap under a place of the book."""
        if self.axis is not None and where.x() > self._gutter():
            column = self.column_at(where.x())
            self.put_cursor(self.time_at(where.y() - self._hour() / 60 * SNAP / 2, column), column)

    def put_cursor(self, start: datetime, column: int) -> None:
        self.cursor_at = (start, column)
        self.setAccessibleDescription(f"{self.columns[column].title} {start:%H:%M}")
        self.update()

    def cursor_y(self) -> int | None:
        """Where the keyboard's gap is, for scrolling to it."""
        return None if self.cursor_at is None else round(self._y(self.cursor_at[0], self.cursor_at[1]))

    # -- choosing -----------------------------------------------------------------------------------------

    def select(self, block_id: int) -> None:
        self.selected = block_id
        self.chosen.emit(block_id)
        self.update()

    def mark(self, block_id: int | None) -> None:
        """Shows which block is meant without announcing a choice."""
        self.selected = block_id
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            block = self._at(QPointF(event.pos()))
            shade = None if block is not None else self.shade_at(QPointF(event.pos()))
            if block is not None and block.tip:
                QToolTip.showText(event.globalPos(), block.tip, self, self.rect_of(block).toRect())
            elif shade is not None and shade.label:
                until = shade.end
                words = f"{shade.label} {shade.detail}".strip() + f" · {shade.start:%H:%M}–{until:%H:%M}"
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
