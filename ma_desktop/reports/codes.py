"""Codes that scan: Code 128 bars and QR squares, drawn as filled shapes with their quiet zones."""

from __future__ import annotations

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

from ma_desktop.reports.page import Block
from ma_desktop.reports.text import MUTED, TEXT, Ink, draw_lines, one_line

#: Narrowest bar in points: 0.25 mm, what office scanners read from a 300 dpi print (GS1: at least 0.25 mm).
_BAR = 0.72


class Barcode(Block):
    """Code 128 of ASCII text, right-aligned, a muted caption below it."""

    def __init__(self, value: str, caption: str, *, tall: float = 26, before: float = 0) -> None:
        self.value, self.caption, self.tall, self.before = value, caption, tall, before
        self.ink = Ink(8.5, MUTED)

    def height(self, width: float) -> float:
        return self.tall + 3 + self.ink.pitch

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        bars = Code128(self.value, barHeight=self.tall, barWidth=_BAR, quiet=True, lquiet=7.2, rquiet=7.2)
        bars.barWidth = min(_BAR, _BAR * width / bars.width) if bars.width > width else _BAR
        bars.barFillColor = TEXT
        left = x + width - bars.width
        bars.drawOn(canvas, left, top - self.tall)
        line = one_line(self.caption, self.ink)
        middle = min(left + bars.width / 2, x + width - line.width / 2)
        draw_lines(canvas, [line], middle, top - self.tall - 3, self.ink, "center")


class Squares(Block):
    """A QR code of ``side`` points, error correction M (15 %), with its quiet zone of four squares."""

    def __init__(self, value: str, side: float, *, before: float = 0) -> None:
        self.side, self.before = side, before
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(value)
        code.make()
        self.code = code

    def height(self, width: float) -> float:
        return self.side

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        count = self.code.getModuleCount()
        size = self.side / (count + 8)
        canvas.setFillColor(TEXT)
        squares = canvas.beginPath()
        for row in range(count):
            for start, length in _stretches([bool(self.code.isDark(row, place)) for place in range(count)]):
                squares.rect(x + (start + 4) * size, top - (row + 5) * size, length * size, size)
        canvas.drawPath(squares, stroke=0, fill=1)


def _stretches(dark: list[bool]) -> list[tuple[int, int]]:
    """(start, length) of the dark runs of a row: neighbors drawn as one leave no hairline between them."""
    found: list[tuple[int, int]] = []
    for place, black in enumerate(dark):
        if not black:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found
