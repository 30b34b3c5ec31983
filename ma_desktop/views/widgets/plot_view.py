"""One plot for everything: growth charts, vital signs and results over time. Own painting: no plotting library in memory.

Wheel, + and − zoom, drag and Shift with the arrows move, 0 shows all; the arrows go from point to point, pointing does the same.
"""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ma_desktop.domain import plots
from ma_desktop.domain.plots import Plot, PlotLine
from ma_desktop.views import theme

_TONES = ("accent", "info", "violet", "warn")
#: Smallest share of the whole that zooming goes to.
_CLOSEST = 0.02


class PlotView(QWidget):
    """``pointed`` tells the line about the point that is marked, or nothing."""

    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._whole: Plot | None = None
        self._plot: Plot | None = None
        self._zone: tzinfo | None = None
        self._marked: tuple[int, int] | None = None
        self._grip: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(theme.px(180))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(300))

    def set(self, plot: Plot | None, zone: tzinfo | None = None) -> None:
        """``zone``: of a time axis; without it places are months or centimeters."""
        self._whole = self._plot = plot
        self._zone, self._marked = zone, None
        self.setAccessibleName(f"{plot.title}: {plots.lines_said(plot)}" if plot is not None else "")
        self.pointed.emit("")
        self.update()

    @property
    def shown(self) -> Plot | None:
        return self._plot

    # -- zooming ------------------------------------------------------------------------------------------

    def zoom(self, factor: float, around: float | None = None) -> None:
        """``factor`` below 1 comes closer; ``around``: a place, else the marked point or the newest."""
        if self._plot is None or self._whole is None:
            return
        around = around if around is not None else self._middle()
        whole = self._whole.last - self._whole.first
        span = min(max((self._plot.last - self._plot.first) * factor, whole * _CLOSEST), whole)
        share = (around - self._plot.first) / ((self._plot.last - self._plot.first) or 1.0)
        self._go(around - share * span, span)

    def move_by(self, share: float) -> None:
        if self._plot is not None:
            span = self._plot.last - self._plot.first
            self._go(self._plot.first + share * span, span)

    def show_all(self) -> None:
        self._plot = self._whole
        self.update()

    def _go(self, first: float, span: float) -> None:
        assert self._whole is not None
        first = min(max(first, self._whole.first), self._whole.last - span)
        like = plots.day_at(first, self._zone) if self._zone is not None else None
        self._plot = plots.zoomed(self._whole, first, first + span, like)
        self.update()

    def _middle(self) -> float:
        assert self._plot is not None
        if (point := self._point()) is not None:
            return point[0]
        return self._plot.last

    # -- points -------------------------------------------------------------------------------------------

    def _point(self) -> tuple[float, float] | None:
        if self._marked is None or self._plot is None:
            return None
        line, place = self._marked
        return self._plot.data[line].points[place]

    def step(self, by: int) -> None:
        """To the next or the previous point in time."""
        if self._plot is None or not self._plot.data:
            return
        ordered = sorted(
            (point[0], number, place)
            for number, line in enumerate(self._plot.data)
            for place, point in enumerate(line.points)
        )
        keys = [(number, place) for _at, number, place in ordered]
        here = keys.index(self._marked) + by if self._marked in keys else (len(keys) - 1 if by < 0 else 0)
        self._mark(keys[max(0, min(here, len(keys) - 1))])
        point = self._point()
        if point is not None and not self._plot.first <= point[0] <= self._plot.last:
            span = self._plot.last - self._plot.first
            self._go(point[0] - span / 2, span)

    def _mark(self, key: tuple[int, int] | None) -> None:
        if key == self._marked:
            return
        self._marked = key
        words = ""
        if key is not None and self._plot is not None:
            notes = self._plot.data[key[0]].notes
            words = notes[key[1]] if key[1] < len(notes) else ""
        self.pointed.emit(words)
        self.setAccessibleDescription(words)
        self.update()

    # -- events -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moved = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(0.7)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / 0.7)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = -1 if key == Qt.Key.Key_Left else 1
            if moved:
                self.move_by(0.25 * way)
            else:
                self.step(way)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._plot is not None and event.angleDelta().y():
            self.zoom(0.8 if event.angleDelta().y() > 0 else 1.25, self._back(event.position().x()))
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._grip = event.position().x()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._plot is None:
            return
        if self._grip is not None:
            self.move_by((self._grip - event.position().x()) / max(1.0, self._area().width()))
            self._grip = event.position().x()
            return
        near = []
        for number, line in enumerate(self._plot.data):
            for place, point in enumerate(line.points):
                here = self._at(point)
                near.append(((here - event.position()).manhattanLength(), number, place))
        if near and min(near)[0] < theme.px(14):
            _far, number, place = min(near)
            self._mark((number, place))
            notes = self._plot.data[number].notes
            if place < len(notes):
                QToolTip.showText(event.globalPosition().toPoint(), notes[place], self)
        else:
            QToolTip.hideText()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # -- painting -----------------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        left, right, below = theme.px(38), theme.px(92), theme.px(22)
        return QRectF(
            left,
            theme.px(8),
            max(40.0, self.width() - left - right),
            max(40.0, self.height() - theme.px(8) - below),
        )

    def _at(self, point: tuple[float, float]) -> QPointF:
        assert self._plot is not None
        plot, area = self._plot, self._area()
        across = (point[0] - plot.first) / ((plot.last - plot.first) or 1.0)
        up = (point[1] - plot.low) / ((plot.high - plot.low) or 1.0)
        return QPointF(area.x() + across * area.width(), area.bottom() - up * area.height())

    def _back(self, x: float) -> float:
        """The place below a point of the screen."""
        assert self._plot is not None
        area = self._area()
        return self._plot.first + (x - area.x()) / area.width() * (self._plot.last - self._plot.first)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._plot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter, self._plot)
        painter.save()
        painter.setClipRect(self._area().adjusted(-5, -5, 5, 5))
        for line in self._plot.lines:
            self._paint_line(painter, line)
        painter.restore()
        self._paint_labels(painter, self._plot)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _paint_grid(self, painter: QPainter, plot: Plot) -> None:
        t, area = theme.tokens(), self._area()
        for band in plot.bands:
            low, high = max(band.low, plot.low), min(band.high, plot.high)
            if high > low:
                top, bottom = self._at((plot.first, high)).y(), self._at((plot.first, low)).y()
                painter.fillRect(QRectF(area.x(), top, area.width(), bottom - top), QColor(t.weak(band.tone)))
        painter.setFont(theme.font(11))
        room = theme.px(16)
        for value, words in plot.up:
            if not plot.low <= value <= plot.high:
                continue
            y = self._at((plot.first, value)).y()
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(QPointF(area.x(), y), QPointF(area.right(), y))
            painter.setPen(QColor(t.muted))
            place = QRectF(0, y - room / 2, area.x() - 6, room)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        taken = -1.0
        for value, words in plot.across:
            if not plot.first <= value <= plot.last:
                continue
            x = self._at((value, plot.low)).x()
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            half = painter.fontMetrics().horizontalAdvance(words) / 2
            if x - half < taken:
                continue  # narrow: every second label stands
            taken = x + half + 8
            painter.setPen(QColor(t.muted))
            place = QRectF(x - theme.px(40), area.bottom() + 4, theme.px(80), room)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, words)

    def _tone(self, line: PlotLine) -> QColor:
        assert self._plot is not None
        if line.kind != "data":
            return QColor(theme.tokens().muted)
        number = self._plot.data.index(line) if line in self._plot.data else 0
        return QColor(theme.tokens().strong(_TONES[number % len(_TONES)]))

    def _paint_line(self, painter: QPainter, line: PlotLine) -> None:
        if not line.points:
            return
        color = self._tone(line)
        pen = QPen(color, {"data": 1.8, "middle": 1.6}.get(line.kind, 0.9))
        if line.kind == "beyond":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        places = [self._at(point) for point in line.points]
        painter.drawPolyline(places)
        if line.kind != "data" or self._plot is None:
            return
        painter.setBrush(QColor(theme.tokens().panel))
        for place in places[:-1]:
            painter.drawEllipse(place, 2.8, 2.8)
        painter.setBrush(color)
        painter.drawEllipse(places[-1], 3.8, 3.8)
        point = self._point()
        if point is not None and self._marked is not None and self._plot.data[self._marked[0]] is line:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._at(point), 7, 7)

    def _paint_labels(self, painter: QPainter, plot: Plot) -> None:
        """At the end of each line that is in sight, pushed apart; the newest point of data beside itself among curves."""
        mixed = any(line.kind != "data" for line in plot.lines)
        area = self._area()
        ends = []
        for line in plot.lines:
            seen = [
                p for p in line.points if plot.first <= p[0] <= plot.last and plot.low <= p[1] <= plot.high
            ]
            if not seen:
                continue
            if mixed and line.kind == "data":
                self._label_beside(painter, line.label, self._at(seen[-1]), self._tone(line))
            elif line.kind != "beyond" or seen[-1] == line.points[-1]:
                text = f"{seen[-1][1]:g} {line.label}".strip() if line.kind == "data" else line.label
                ends.append((-self._at(seen[-1]).y(), text, self._tone(line), line.kind == "data"))
            else:
                self._label_beside(painter, line.label, self._at(seen[-1]), self._tone(line))
        ends.sort(key=lambda end: end[0])
        wanted = [end[0] for end in ends]
        placed = plots.apart(wanted, -area.bottom(), -area.top(), theme.px(13))
        for (_y, text, color, data), y in zip(ends, placed, strict=True):
            painter.setFont(theme.font(theme.CAPTION if data else 11))
            painter.setPen(color)
            painter.drawText(QPointF(area.right() + 6, -y + 4), text)

    def _label_beside(self, painter: QPainter, text: str, at: QPointF, color: QColor) -> None:
        painter.setFont(theme.font(theme.CAPTION))
        area, wide = self._area(), painter.fontMetrics().horizontalAdvance(text)
        tall = painter.fontMetrics().height()
        x = min(at.x() + 8, area.right() - wide - 4)
        y = min(max(at.y() + 8, area.top()), area.bottom() - tall)
        painter.fillRect(QRectF(x - 3, y, wide + 6, tall), QColor(theme.tokens().panel))
        painter.setPen(color)
        painter.drawText(QRectF(x, y, wide + 4, tall), Qt.AlignmentFlag.AlignVCenter, text)
