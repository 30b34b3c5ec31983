"""From PDF bytes to paper, without a file of ours in between."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from ma_desktop.views.dialogs.preview import Preview, pages, paint


def two_pages() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER)
    for n in (1, 2):
        canvas.rect(72, 72, 144, 144, fill=1)
        canvas.drawString(72, 720, f"page {n}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pages_keep_their_size_and_their_ink(qtbot) -> None:
    images = pages(two_pages(), 100)
    assert [(image.width(), image.height()) for image in images] == [(850, 1100)] * 2
    assert images[0].pixelColor(150, 950).lightness() < 20
    assert images[0].pixelColor(600, 300).lightness() > 235


def test_printing_gives_each_page_its_own_sheet(qtbot, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(True)
    printer.setResolution(300)
    assert paint(printer, pages(two_pages(), 150))
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == 2
    image = printed[0].render(scale=100 / 72).to_pil().convert("L")
    assert image.getpixel((150, 950)) < 40
    assert image.getpixel((600, 300)) > 235
    printed.close()


def test_nothing_to_print_is_said(qtbot) -> None:
    assert not paint(QPrinter(), [])


def test_print_and_save_are_reported_after_they_happened(inline, tmp_path: Path) -> None:
    done: list[str] = []
    inline.bench.show_pdf(
        two_pages(),
        "After-visit summary",
        lambda copies: done.append(f"printed {copies}"),
        lambda: done.append("saved"),
    )
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, Preview)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    preview.send(printer)
    preview.save_to(tmp_path / "kept.pdf")
    assert done == ["printed 1", "saved"]
    assert (tmp_path / "kept.pdf").read_bytes() == preview.pdf
    preview.save_to(tmp_path / "no such folder" / "kept.pdf")
    assert "nothing was lost" in preview.notice_line.sentence
    preview.reject()
