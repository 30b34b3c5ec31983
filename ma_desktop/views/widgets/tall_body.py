"""The body of a form: as high as it asks for, and scrolled only where the screen is too low for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.views import theme


class TallBody(QScrollArea):
    """``layout_inside`` is to be filled. In large text on a laptop the buttons below stay on the screen."""

    #: Heading, notice, buttons and the window's own frame, in pixels at 100 %.
    AROUND = 150

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = QWidget()
        self._holder.setObjectName("clear")
        self.layout_inside = QVBoxLayout(self._holder)
        self.layout_inside.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._holder)
        self._holder.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return self._bounded(self._holder.sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._bounded(self._holder.minimumSizeHint())

    def _bounded(self, wanted: QSize) -> QSize:
        """At the width it has now: lines that wrap are higher than their hint says."""
        inside, width = self.layout_inside, max(self.width(), wanted.width())
        if inside.hasHeightForWidth():
            wanted = QSize(wanted.width(), max(wanted.height(), inside.minimumHeightForWidth(width)))
        room = self.screen().availableGeometry().height() - theme.px(self.AROUND)
        if wanted.height() > room:
            bar = self.verticalScrollBar().sizeHint().width()
            return QSize(wanted.width() + bar, room)
        return wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What grows inside makes the form grow."""
        if watched is self._holder and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
