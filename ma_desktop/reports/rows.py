"""Rows that repeat down a page: tagged medicines, numbered steps, table rows, measure tiles."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from ma_desktop.reports.page import Block
from ma_desktop.reports.parts import Sizes, tick_box
from ma_desktop.reports.text import (
    ACCENT,
    LINE,
    MUTED,
    TILE,
    WHITE,
    Ink,
    Line,
    draw_line,
    draw_lines,
    drop,
    fitted,
    one_line,
    shrunk,
    wrap,
)  # fmt: skip


class TaggedRow(Block):
    """A pill with a word, a sentence, a muted note at the right, a hairline below."""

    before = 0.0

    def __init__(self, tag: str, tone: Color, text: str, note: str, sizes: Sizes) -> None:
        self.tag, self.tone, self.text, self.note = tag, tone, text, note
        self.ink, self.small, self.pill = (
            sizes.body_ink,
            sizes.note_ink,
            Ink(sizes.body * (0.75 if sizes.large else 0.66), tone, bold=True),
        )
        self.stacked = sizes.large
        self._laid: tuple[float, list[Line], list[Line]] | None = None

    def _columns(self, width: float) -> tuple[float, list[Line], list[Line]]:
        """Where the text starts, its lines, the note's lines; measured once."""
        if self._laid is None:
            start = self.ink.size * (6.6 if self.stacked else 6)
            if self.stacked:
                notes = wrap(self.note, self.small, width - start) if self.note else []
                self._laid = start, wrap(self.text, self.ink, width - start), notes
            else:
                room = width - start
                notes = wrap(self.note, self.small, room * 0.42) if self.note else []
                taken = max((line.width for line in notes), default=-12.0) + 12
                self._laid = start, wrap(self.text, self.ink, room - taken), notes
        return self._laid

    def height(self, width: float) -> float:
        _start, lines, notes = self._columns(width)
        text, note = len(lines) * self.ink.pitch, len(notes) * self.small.pitch
        return (text + note if self.stacked else max(text, note + 2)) + 4

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        start, lines, notes = self._columns(width)
        inner = top - 2
        if self.tag:
            self._draw_pill(canvas, x, inner, start)
        below = draw_lines(canvas, lines, x + start, inner, self.ink)
        if self.stacked:
            draw_lines(canvas, notes, x + start, below, self.small)
        else:
            base = drop(self.ink) - drop(self.small)
            draw_lines(canvas, notes, x + width, inner - base, self.small, "right")
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        bottom = top - self.height(width)
        canvas.line(x, bottom, x + width, bottom)

    def _draw_pill(self, canvas: Canvas, x: float, top: float, room: float) -> None:
        line, ink = shrunk(self.tag, self.pill, room - self.ink.size * 1.5)
        tall = self.ink.size * 1.12
        middle = top - self.ink.pitch / 2
        canvas.setStrokeColor(self.tone)
        canvas.setLineWidth(1.1)
        canvas.roundRect(x + 0.5, middle - tall / 2, line.width + self.ink.size * 0.95, tall, tall / 2)
        draw_line(canvas, line, x + 0.5 + self.ink.size * 0.475, middle - ink.size * 0.345, ink)

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        """Only a row that no page could hold."""
        if self.height(width) <= page:
            return None
        start, lines, notes = self._columns(width)
        count = int((room - 4) / self.ink.pitch)
        if count < 1 or count >= len(lines):
            return None
        first, rest = copy(self), copy(self)
        first._laid, rest._laid = (start, lines[:count], notes), (start, lines[count:], [])
        rest.tag = ""
        return first, rest


class Step(Block):
    """A filled circle with its number, what to do, a box to tick at the right."""

    def __init__(self, number: int, text: str, sizes: Sizes, *, before: float) -> None:
        self.number, self.text, self.before = number, text, before
        self.ink, self.mark = sizes.body_ink, Ink(sizes.body * 0.87, WHITE, bold=True)
        self._lines: list[Line] | None = None

    def _laid(self, width: float) -> list[Line]:
        if self._lines is None:
            self._lines = wrap(self.text, self.ink, width - self.ink.size * 4.6)
        return self._lines

    def height(self, width: float) -> float:
        return max(len(self._laid(width)) * self.ink.pitch, self.ink.size * 1.5)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        size, lines = self.ink.size, self._laid(width)
        middle = top - self.ink.pitch / 2
        if self.number:
            canvas.setFillColor(ACCENT)
            canvas.circle(x + size * 0.75, middle, size * 0.75, stroke=0, fill=1)
            number = one_line(str(self.number), self.mark)
            draw_line(canvas, number, x + size * 0.75, middle - self.mark.size * 0.345, self.mark, "center")
            last = top - (len(lines) - 1) * self.ink.pitch - drop(self.ink)
            tick_box(canvas, x + width - size * 1.15, last - size * 0.14, size * 0.85)
        draw_lines(canvas, lines, x + size * 2.3, top, self.ink)

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        """Only a step that no page could hold."""
        if self.height(width) <= page:
            return None
        lines = self._laid(width)
        count = min(int(room / self.ink.pitch), len(lines) - 1)
        if count < 1:
            return None
        first, rest = copy(self), copy(self)
        first._lines, rest._lines, rest.number = lines[:count], lines[count:], 0
        return first, rest


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that matters: ``value`` large, ``caption`` says what it means."""

    label: str
    value: str
    caption: str = ""


class Tiles(Block):
    """One row of measure tiles of equal width."""

    def __init__(self, tiles: Sequence[Tile], columns: int, sizes: Sizes, *, before: float) -> None:
        self.tiles, self.columns, self.before = tiles, columns, before
        self.label = Ink(sizes.small, MUTED)
        self.value = Ink(sizes.body * 1.5, bold=True, leading=1.2)
        self.caption = Ink(
            max(sizes.body * 0.71, 8.5) if not sizes.large else sizes.small, MUTED, leading=1.25
        )
        self.gap = 8.0
        self._cells: list[list[tuple[list[Line], Ink]]] | None = None

    def _wide(self, width: float) -> float:
        return (width - self.gap * (self.columns - 1)) / self.columns

    def _laid(self, width: float) -> list[list[tuple[list[Line], Ink]]]:
        room = self._wide(width) - 20
        if self._cells is None:
            self._cells = [
                [fitted(tile.label, self.label, room, 0.9), fitted(tile.value, self.value, room, 0.6)]
                + ([(wrap(tile.caption, self.caption, room), self.caption)] if tile.caption else [])
                for tile in self.tiles
            ]
        return self._cells

    def height(self, width: float) -> float:
        tallest = max(sum(len(lines) * ink.pitch for lines, ink in cell) for cell in self._laid(width))
        return tallest + 14

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        tall, wide = self.height(width), self._wide(width)
        for cell in self._laid(width):
            canvas.setFillColor(TILE)
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.4)
            canvas.roundRect(x, top - tall, wide, tall, 6, stroke=1, fill=1)
            y = top - 7
            for lines, ink in cell:
                y = draw_lines(canvas, lines, x + 10, y, ink)
            x += wide + self.gap


def tile_rows(tiles: Sequence[Tile], sizes: Sizes, *, before: float) -> list[Block]:
    """Four tiles in a row, two in large print; fewer fill the row's first places."""
    columns = 2 if sizes.large else 4
    rows = [tiles[start : start + columns] for start in range(0, len(tiles), columns)]
    return [Tiles(row, columns, sizes, before=before if not place else 8) for place, row in enumerate(rows)]


@dataclass(frozen=True, slots=True)
class Column:
    """``share`` of the table's width; ``align``: left or right."""

    title: str
    share: float
    align: str = "left"


class TableRow(Block):
    """Cells that wrap inside their columns; a hairline below if ``ruled``. ``head``: stays with the next row."""

    def __init__(
        self,
        cells: Sequence[str],
        columns: Sequence[Column],
        ink: Ink,
        *,
        head: bool = False,
        ruled: bool = True,
    ) -> None:
        self.cells, self.columns, self.ink, self.keep, self.ruled = cells, columns, ink, head, ruled
        self.pad = 5.0 if ruled else 2.0
        self._laid: list[list[Line]] | None = None

    def edges(self, width: float) -> list[tuple[float, float]]:
        total, x, edges = sum(column.share for column in self.columns), 0.0, []
        for column in self.columns:
            edges.append((x, width * column.share / total))
            x += edges[-1][1]
        return edges

    def lines(self, width: float) -> list[list[Line]]:
        if self._laid is None:
            rooms = [
                wide - (8 if place < len(self.columns) - 1 else 0)
                for place, (_x, wide) in enumerate(self.edges(width))
            ]
            self._laid = [
                wrap(cell, self.ink, room) if cell else []
                for cell, room in zip(self.cells, rooms, strict=True)
            ]
        return self._laid

    def height(self, width: float) -> float:
        return max(1, *(len(lines) for lines in self.lines(width))) * self.ink.pitch + self.pad

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        for lines, column, (start, wide) in zip(
            self.lines(width), self.columns, self.edges(width), strict=True
        ):
            edge = x + start + (wide if column.align == "right" else 0)
            draw_lines(canvas, lines, edge, top - self.pad / 2, self.ink, column.align)
        if not self.ruled:
            return
        bottom = top - self.height(width)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        canvas.line(x, bottom, x + width, bottom)

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        """Only a row that no page could hold."""
        if self.height(width) <= page:
            return None
        count = int((room - self.pad) / self.ink.pitch)
        if count < 1:
            return None
        first, rest = copy(self), copy(self)
        first._laid = [lines[:count] for lines in self.lines(width)]
        rest._laid = [lines[count:] for lines in self.lines(width)]
        return first, rest


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], ink: Ink, *, again: Sequence[Block] = ()
) -> list[Block]:
    """Head and rows; the head (after ``again``, a heading) is repeated where the table goes on."""
    titles = Ink(ink.size * 0.95, MUTED, bold=True)
    head = TableRow([column.title for column in columns], columns, titles, head=True)
    blocks: list[Block] = [head]
    for cells in rows:
        row = TableRow(cells, columns, ink)
        row.again = (*again, head)
        blocks.append(row)
    return blocks


def continued(blocks: Sequence[Block], *again: Block) -> list[Block]:
    """The blocks, with a heading to set first on each page that they go on to."""
    for block in blocks:
        block.again = again
    return list(blocks)
