"""The appointment book: one painted canvas, so that sixty appointments in six columns stay quick."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ma_desktop.views import theme
from ma_desktop.views.widgets.day_layout import DayBlock, Slot, slots
from ma_desktop.views.widgets.day_paint import Words, bold, line_height, paint_block, paint_now

SNAP = 5


class DayView(QWidget):
    """``hour_px`` at 100 %. Arrow keys walk through the blocks, Enter opens, a drag moves, a double click on a gap books."""

    chosen = Signal(int)
    opened = Signal(int)
    moved = Signal(int, object, int)
    asked = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.hour_px = 96
        self.blocks: tuple[DayBlock, ...] = ()
        self._slots: dict[int, Slot] = {}
        self.columns: tuple[str, ...] = ()
        self.first_hour, self.last_hour = 8, 18
        self.midnight: datetime | None = None
        self.now: datetime | None = None
        self.selected: int | None = None
        self._shown: tuple[object, ...] = ()
        self._drawn: QPixmap | None = None
        self._drag: tuple[DayBlock, QPoint] | None = None
        self._ghost: tuple[datetime, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(
        self, blocks: tuple[DayBlock, ...], columns: tuple[str, ...], midnight: datetime, now: datetime | None
    ) -> None:
        """``midnight``: aware start of the day; ``now``: draws the red line when it is today."""
        self.blocks, self.columns, self.midnight, self.now = blocks, columns, midnight, now
        self._slots = slots(blocks, timedelta(minutes=(line_height() - 2) / self._hour() * 60))
        hours = [self._minutes(b.start) / 60 for b in blocks]
        ends = [(self._minutes(b.start) + b.minutes) / 60 for b in blocks]
        self.first_hour = max(0, min([8, *(int(h) for h in hours)]))
        self.last_hour = min(24, max([17, *(int(e + 0.99) for e in ends)]))
        self.setFixedHeight(self._top() + round(self._hour() * (self.last_hour - self.first_hour)) + 12)
        if self.selected not in {b.id for b in blocks}:
            self.selected = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.height())

    def now_y(self) -> int:
        """Where the now-line is, for scrolling to it."""
        return round(self._y(self.now)) if self.now else 0

    # -- geometry -----------------------------------------------------------------------------------------

    def _hour(self) -> float:
        return self.hour_px * theme.current.scale

    def _gutter(self) -> int:
        return theme.px(46)

    def _top(self) -> int:
        return theme.px(24) if len(self.columns) > 1 else 6

    def _minutes(self, moment: datetime) -> float:
        assert self.midnight is not None
        return (moment - self.midnight).total_seconds() / 60

    def _y(self, moment: datetime) -> float:
        return self._top() + (self._minutes(moment) / 60 - self.first_hour) * self._hour()

    def _column_width(self) -> float:
        return (self.width() - self._gutter() - 4) / max(1, len(self.columns))

    def rect_of(self, block: DayBlock) -> QRectF:
        """Blocks that overlap in a column lie over each other, or share its width when they begin together."""
        slot, whole = self._slots.get(block.id, Slot()), self._column_width() - 4
        inset = slot.indent * theme.px(16)
        x = self._gutter() + 2 + block.column * self._column_width() + slot.left * whole + inset
        return QRectF(
            x,
            self._y(block.start) + 1,
            slot.width * whole - inset,
            max(18.0, block.minutes / 60 * self._hour() - 2),
        )

    def _free(self, block: DayBlock, rect: QRectF) -> float:
        """The height of a block that nothing is laid over."""
        over = self._slots.get(block.id, Slot()).over
        return rect.height() if over is None else min(rect.height(), self._y(over) - rect.y())

    def _at(self, position: QPointF) -> DayBlock | None:
        return next((b for b in reversed(self._in_layers()) if self.rect_of(b).contains(position)), None)

    def block_at(self, where: QPoint) -> DayBlock | None:
        return self._at(QPointF(where))

    def _in_layers(self) -> list[DayBlock]:
        return sorted(self.blocks, key=lambda b: (self._slots.get(b.id, Slot()).indent, b.start))

    def _time_at(self, y: float) -> datetime:
        assert self.midnight is not None
        minutes = (self.first_hour + (y - self._top()) / self._hour()) * 60
        return self.midnight + timedelta(minutes=round(minutes / SNAP) * SNAP)

    def _column_at(self, x: float) -> int:
        return min(max(int((x - self._gutter()) / self._column_width()), 0), max(len(self.columns) - 1, 0))

    # -- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The day as a picture, so that a frame of scrolling or dragging costs one copy; on it what is dragged."""
        if self.midnight is None:
            return
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture())
        if self._drag and self._ghost:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ghost(painter)

    def _picture(self) -> QPixmap:
        """Drawn anew only when something that it shows is another."""
        shown = (
            self.size(), self.devicePixelRatio(), self.blocks, self.columns, self.now, self.selected, self.hasFocus(),
            theme.tokens(), theme.current.scale, theme.current.family,
        )  # fmt: skip
        if self._drawn is None or self._shown != shown:
            self._shown, self._drawn = shown, self._draw()
        return self._drawn

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatio()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(theme.tokens().panel))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_day(painter)
        painter.end()
        return picture

    def _paint_day(self, painter: QPainter) -> None:
        self._paint_grid(painter)
        words = Words(painter)
        names = [block.name for block in self.blocks]
        for block in self._in_layers():
            rect = self.rect_of(block)
            paint_block(
                words, block, rect, selected=block.id == self.selected, focused=self.hasFocus(),
                free=self._free(block, rect), names=names,
            )  # fmt: skip
        if self.now is not None:
            paint_now(words, self._y(self.now), self._gutter(), self.width())

    def _paint_grid(self, painter: QPainter) -> None:
        t = theme.tokens()
        painter.setFont(theme.font(11))
        for hour in range(self.first_hour, self.last_hour + 1):
            y = self._top() + (hour - self.first_hour) * self._hour()
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(QPointF(self._gutter(), y), QPointF(self.width(), y))
            painter.setPen(QColor(t.muted))
            painter.drawText(
                QRectF(0, y - 8, self._gutter() - 6, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                f"{hour}:00",
            )
        if len(self.columns) > 1:
            painter.setFont(bold())
            for i, name in enumerate(self.columns):
                x = self._gutter() + i * self._column_width()
                cell = QRectF(x + 4, 0, self._column_width() - 8, self._top() - 4)
                shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(cell.width()))
                painter.drawText(cell, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_ghost(self, painter: QPainter) -> None:
        assert self._drag is not None
        assert self._ghost is not None
        block, (start, column) = self._drag[0], self._ghost
        x = self._gutter() + column * self._column_width()
        rect = QRectF(
            x + 2, self._y(start) + 1, self._column_width() - 4, block.minutes / 60 * self._hour() - 2
        )
        painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(theme.tokens().accent_weak))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(theme.color("accent"))
        painter.setFont(bold())
        painter.drawText(
            rect.adjusted(10, 2, -6, -2), Qt.AlignmentFlag.AlignLeft, f"{start:%H:%M}  {block.name}"
        )

    # -- mouse and keys -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        block = self._at(event.position())
        if block is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.select(block.id)
        self._drag = (block, event.position().toPoint()) if block.movable else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            return
        block, grabbed = self._drag
        by = event.position().y() - grabbed.y()
        if self._ghost is None and abs(by) + abs(event.position().x() - grabbed.x()) < 8:
            return
        start = self._time_at(self._y(block.start) + by)
        self._ghost = (start, self._column_at(event.position().x()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, ghost, self._drag, self._ghost = self._drag, self._ghost, None, None
        self.update()
        if drag and ghost and (ghost[0] != drag[0].start or ghost[1] != drag[0].column):
            self.moved.emit(drag[0].id, ghost[0], ghost[1])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        block = self._at(event.position())
        if block is not None:
            self.opened.emit(block.id)
        elif self.midnight is not None:
            self.asked.emit(self._time_at(event.position().y()), self._column_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        if event.key() in steps and self.blocks:
            order = sorted(self.blocks, key=lambda b: (b.start, b.column))
            ids = [b.id for b in order]
            here = ids.index(self.selected) + steps[Qt.Key(event.key())] if self.selected in ids else 0
            self.select(ids[here % len(ids)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected is not None:
            self.opened.emit(self.selected)
        elif event.key() == Qt.Key.Key_Escape and self._drag:
            self._drag = self._ghost = None
            self.update()
        else:
            super().keyPressEvent(event)

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
            if block is None or not block.tip:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), block.tip, self, self.rect_of(block).toRect())
            return True
        return super().event(event)
