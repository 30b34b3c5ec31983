"""Pages of a PDF from memory; nothing is written to disk."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget


class PdfView(QScrollArea):
    """Scrolls through the pages; ``zoom`` 1.0 is a page as wide as the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._zoom = 1.0
        self._images: dict[tuple[int, int], QPixmap] = {}
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setSpacing(12)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.pages: list[QLabel] = []
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setMinimumSize(QSize(420, 320))

    def show_pdf(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._images.clear()
        for number in range(page_count(pdf)):
            page = QLabel()
            page.setAccessibleName(f"{number + 1}")
            self._column.addWidget(page)
            self.pages.append(page)
        self._draw()

    def set_zoom(self, zoom: float) -> None:
        self._zoom = min(max(zoom, 0.4), 3.0)
        self._draw()

    def zoom(self) -> float:
        return self._zoom

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        width = max(200, round((self.viewport().width() - 32) * self._zoom))
        ratio = self.devicePixelRatioF()
        for number, label in enumerate(self.pages):
            key = (number, round(width * ratio))
            if key not in self._images:
                self._images[key] = QPixmap.fromImage(
                    page_image(self._pdf, number, width=round(width * ratio))
                )
            picture = QPixmap(self._images[key])
            picture.setDevicePixelRatio(ratio)
            label.setPixmap(picture)
            label.setFixedSize(picture.deviceIndependentSize().toSize())
        # inside a resize the column believes itself laid out: a page that grew would lie under the next one
        QTimer.singleShot(0, self, self._lay_out)

    def _lay_out(self) -> None:
        self._column.invalidate()
        self._column.activate()


def page_count(pdf: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_image(pdf: bytes, number: int, *, width: int) -> QImage:
    """One page (from 0) as a picture ``width`` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return image.copy()
    finally:
        document.close()
