"""Values over time: thin lines, the last point filled and labelled, target and caution bands, hairlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme


@dataclass(frozen=True, slots=True)
class Line:
    """``points``: (instant, value), oldest first; ``label``: stands beside the last point."""

    label: str
    tone: str
    points: tuple[tuple[datetime, float], ...]


@dataclass(frozen=True, slots=True)
class Band:
    low: float
    high: float
    tone: str


class TrendPlot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._bands: tuple[Band, ...] = ()
        self._today: date | None = None
        self.setMouseTracking(True)
        self.setMinimumHeight(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set(
        self, lines: tuple[Line, ...], bands: tuple[Band, ...] = (), *, today: date | None = None
    ) -> None:
        """``today``: a newest point of that day is labelled so on the time axis."""
        self._lines, self._bands, self._today = tuple(line for line in lines if line.points), bands, today
        self.setAccessibleName("; ".join(f"{x.label}: {x.points[-1][1]:g}" for x in self._lines))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 200)

    def _area(self) -> QRectF:
        return QRectF(
            theme.px(34), 6, max(40.0, self.width() - theme.px(104)), max(40.0, self.height() - theme.px(28))
        )

    def _step(self) -> float:
        """Distance of the gridlines: about five of them."""
        values = [v for line in self._lines for _at, v in line.points]
        spread = max(max(values) - min(values), 1.0)
        return next((step for step in (1, 2, 5, 10, 20, 50, 100) if spread / step <= 5), 200)

    def _range(self) -> tuple[float, float, datetime, datetime]:
        step = self._step()
        values = [v for line in self._lines for _at, v in line.points]
        low, high = min(values), max(values)
        low, high = low - (low % step), high + (step - high % step)
        times = [at for line in self._lines for at, _v in line.points]
        return low, high, min(times), max(times)

    def _place(self, at: datetime, value: float) -> QPointF:
        low, high, first, last = self._range()
        area = self._area()
        span = (last - first).total_seconds() or 1.0
        across = (at - first).total_seconds() / span
        return QPointF(
            area.x() + across * area.width(), area.bottom() - (value - low) / (high - low) * area.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        for line in self._lines:
            self._paint_line(painter, line)

    def _paint_grid(self, painter: QPainter) -> None:
        t, area = theme.tokens(), self._area()
        low, high, first, last = self._range()
        for band in self._bands:
            top, bottom = min(band.high, high), max(band.low, low)
            if top > bottom:
                upper, lower = self._place(first, top).y(), self._place(first, bottom).y()
                painter.fillRect(
                    QRectF(area.x(), upper, area.width(), lower - upper), QColor(t.weak(band.tone))
                )
        painter.setFont(theme.font(11))
        step = self._step()
        value = low
        while value <= high:
            y = self._place(first, value).y()
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(QPointF(area.x(), y), QPointF(area.right(), y))
            painter.setPen(QColor(t.muted))
            painter.drawText(
                QRectF(0, y - 8, area.x() - 6, 16),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                f"{value:g}",
            )
            value += step
        self._paint_times(painter, area, first, last)

    def _paint_times(self, painter: QPainter, area: QRectF, first: datetime, last: datetime) -> None:
        """Begin, middle and end of the time axis; the newest point of today is called so."""
        middle = first + (last - first) / 2
        left = QRectF(area.x() - theme.px(20), area.bottom() + 4, area.width() + theme.px(40), theme.px(16))
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft, f"{first:%b %Y}")
        if area.width() > theme.px(220) and (last - first).days > 180:
            painter.drawText(left, Qt.AlignmentFlag.AlignHCenter, f"{middle:%b %Y}")
        newest = _("today") if last.date() == self._today else f"{last:%b %Y}"
        painter.drawText(left, Qt.AlignmentFlag.AlignRight, newest)

    def _paint_line(self, painter: QPainter, line: Line) -> None:
        t, color = theme.tokens(), QColor(theme.tokens().strong(line.tone))
        points = [self._place(at, value) for at, value in line.points]
        painter.setPen(QPen(color, 1.6))
        painter.drawPolyline(points)
        painter.setBrush(QColor(t.panel))
        for point in points[:-1]:
            painter.drawEllipse(point, 2.6, 2.6)
        painter.setBrush(color)
        painter.drawEllipse(points[-1], 3.6, 3.6)
        painter.setFont(theme.font(theme.CAPTION))
        painter.drawText(points[-1] + QPointF(8, 4), f"{line.points[-1][1]:g} {line.label}")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = [
            (abs(self._place(at, value).x() - event.position().x()) + abs(self._place(at, value).y() - event.position().y()), at, value)
            for line in self._lines for at, value in line.points
        ]  # fmt: skip
        if near and min(near)[0] < 14:
            _far, at, value = min(near)
            QToolTip.showText(
                event.globalPosition().toPoint(), f"{value:g} · {at:%b} {at.day}, {at.year}", self
            )
        else:
            QToolTip.hideText()
