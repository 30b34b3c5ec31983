"""Parts that people write on: lists to tick, lines to sign, sums."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.reports.page import Block
from ma_desktop.reports.parts import literal, strong, tick_box
from ma_desktop.reports.text import (
    LINE,
    MUTED,
    TEXT,
    Ink,
    Line,
    draw_line,
    draw_lines,
    drop,
    fitted,
    one_line,
    shrunk,
    wrap,
)

#: Lines of one column before its services go on in the next.
_MOST = 14

#: (group, [(code, label, done)])
Group = tuple[str, Sequence[tuple[str, str, bool]]]


class GridHead(Block):
    """Muted titles of the columns of a grid, each over its own line."""

    keep = True

    def __init__(self, titles: Sequence[str], columns: int, ink: Ink) -> None:
        self.titles, self.columns = titles, columns
        self.ink = Ink(ink.size, MUTED, bold=True)

    def height(self, width: float) -> float:
        return self.ink.pitch + 7

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        wide = _column(width, self.columns)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        for title in self.titles:
            line, ink = shrunk(title, self.ink, wide, 0.5)
            draw_line(canvas, line, x, top - drop(self.ink), ink)
            canvas.line(x, top - self.ink.pitch - 3, x + wide, top - self.ink.pitch - 3)
            x += wide + _GAP


_GAP = 9.0


def _column(width: float, columns: int) -> float:
    return (width - _GAP * (columns - 1)) / columns


class GridRow(Block):
    """One tick box, code and label in each column; what was done is ticked and bold."""

    def __init__(
        self, cells: Sequence[tuple[str, str, bool] | None], columns: int, ink: Ink, *, keep: bool = False
    ) -> None:
        self.cells, self.columns, self.ink, self.keep = cells, columns, ink, keep

    def _label(self, cell: tuple[str, str, bool], wide: float) -> tuple[float, list[Line], Ink]:
        code, label, done = cell
        start = max(self.ink.size * 5.9, 15 + one_line(strong(code), self.ink).width + 5)
        lines, ink = fitted(strong(label) if done else literal(label), self.ink, wide - start, 0.85)
        return start, lines, ink

    def height(self, width: float) -> float:
        wide = _column(width, self.columns)
        labels = [self._label(cell, wide) for cell in self.cells if cell]
        return max([self.ink.size * 1.95, *(len(lines) * ink.pitch + 3 for _start, lines, ink in labels)])

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        wide, size = _column(width, self.columns), self.ink.size
        for cell in self.cells:
            if cell:
                code, _text, done = cell
                tick_box(canvas, x + 0.5, top - drop(self.ink) - size * 0.12, size * 0.98, ticked=done)
                line = one_line(strong(code) if done else literal(code), self.ink)
                draw_line(canvas, line, x + 15, top - drop(self.ink), self.ink)
                start, lines, ink = self._label(cell, wide)
                draw_lines(canvas, lines, x + start, top - (drop(self.ink) - drop(ink)), ink)
            x += wide + _GAP


def service_grid(
    groups: Sequence[Group], ink: Ink, *, again: Sequence[Block] = (), columns: int = 4
) -> list[Block]:
    """Groups as columns, four beside each other; a long group goes on in the next column."""
    stretches = [
        (name, list(services[start : start + _MOST]))
        for name, services in groups
        for start in range(0, len(services), _MOST)
    ]
    blocks: list[Block] = []
    for start in range(0, len(stretches), columns):
        band = stretches[start : start + columns]
        head = GridHead([name for name, _services in band], columns, ink)
        head.before = 8 if start else 0
        head.again = tuple(again)
        blocks.append(head)
        for place in range(max(len(services) for _name, services in band)):
            cells = [services[place] if place < len(services) else None for _name, services in band]
            row = GridRow(cells, columns, ink)
            row.again = (*again, head)
            blocks.append(row)
    return blocks


class Signature(Block):
    """Lines to write on, each with its words below."""

    def __init__(self, labels: Sequence[str], shares: Sequence[float], *, before: float = 0) -> None:
        self.labels, self.shares, self.before = labels, shares, before
        self.ink = Ink(8.5, MUTED)
        self.gap = 36.0

    def _cells(self, width: float) -> list[tuple[float, list[Line]]]:
        room = width - self.gap * (len(self.labels) - 1)
        wides = [room * share / sum(self.shares) for share in self.shares]
        return [(wide, wrap(label, self.ink, wide)) for label, wide in zip(self.labels, wides, strict=True)]

    def height(self, width: float) -> float:
        return 4 + max(len(lines) for _wide, lines in self._cells(width)) * self.ink.pitch

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        canvas.setStrokeColor(TEXT)
        canvas.setLineWidth(0.8)
        for wide, lines in self._cells(width):
            canvas.line(x, top, x + wide, top)
            draw_lines(canvas, lines, x, top - 3, self.ink)
            x += wide + self.gap


class Pair(Block):
    """A label at the left and a value at the right of one line, like a sum; ``ruled``: a hairline below."""

    def __init__(
        self, label: str, value: str, ink: Ink, *, bold: bool = False, before: float = 0, ruled: bool = False
    ) -> None:
        mark = strong if bold else literal
        self.label, self.value, self.ink, self.before, self.ruled = (
            mark(label),
            mark(value),
            ink,
            before,
            ruled,
        )

    def _laid(self, width: float) -> tuple[list[Line], list[Line]]:
        value = wrap(self.value, self.ink, width * 0.6)
        taken = max((line.width for line in value), default=0.0)
        return wrap(self.label, self.ink, width - taken - 10), value

    def height(self, width: float) -> float:
        return max(len(lines) for lines in self._laid(width)) * self.ink.pitch + (5 if self.ruled else 0)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        label, value = self._laid(width)
        inner = top - (2 if self.ruled else 0)
        draw_lines(canvas, label, x, inner, self.ink)
        draw_lines(canvas, value, x + width, inner, self.ink, "right")
        if self.ruled:
            bottom = top - self.height(width)
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.6)
            canvas.line(x, bottom, x + width, bottom)


class Fact(Block):
    """A muted label in a narrow column, what it is beside it."""

    def __init__(self, label: str, value: str, ink: Ink) -> None:
        self.label, self.value, self.ink = literal(label), literal(value), ink
        self.quiet = Ink(ink.size, MUTED, leading=ink.leading)

    def _laid(self, width: float) -> tuple[float, list[Line], list[Line]]:
        start = max(width * 0.2, 6.5 * self.ink.size)
        return start, wrap(self.label, self.quiet, start - 8), wrap(self.value, self.ink, width - start)

    def height(self, width: float) -> float:
        _start, label, value = self._laid(width)
        return max(len(label), len(value)) * self.ink.pitch

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        start, label, value = self._laid(width)
        draw_lines(canvas, label, x, top, self.quiet)
        draw_lines(canvas, value, x + start, top, self.ink)


__all__ = ["Fact", "GridHead", "GridRow", "Group", "Pair", "Signature", "service_grid"]
