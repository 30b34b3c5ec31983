"""Plots of how long visits take: a bar for each stage, and the course of the whole visit beside its goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ma_desktop.domain.cycle_times import step_for
from ma_desktop.i18n import _
from ma_desktop.views import theme

#: Tone and dash of the lines, so that none is told by its color alone.
STYLES = (
    ("accent", Qt.PenStyle.SolidLine), ("info", Qt.PenStyle.DashLine), ("violet", Qt.PenStyle.DashDotLine),
    ("warn", Qt.PenStyle.DotLine),
)  # fmt: skip
_ROW = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """``median`` and ``slowest`` tenth in minutes; ``limit``: where the practice's red begins, ``None`` without one."""

    label: str
    median: float
    slowest: float | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class Series:
    """``points``: (day, minutes), oldest first."""

    label: str
    points: tuple[tuple[date, float], ...]


class StageBars(QWidget):
    """The bar is the median, the thin line behind it reaches to the slowest tenth, the tick is where red begins."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, bars: tuple[Bar, ...]) -> None:
        self.bars = bars
        self.setAccessibleName("; ".join(f"{bar.label}: {bar_words(bar)}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, theme.px(_ROW) * max(len(self.bars), 1) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.CAPTION))
        metrics = QFontMetricsF(theme.font(theme.CAPTION))
        left = max(metrics.horizontalAdvance(bar.label) for bar in self.bars) + theme.px(12)
        right = max(metrics.horizontalAdvance(bar_words(bar)) for bar in self.bars) + theme.px(12)
        room = max(self.width() - left - right, 40.0)
        most = max(max(bar.median, bar.slowest or 0, bar.limit or 0) for bar in self.bars) or 1
        for place, bar in enumerate(self.bars):
            self._paint_bar(painter, bar, place * theme.px(_ROW), left, room / most, left + room + 8)

    def _paint_bar(
        self, painter: QPainter, bar: Bar, top: float, left: float, scale: float, said_at: float
    ) -> None:
        t, row = theme.tokens(), theme.px(_ROW)
        middle, over = top + row / 2, bar.limit is not None and bar.median >= bar.limit
        painter.setPen(QColor(t.text))
        painter.drawText(QRectF(0, top, left - 8, row), Qt.AlignmentFlag.AlignVCenter, bar.label)
        tone = "warn" if over else "accent"
        if bar.slowest is not None:
            painter.setPen(QPen(QColor(t.strong(tone)), 1))
            end = left + bar.slowest * scale
            painter.drawLine(QPointF(left, middle), QPointF(end, middle))
            painter.drawLine(QPointF(end, middle - 4), QPointF(end, middle + 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.strong(tone)))
        painter.drawRoundedRect(QRectF(left, middle - 6, max(bar.median * scale, 1.5), 12), 2, 2)
        if bar.limit is not None:
            painter.setPen(QPen(QColor(t.danger), 1.5, Qt.PenStyle.DotLine))
            x = left + bar.limit * scale
            painter.drawLine(QPointF(x, top + 3), QPointF(x, top + row - 3))
        painter.setPen(QColor(t.muted))
        painter.drawText(QRectF(said_at, top, 400, row), Qt.AlignmentFlag.AlignVCenter, bar_words(bar))


def bar_words(bar: Bar) -> str:
    """``12 min · slowest tenth 24 · red from 15``."""
    parts = [_("{n} min").format(n=f"{bar.median:.0f}")]
    if bar.slowest is not None:
        parts.append(_("slowest tenth {n}").format(n=f"{bar.slowest:.0f}"))
    if bar.limit is not None and bar.median >= bar.limit:
        parts.append(_("red from {n}").format(n=bar.limit))
    return " · ".join(parts)


class CoursePlot(QWidget):
    """A line for each group, its last point filled and labelled; the goal is a weak green band up to its minutes."""

    def __init__(self) -> None:
        super().__init__()
        self.series: tuple[Series, ...] = ()
        self._goal = 0
        self.setMinimumHeight(theme.px(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set(self, series: tuple[Series, ...], goal: int) -> None:
        """At most as many lines as there are styles; the caller puts the most important first."""
        self.series, self._goal = tuple(one for one in series if one.points)[: len(STYLES)], goal
        self.setAccessibleName("; ".join(f"{one.label}: {one.points[-1][1]:.0f}" for one in self.series))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, theme.px(190))

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(theme.font(theme.CAPTION))
        words = max((metrics.horizontalAdvance(_tag(one)) for one in self.series), default=0.0)
        right = min(words + 20, self.width() * 0.42)
        return QRectF(
            theme.px(32),
            8,
            max(40.0, self.width() - theme.px(32) - right),
            max(40.0, self.height() - theme.px(32)),
        )

    def _top(self) -> float:
        most = max([self._goal * 1.15, *(value for one in self.series for _day, value in one.points)])
        step = step_for(most)
        return step * -(-most // step)

    def _place(self, day: date, minutes: float) -> QPointF:
        days = [point[0] for one in self.series for point in one.points]
        first, last, area = min(days), max(days), self._area()
        across = (day - first).days / max((last - first).days, 1) if last > first else 0.5
        return QPointF(
            area.x() + across * area.width(), area.bottom() - minutes / self._top() * area.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.series:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        ends = []
        for one, style in zip(self.series, STYLES, strict=False):
            ends.append(self._paint_line(painter, one, *style))
        self._paint_tags(painter, ends)

    def _paint_grid(self, painter: QPainter) -> None:
        t, area, top = theme.tokens(), self._area(), self._top()
        goal = area.bottom() - self._goal / top * area.height()
        painter.fillRect(QRectF(area.x(), goal, area.width(), area.bottom() - goal), QColor(t.weak("ok")))
        painter.setFont(theme.font(11))
        painter.setPen(QColor(t.ok))
        painter.drawText(
            QRectF(area.x() + 6, goal + 2, 260, 16),
            Qt.AlignmentFlag.AlignLeft,
            _("goal {n} min").format(n=self._goal),
        )
        step, value = step_for(top), 0.0
        while value <= top:
            y = area.bottom() - value / top * area.height()
            painter.setPen(QPen(QColor(t.line), 1))
            painter.drawLine(QPointF(area.x(), y), QPointF(area.right(), y))
            painter.setPen(QColor(t.muted))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y - 8, area.x() - 6, 16), flags, f"{value:g}")
            value += step
        days = sorted({point[0] for one in self.series for point in one.points})
        below = QRectF(area.x() - 30, area.bottom() + 4, area.width() + 60, 16)
        if len(days) == 1:
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, f"{days[0]:%b} {days[0].day}")
            return
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"{days[0]:%b} {days[0].day}")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{days[-1]:%b} {days[-1].day}")

    def _paint_line(
        self, painter: QPainter, one: Series, tone: str, dash: Qt.PenStyle
    ) -> tuple[QPointF, str, QColor]:
        t, color = theme.tokens(), QColor(theme.tokens().strong(tone))
        points = [self._place(day, value) for day, value in one.points]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.6, dash))
        painter.drawPolyline(points)
        painter.setPen(QPen(color, 1.4))
        painter.setBrush(QColor(t.panel))
        for point in points[:-1]:
            painter.drawEllipse(point, 2.6, 2.6)
        painter.setBrush(color)
        painter.drawEllipse(points[-1], 3.6, 3.6)
        return points[-1], _tag(one), color

    def _paint_tags(self, painter: QPainter, ends: list[tuple[QPointF, str, QColor]]) -> None:
        """Beside the last points, pushed apart where they would lie over each other."""
        painter.setFont(theme.font(theme.CAPTION))
        metrics = QFontMetricsF(painter.font())
        free = -1e9
        for point, words, color in sorted(ends, key=lambda end: end[0].y()):
            y = max(point.y(), free)
            free = y + metrics.height()
            painter.setPen(color)
            room = self.width() - point.x() - 10
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(point.x() + 8, y + 4), shown)


def _tag(one: Series) -> str:
    return f"{one.points[-1][1]:.0f} {one.label}".strip()
