"""From PDF bytes to pictures and to the printer, in memory only. PDFium is used by one thread at a time: the third."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from ma_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

#: Dots per inch of the page sent to the printer.
PRINT_DPI = 300


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    """(width, height) of each page in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(page.get_width(), page.get_height()) for page in document]
    finally:
        document.close()


def page_image(pdf: bytes, number: int, *, width: int, turned: int = 0) -> QImage:
    """One page (from 0) as a picture ``width`` pixels wide, ``turned`` clockwise by 0, 90, 180 or 270 degrees."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[number]
        across = page.get_height() if turned % 180 else page.get_width()
        bitmap = page.render(scale=width / across, rotation=turned, rev_byteorder=True, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
        )
        return image.copy()
    finally:
        document.close()


def printer_for(title: str, size: str = "letter") -> QPrinter:
    """A printer set to the paper of the page. ``title``: what the spooler shows, never a patient's name."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(PRINT_DPI)
    printer.setDocName(title)
    paper = QPageSize.PageSizeId.A4 if size == "a4" else QPageSize.PageSizeId.Letter
    printer.setPageLayout(
        QPageLayout(QPageSize(paper), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
    )
    printer.setFullPage(True)
    return printer


def ask_printer(printer: QPrinter, parent: QWidget, then: Callable[[], object], title: str = "") -> None:
    """The system's dialog, without blocking; *Cancel* calls nothing."""
    from PySide6.QtPrintSupport import QPrintDialog

    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title or _("Print"))
    dialog.accepted.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog's own ``open`` wants a slot by name


def print_pdf(printer: QPrinter, pdf: bytes) -> bool:
    """Each page on a sheet of its own, in its true size; says whether the printer took it. One page in memory at once."""
    sizes = page_sizes(pdf)
    painter = QPainter()
    if not sizes or not painter.begin(printer):
        return False
    for number, (wide, tall) in enumerate(sizes):
        if number and not printer.newPage():
            painter.end()
            return False
        image = page_image(pdf, number, width=round(wide / 72 * PRINT_DPI))
        painter.drawImage(_place(printer, wide, tall), image)
    return painter.end()


def _place(printer: QPrinter, wide: float, tall: float) -> QRectF:
    """True size in the middle of the sheet; smaller only on a sheet that is smaller than the page."""
    dots = printer.resolution() / 72
    sheet = printer.paperRect(printer.Unit.DevicePixel)
    scale = min(1.0, sheet.width() / (wide * dots), sheet.height() / (tall * dots))
    width, height = wide * dots * scale, tall * dots * scale
    return QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height)
