"""From PDF bytes to paper, without a file of ours in between."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from ma_desktop.views.paper import page_image, page_sizes, print_pdf, printer_for

LETTER, A4 = (612.0, 792.0), (595.28, 841.89)


def two_pages(size: tuple[float, float] = LETTER) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    for n in (1, 2):
        canvas.rect(72, 72, 144, 144, fill=1)
        canvas.drawString(72, 720, f"page {n}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def to_file(path: Path, size: str = "letter") -> QPrinter:
    printer = printer_for("Superbill", size)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_pages_keep_their_size_and_their_ink(qtbot) -> None:
    assert page_sizes(two_pages()) == [LETTER, LETTER]
    image = page_image(two_pages(), 1, width=850)
    assert (image.width(), image.height()) == (850, 1100)
    assert image.pixelColor(150, 950).lightness() < 20
    assert image.pixelColor(600, 300).lightness() > 235


@pytest.mark.parametrize(("size", "points"), [("letter", LETTER), ("a4", A4)])
def test_printing_gives_each_page_its_own_sheet_in_true_size(
    qtbot, tmp_path: Path, size: str, points
) -> None:
    printer = to_file(tmp_path / "out.pdf", size)
    assert printer.docName() == "Superbill"
    assert print_pdf(printer, two_pages(points))
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == 2
    assert [round(side) for side in printed[0].get_size()] == [round(side) for side in points]
    image = printed[0].render(scale=1).to_pil().convert("L")
    tall = image.height
    dark = [x for x in range(image.width) if image.getpixel((x, tall - 144)) < 60]
    assert (dark[0], dark[-1]) == pytest.approx((72, 215), abs=1.5)
    printed.close()


def test_a_letter_page_on_a4_paper_is_made_smaller_and_not_cut(qtbot, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf", "letter")
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    assert print_pdf(printer, two_pages())
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    image = printed[0].render(scale=1).to_pil().convert("L")
    scale = A4[0] / LETTER[0]
    middle = round((A4[1] + LETTER[1] * scale) / 2 - 144 * scale)
    dark = [x for x in range(image.width) if image.getpixel((x, middle)) < 60]
    assert (dark[0], dark[-1]) == pytest.approx((72 * scale, 215 * scale), abs=1.5)
    printed.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_said(qtbot, tmp_path: Path) -> None:
    assert not print_pdf(to_file(tmp_path / "no such folder" / "out.pdf"), two_pages())
