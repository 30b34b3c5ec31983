"""The titles of the columns of the appointment book, which stay in sight while it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ma_desktop.views import theme
from ma_desktop.views.widgets import day_paint
from ma_desktop.views.widgets.day_canvas import DayCanvas


class DayHeads(QWidget):
    """As wide as the book below; a click names the column. Hidden when one column needs no title."""

    headed = Signal(int)

    def __init__(self, canvas: DayCanvas) -> None:
        super().__init__()
        self.canvas = canvas
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        canvas.installEventFilter(self)
        theme.current.changed.connect(self.update)

    def refresh(self) -> None:
        """After the columns changed."""
        heads = self.canvas.columns
        self.setVisible(len(heads) > 1)
        self.setAccessibleName(", ".join(head.title for head in heads))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, theme.px(24))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        canvas = self.canvas
        for n, head in enumerate(canvas.columns):
            cell = QRectF(canvas.x_of(n) + 4, 0, canvas.column_width() - 8, self.height())
            several = canvas.axis is not None and not canvas.axis.one_day
            day_paint.paint_head(painter, cell, head.title, today=head.today and several)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() > self.canvas.x_of(0):
            self.headed.emit(self.canvas.column_at(event.position().x()))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.canvas.columns:
            title = self.canvas.columns[self.canvas.column_at(event.pos().x())].title
            QToolTip.showText(event.globalPos(), title, self)
            return True
        return super().event(event)
