"""The appointment book as one painted canvas, so that sixty appointments in six columns stay quick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ma_desktop.views import theme
from ma_desktop.views.widgets import day_paint
from ma_desktop.views.widgets.day_axis import Axis, Head, Shade
from ma_desktop.views.widgets.day_layout import DayBlock, Slot, slots
from ma_desktop.views.widgets.day_paint import Words, line_height, paint_block, paint_now

#: Minutes to which a drag holds, and by which the keyboard's gap moves.
SNAP, STEP = 5, 15


class DayCanvas(QWidget):
    """Where everything stands and how it is painted. ``hour_px`` at 100 %."""

    def __init__(self) -> None:
        super().__init__()
        self.hour_px = 96
        self.blocks: tuple[DayBlock, ...] = ()
        self._slots: dict[int, Slot] = {}
        self.columns: tuple[Head, ...] = ()
        self.axis: Axis | None = None
        self.first_hour, self.last_hour = 8, 18
        self.now: datetime | None = None
        self.selected: int | None = None
        #: The gap that the keyboard is in: time and column.
        self.cursor_at: tuple[datetime, int] | None = None
        #: What is dragged, where it would stand: start, minutes, column.
        self._drag: DayBlock | None = None
        self._ghost: tuple[datetime, int, int] | None = None
        self._shown: tuple[object, ...] = ()
        self._drawn: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, blocks: Sequence[DayBlock], columns: Sequence[Head], now: datetime | None) -> None:
        """``now`` draws the red line in the columns of today."""
        self.blocks, self.columns, self.now = tuple(blocks), tuple(columns), now
        self.axis = axis = Axis(self.columns)
        self._slots = slots(self.blocks, timedelta(minutes=(line_height() - 2) / self._hour() * 60))
        shown = [(b.start, b.end, b.column) for b in self.blocks]
        shown += [
            (s.start, s.end, n)
            for n, head in enumerate(self.columns)
            for s in head.shades
            if s.kind != "closed"
        ]
        opens, closes = axis.office_hours()
        starts = [axis.minutes(start, column) / 60 for start, _end, column in shown]
        ends = [axis.minutes(end, column) / 60 for _start, end, column in shown]
        self.first_hour = max(0, min([opens, *(int(hour) for hour in starts)]))
        self.last_hour = min(axis.hours(), max([closes, *(int(hour + 0.99) for hour in ends)]))
        self.setFixedHeight(self._top() + round(self._hour() * (self.last_hour - self.first_hour)) + 12)
        if self.selected not in {b.id for b in self.blocks}:
            self.selected = None
        if self.cursor_at is not None and self.cursor_at[1] >= len(self.columns):
            self.cursor_at = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.height())

    def now_y(self) -> int:
        """Where the now-line is, for scrolling to it."""
        return round(self._y(self.now, self._today())) if self.now else 0

    def _today(self) -> int:
        return next((n for n, head in enumerate(self.columns) if head.today), 0)

    # -- geometry -----------------------------------------------------------------------------------------

    def _hour(self) -> float:
        return self.hour_px * theme.current.scale

    def _gutter(self) -> int:
        return theme.px(46)

    def _top(self) -> int:
        return 6

    def _y(self, moment: datetime, column: int = 0) -> float:
        assert self.axis is not None
        return self._top() + (self.axis.minutes(moment, column) / 60 - self.first_hour) * self._hour()

    def column_width(self) -> float:
        return (self.width() - self._gutter() - 4) / max(1, len(self.columns))

    def x_of(self, column: int) -> float:
        return self._gutter() + column * self.column_width()

    def rect_of(self, block: DayBlock) -> QRectF:
        """Blocks that overlap in a column lie over each other, or share its width when they begin together."""
        slot, whole = self._slots.get(block.id, Slot()), self.column_width() - 4
        inset = min(slot.indent * theme.px(16), whole / 2)
        x = self.x_of(block.column) + 2 + slot.left * whole + inset
        return QRectF(
            x, self._y(block.start, block.column) + 1, slot.width * whole - inset,
            max(18.0, block.minutes / 60 * self._hour() - 2),
        )  # fmt: skip

    def _rect(self, start: datetime, minutes: int, column: int) -> QRectF:
        return QRectF(
            self.x_of(column) + 2, self._y(start, column) + 1, self.column_width() - 4,
            max(minutes / 60 * self._hour() - 2, 14.0),
        )  # fmt: skip

    def _free(self, block: DayBlock, rect: QRectF) -> float:
        """The height of a block that nothing is laid over."""
        over = self._slots.get(block.id, Slot()).over
        return rect.height() if over is None else min(rect.height(), self._y(over, block.column) - rect.y())

    def _at(self, position: QPointF) -> DayBlock | None:
        return next((b for b in reversed(self._in_layers()) if self.rect_of(b).contains(position)), None)

    def block_at(self, where: QPoint) -> DayBlock | None:
        return self._at(QPointF(where))

    def _in_layers(self) -> list[DayBlock]:
        """What begins later lies on top, so that the name at the head of each is never covered."""
        return sorted(self.blocks, key=lambda b: (b.start, self._slots.get(b.id, Slot()).indent))

    def time_at(self, y: float, column: int = 0) -> datetime:
        assert self.axis is not None
        minutes = (self.first_hour + (y - self._top()) / self._hour()) * 60
        low, high = self.first_hour * 60, self.last_hour * 60 - SNAP
        return self.axis.moment(min(max(round(minutes / SNAP) * SNAP, low), high), column)

    def column_at(self, x: float) -> int:
        return min(max(int((x - self._gutter()) / self.column_width()), 0), max(len(self.columns) - 1, 0))

    def shade_at(self, where: QPointF) -> Shade | None:
        """The hatched or gray time under a place."""
        if not self.columns:
            return None
        column = self.column_at(where.x())
        moment = self.time_at(where.y(), column)
        return next((s for s in reversed(self.columns[column].shades) if s.start <= moment < s.end), None)

    def _carry_to(self, ghost: tuple[datetime, int, int]) -> None:
        """Only where something moves is painted anew: at 4K the whole page would cost the frame."""
        for place in (self._ghost, ghost):
            if place is not None:
                self.update(self._rect(*place).adjusted(-4, -4, 4, 4).toAlignedRect())
        self._ghost = ghost

    # -- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The day as a picture, so that a frame of scrolling or dragging costs one copy; on it what is dragged."""
        if self.axis is None:
            return
        painter = QPainter(self)
        picture, dirty = self._picture(), event.rect()
        ratio = picture.devicePixelRatio()
        at = QPointF(dirty.topLeft())
        painter.drawPixmap(at, picture, QRectF(at * ratio, QSizeF(dirty.size()) * ratio))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ghost is not None and self._drag is not None:
            start, minutes, column = self._ghost
            text = f"{start:%H:%M}  {self._drag.name}"
            if minutes != self._drag.minutes:
                text = f"{start:%H:%M}, {minutes} min"
            day_paint.paint_ghost(painter, self._rect(start, minutes, column), text)
        elif self.cursor_at is not None and self.hasFocus():
            start, column = self.cursor_at
            day_paint.paint_cursor(painter, self._rect(start, STEP, column), f"{start:%H:%M}")

    def _picture(self) -> QPixmap:
        """Drawn anew only when something that it shows is another; for another mark only where the two blocks stand."""
        shown = (
            self.selected, self.size(), self.devicePixelRatio(), self.blocks, self.columns, self.now, self.hasFocus(),
            theme.tokens(), theme.current.scale, theme.current.family,
        )  # fmt: skip
        if self._drawn is None or self._shown[1:] != shown[1:]:
            self._drawn = QPixmap(self.size() * self.devicePixelRatio())
            self._drawn.setDevicePixelRatio(self.devicePixelRatio())
            self._draw(self._drawn, [QRectF(self.rect())])
        elif self._shown[0] != self.selected:
            marked = (self._shown[0], self.selected)
            spread = [self.rect_of(b).adjusted(-3, -3, 3, 3) for b in self.blocks if b.id in marked]
            self._draw(self._drawn, spread)
        self._shown = shown
        return self._drawn

    def _draw(self, picture: QPixmap, places: Sequence[QRectF]) -> None:
        """Whatever stands in these places, and nothing outside them."""
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in places:
            whole = place.toAlignedRect()
            painter.setClipRect(whole)
            painter.fillRect(whole, QColor(theme.tokens().panel))
            self._paint_day(painter, QRectF(whole))
        painter.end()

    def _paint_day(self, painter: QPainter, place: QRectF) -> None:
        assert self.axis is not None
        words = Words(painter)
        self._paint_shades(words, "closed", place)
        marks = [
            (self._top() + (hour - self.first_hour) * self._hour(), self.axis.label(hour))
            for hour in range(self.first_hour, self.last_hour + 1)
        ]
        day_paint.paint_grid(painter, marks, self._gutter(), self.width())
        self._paint_shades(words, "", place)
        names = [block.name for block in self.blocks]
        for block in self._in_layers():
            rect = self.rect_of(block)
            if not rect.intersects(place):
                continue
            paint_block(
                words, block, rect, selected=block.id == self.selected, focused=self.hasFocus(),
                free=self._free(block, rect), names=names,
            )  # fmt: skip
        self._paint_now(words)

    def _paint_shades(self, words: Words, kind: str, place: QRectF) -> None:
        """The closed ones below the grid, the others above it."""
        assert self.axis is not None
        for n, head in enumerate(self.columns):
            for shade in head.shades:
                if (shade.kind == "closed") != (kind == "closed"):
                    continue
                top = max(self._y(shade.start, n), self._top())
                end = self._y(shade.end, n) if shade.end.date() == head.midnight.date() else self.height()
                rect = QRectF(self.x_of(n) + 1, top, self.column_width() - 2, min(end, self.height()) - top)
                if rect.height() > 0 and rect.intersects(place):
                    day_paint.paint_shade(words, shade, rect)

    def _paint_now(self, words: Words) -> None:
        assert self.axis is not None
        if self.now is None:
            return
        days = [n for n, head in enumerate(self.columns) if head.today]
        if days:
            right = self.x_of(days[-1]) + self.column_width() + 4
            paint_now(words, self._y(self.now, days[0]), self.x_of(days[0]), min(right, self.width()))
