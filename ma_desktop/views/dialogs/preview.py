"""A page before it is paper: shown from memory, printed from memory, saved only where a person says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.icons import icon
from ma_desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

#: Dots per inch of the page sent to the printer.
PRINT_DPI = 300


class Preview(Dialog):
    """``on_print(copies)`` and ``on_save()`` run after the page left for the printer or the file, so both are logged."""

    WIDTH = 720

    def __init__(
        self,
        bench: Workbench,
        pdf: bytes,
        title: str,
        on_print: Callable[[int], object] | None,
        on_save: Callable[[], object] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bench, title, parent=parent, yes=_("Print…"), no=_("Close"))
        from ma_desktop.views.widgets.pdf_view import PdfView

        self.pdf, self._on_print, self._on_save = pdf, on_print, on_save
        self.view = PdfView()
        self.view.setObjectName("pdfView")
        self.view.show_pdf(pdf)
        self.body.addWidget(self.view, 1)
        self.yes_button.setIcon(icon("print", "on_accent"))
        self.save_button = QPushButton(icon("save", "text"), _("Save as PDF…"))
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self._save)
        self.foot.insertWidget(0, self.save_button)
        self.yes_button.setFocus()
        self._fit(parent)

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.window().size() if parent is not None else QSize(1100, 900)
        self.resize(min(860, room.width() - 60), room.height() - 60)

    def accept(self) -> None:
        """Print…"""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.send(printer))
        dialog.show()

    def send(self, printer: QPrinter) -> None:
        """Renders away from the screen thread, then prints."""
        self.notice(_("Preparing the pages…"), "info")
        # PDFium must not be used by two threads at once: no resizing, so no drawing, while the other one renders
        self.setFixedSize(self.size())
        self.set_busy(True)
        self.bench.tasks.render(
            pages, self.pdf, PRINT_DPI,
            then=lambda images: self._printed(printer, images),
            failed=self._not_rendered,
        )  # fmt: skip

    def _not_rendered(self, error: Exception) -> None:
        self._let_resize()
        self.bench.fail(error, self)

    def _let_resize(self) -> None:
        self.setMinimumSize(self.WIDTH, 400)
        self.setMaximumSize(16777215, 16777215)

    def _printed(self, printer: QPrinter, images: list[QImage]) -> None:
        self._let_resize()
        if not paint(printer, images):
            self.notice(
                _(
                    "The printer did not take the page. Nothing was lost: choose another printer or save as PDF."
                )
            )
            return
        copies = printer.copyCount()
        self.notice(_("Sent to {printer}.").format(printer=printer.printerName() or _("the printer")), "ok")
        if self._on_print is not None:
            self._on_print(copies)

    def _save(self) -> None:
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter(_("PDF pages (*.pdf)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Writes the page where the person said, then has it logged."""
        self.bench.tasks.render(
            path.write_bytes,
            self.pdf,
            then=lambda _size: self._saved(),
            failed=lambda error: self._not_saved(error),
        )

    def _saved(self) -> None:
        self.notice(_("Saved. This file is no longer encrypted; whoever has it can read it."), "warn")
        if self._on_save is not None:
            self._on_save()

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self.notice(_("The file could not be written there. Choose another folder; nothing was lost."))
        else:
            self.bench.fail(error, self)


def pages(pdf: bytes, dpi: int) -> list[QImage]:
    """The pages of a PDF as images; each knows its dots per meter."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_image(page, dpi) for page in document]
    finally:
        document.close()


def _image(page: object, dpi: int) -> QImage:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=True)  # type: ignore[attr-defined]
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    ).copy()
    image.setDotsPerMeterX(round(dpi / 0.0254))
    image.setDotsPerMeterY(round(dpi / 0.0254))
    return image


def paint(printer: QPrinter, images: list[QImage]) -> bool:
    """Paints each image on a page of its own at its true size; says whether the printer took it."""
    painter = QPainter()
    if not images or not painter.begin(printer):
        return False
    for place, image in enumerate(images):
        if place:
            printer.newPage()
        inches = (
            image.width() / (image.dotsPerMeterX() * 0.0254),
            image.height() / (image.dotsPerMeterY() * 0.0254),
        )
        dpi = printer.resolution()
        painter.drawImage(QRectF(0, 0, inches[0] * dpi, inches[1] * dpi), image)
    return painter.end()
