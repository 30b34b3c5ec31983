"""A few values as a line the size of a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ma_desktop.views import theme


class Sparkline(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[float, ...] = ()
        self.tone = "accent"
        self.setFixedSize(self.sizeHint())

    def set(self, values: Sequence[float], tone: str = "accent") -> None:
        self._values, self.tone = tuple(values), tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(64, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = min(self._values), max(self._values)
        spread = (high - low) or 1.0
        step = (self.width() - 8) / (len(self._values) - 1)
        points = [
            QPointF(4 + i * step, self.height() - 4 - (v - low) / spread * (self.height() - 8))
            for i, v in enumerate(self._values)
        ]
        painter.setPen(QPen(theme.color("muted"), 1.4))
        painter.drawPolyline(points)
        painter.setBrush(theme.color(self.tone))
        painter.setPen(theme.color(self.tone))
        painter.drawEllipse(points[-1], 2.4, 2.4)
