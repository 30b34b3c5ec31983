"""The stages of a visit in a row: done filled, now ringed and bold, later hollow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ma_desktop.views import theme


@dataclass(frozen=True, slots=True)
class Step:
    """``state``: done, now or later; ``caption``: the time and place below."""

    label: str
    state: str
    caption: str = ""


class StepTrack(QWidget):
    """A click asks for the whole history."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._steps: tuple[Step, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, steps: tuple[Step, ...]) -> None:
        self._steps = steps
        self.setAccessibleName(", ".join(f"{s.label}: {s.state} {s.caption}".strip() for s in steps))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def sizeHint(self) -> QSize:
        return QSize(400, theme.px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._steps)
        center = theme.px(12)
        for i in range(len(self._steps) - 1):
            reached = self._steps[i + 1].state != "later"
            painter.setPen(QPen(theme.color("accent" if reached else "line"), 3 if reached else 2))
            painter.drawLine(QPointF((i + 0.5) * width, center), QPointF((i + 1.5) * width, center))
        crowded = self._crowded(width)
        for i, step in enumerate(self._steps):
            cell = QRectF(i * width, 0, width, self.height())
            self._paint_mark(painter, step, cell, center)
            if not crowded or step.state == "now":
                self._paint_words(painter, step, self._around(cell, width) if crowded else cell, center)

    def _crowded(self, width: float) -> bool:
        """Eight words do not fit: then only the present stage says its own, the marks stand for the others."""
        font = theme.font(theme.BODY if width > 70 else 11)
        return any(QFontMetricsF(font).horizontalAdvance(step.label) > width - 4 for step in self._steps)

    def _around(self, cell: QRectF, width: float) -> QRectF:
        """A cell three times as wide, inside the track."""
        left = min(max(cell.x() - width, 0), self.width() - 3 * width)
        return QRectF(left, cell.y(), 3 * width, cell.height())

    def event(self, event: QEvent) -> bool:
        """Pointing at a mark says which stage it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._steps:
            step = self._steps[
                min(int(event.pos().x() * len(self._steps) / self.width()), len(self._steps) - 1)
            ]
            QToolTip.showText(event.globalPos(), f"{step.label} {step.caption}".strip(), self)
            return True
        return super().event(event)

    def _paint_mark(self, painter: QPainter, step: Step, cell: QRectF, center: float) -> None:
        t = theme.tokens()
        middle, radius = QPointF(cell.center().x(), center), theme.px(8)
        accent, later = QColor(t.accent), step.state == "later"
        painter.setPen(QPen(QColor(t.line) if later else accent, 2))
        painter.setBrush(accent if step.state == "done" else QColor(t.panel))
        painter.drawEllipse(middle, radius, radius)
        if step.state == "done":
            painter.setPen(QPen(QColor(t.on_accent), 2))
            r = radius / 8
            points = ((-3.5, 0.2), (-1, 2.8), (3.6, -2.4))
            painter.drawPolyline([middle + QPointF(x * r, y * r) for x, y in points])
        elif step.state == "now":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(middle, radius / 2.2, radius / 2.2)

    def _paint_words(self, painter: QPainter, step: Step, cell: QRectF, center: float) -> None:
        t, now, later = theme.tokens(), step.state == "now", step.state == "later"
        radius = theme.px(8)
        painter.setPen(QColor(t.accent) if now else QColor(t.muted if later else t.text))
        painter.setFont(theme.font(theme.BODY if cell.width() > 70 else 11, bold=now))
        top = QRectF(cell.x(), center + radius + 3, cell.width(), theme.px(18))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self._fit(painter, step.label, cell.width()))
        painter.setPen(QColor(t.muted))
        painter.setFont(theme.font(11))
        below = QRectF(cell.x(), top.bottom(), cell.width(), theme.px(16))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._fit(painter, step.caption, cell.width()))

    def _fit(self, painter: QPainter, text: str, width: float) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 4)
