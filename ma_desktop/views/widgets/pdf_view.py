"""Pages of a PDF from memory; nothing is written to disk, and the screen thread draws no page itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.paper import page_image, page_sizes
from ma_desktop.views.tasks import Tasks

#: Zoom steps, in shares of the true size on a screen of 96 dots per inch.
STEPS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
FIT_WIDTH, FIT_PAGE = "width", "page"
#: Pages, zoom and turning, while the keyboard is in a list beside the pages.
PAGE_KEYS = frozenset({
    Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_BracketRight,
    Qt.Key.Key_BracketLeft,
})  # fmt: skip


class PdfView(QScrollArea):
    """Scrolls through the pages. ``turned(page, count, percent)`` tells where the reader is."""

    turned = Signal(int, int, int)
    _BORDER = 16

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pdf, self._sizes = b"", list[tuple[float, float]]()
        self._fit, self._factor = FIT_WIDTH, 1.0
        self._turned = 0
        self._asked: dict[int, int] = {}
        self.pages: list[QLabel] = []
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(self._BORDER, 12, self._BORDER, 12)
        self._column.setSpacing(12)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setMinimumSize(QSize(420, 300))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pdf(self, pdf: bytes) -> None:
        """Keeps zoom and place when a new version of the same page comes."""
        self._tasks.render(
            page_sizes, pdf, then=lambda sizes: self._show(pdf, sizes), still=lambda: _alive(self)
        )

    def _show(self, pdf: bytes, sizes: list[tuple[float, float]]) -> None:
        if pdf != self._pdf:
            self._turned = 0
        self._pdf = pdf
        self._sizes = [(tall, wide) for wide, tall in sizes] if self._turned % 180 else sizes
        self._asked.clear()
        while len(self.pages) > len(sizes):
            self.pages.pop().deleteLater()
        while len(self.pages) < len(sizes):
            page = QLabel(_("Preparing the page…"))
            page.setObjectName("paper")
            page.setAlignment(Qt.AlignmentFlag.AlignCenter)
            page.setAccessibleName(_("Page {number}").format(number=len(self.pages) + 1))
            self._column.addWidget(page)
            self.pages.append(page)
        self._draw()

    # -- zoom ---------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 is true size at 96 dots per inch."""
        wide, tall = self._sizes[0] if self._sizes else (612.0, 792.0)
        by_width = (self.viewport().width() - 2 * self._BORDER) / (wide * 96 / 72)
        if self._fit == FIT_WIDTH:
            return max(by_width, 0.2)
        if self._fit == FIT_PAGE:
            return max(min(by_width, (self.viewport().height() - 24) / (tall * 96 / 72)), 0.2)
        return self._factor

    def fit(self, what: str) -> None:
        """``FIT_WIDTH`` or ``FIT_PAGE``, kept while the window changes its size."""
        self._fit = what
        self._draw()

    def rotate(self, by: int = 90) -> None:
        """Turns the pages on the screen, clockwise in degrees; the document stays as it is."""
        self._turned = (self._turned + by) % 360
        self._sizes = [(tall, wide) for wide, tall in self._sizes] if by % 180 else self._sizes
        self._asked.clear()
        self._draw()

    def clear_pages(self) -> None:
        """Nothing of the document shown before stays in memory."""
        self._pdf, self._sizes = b"", []
        self._asked.clear()
        while self.pages:
            self.pages.pop().deleteLater()

    def zoom_in(self) -> None:
        self._step([step for step in STEPS if step > self.zoom * 1.01][:1])

    def zoom_out(self) -> None:
        self._step([step for step in STEPS if step < self.zoom * 0.99][-1:])

    def _step(self, found: list[float]) -> None:
        if found:
            self._fit, self._factor = "", found[0]
            self._draw()

    # -- pages --------------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page at the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        places = [number for number, label in enumerate(self.pages) if label.y() <= middle]
        return places[-1] if places else 0

    def turn(self, by: int) -> None:
        """To the top of another page; on the last one to its end."""
        target = min(max(self.page + by, 0), len(self.pages) - 1)
        bar = self.verticalScrollBar()
        if target == self.page and by > 0:
            bar.setValue(bar.maximum())
        elif self.pages:
            bar.setValue(self.pages[target].y() - 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        keys = {
            Qt.Key.Key_PageDown: lambda: self.turn(1), Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_Plus: self.zoom_in, Qt.Key.Key_Equal: self.zoom_in, Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_BracketRight: self.rotate, Qt.Key.Key_BracketLeft: lambda: self.rotate(-90),
            Qt.Key.Key_Home: lambda: self.verticalScrollBar().setValue(0),
            Qt.Key.Key_End: lambda: self.verticalScrollBar().setValue(self.verticalScrollBar().maximum()),
        }  # fmt: skip
        if key in keys and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            keys[Qt.Key(key)]()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        """Sizes all pages at once; asks for the pictures of those in view."""
        zoom = self.zoom
        for label, (wide, tall) in zip(self.pages, self._sizes, strict=False):
            label.setFixedSize(round(wide * zoom * 96 / 72), round(tall * zoom * 96 / 72))
        # inside a resize the column believes itself laid out: a page that grew would lie under the next one
        QTimer.singleShot(0, self, self._laid_out)

    def _laid_out(self) -> None:
        self._column.invalidate()
        self._column.activate()
        across = self.horizontalScrollBar()
        across.setValue((across.minimum() + across.maximum()) // 2)
        self._scrolled()

    def _scrolled(self) -> None:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for number, label in enumerate(self.pages):
            if label.y() < bottom + 200 and label.y() + label.height() > top - 200:
                self._ask(number, label)
        self.turned.emit(self.page + 1, len(self.pages), round(self.zoom * 100))

    def _ask(self, number: int, label: QLabel) -> None:
        width, pdf = round(label.width() * self.devicePixelRatioF()), self._pdf
        if self._asked.get(number) == width:
            return
        self._asked[number] = width
        self._tasks.render(
            page_image, pdf, number, width=width, turned=self._turned,
            then=lambda image: self._paint(number, image),
            still=lambda: _alive(self) and self._pdf is pdf and self._asked.get(number) == width,
        )  # fmt: skip

    def _paint(self, number: int, image: QImage) -> None:
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.pages[number].setPixmap(picture)


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return bool(isValid(widget))
