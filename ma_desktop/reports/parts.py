"""The parts of a page: headings, paragraphs, bullets, boxes, columns. Measures are points."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from ma_desktop.reports.page import Block
from ma_desktop.reports.text import ACCENT, MUTED, TEXT, Ink, Line, draw_lines, drop, fitted, wrap

#: LOOK: lines of at most 75 characters; FiraGO's letters are half a size wide on average.
MEASURE = 38.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes of one kind of page, in points. ``air``: share of the usual white."""

    title: float
    subtitle: float
    heading: float
    body: float
    note: float
    small: float
    air: float = 1.0
    leading: float = 1.42
    large: bool = False

    def white(self, lines: float) -> float:
        """White of so many sizes of the body, less on a tight page."""
        return self.body * lines * self.air

    @property
    def body_ink(self) -> Ink:
        return Ink(self.body, leading=self.leading)

    @property
    def note_ink(self) -> Ink:
        return Ink(self.note, MUTED)

    @property
    def small_ink(self) -> Ink:
        return Ink(self.small, MUTED)


#: DOMAIN 8: at least 12 pt for patients, 16 for large print (notes included); work pages are denser.
PATIENT = Sizes(title=24, subtitle=11, heading=14, body=12, note=10, small=9.5)
TIGHT = Sizes(title=24, subtitle=11, heading=14, body=12, note=10, small=9.5, air=0.72, leading=1.35)
LARGE = Sizes(title=28, subtitle=16, heading=20, body=16, note=16, small=16, large=True)
LARGE_TIGHT = replace(LARGE, air=0.7, leading=1.35)
STAFF = Sizes(title=24, subtitle=11, heading=14, body=11, note=10, small=9.5, air=0.9)
CLERK = Sizes(title=24, subtitle=11, heading=14, body=9.5, note=9, small=8.5)


def literal(text: str) -> str:
    """Text as it is, even if it has the asterisks that make words bold."""
    return text.replace("**", "*\u2060*")


def strong(text: str) -> str:
    return f"**{literal(text.strip())}**" if text.strip() else ""


class Space(Block):
    """White."""

    def __init__(self, points: float) -> None:
        self.points = points

    def height(self, width: float) -> float:
        return self.points

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Nothing is drawn: white is the point."""


class Paragraph(Block):
    """Text in lines no longer than ``MEASURE``; parted only where two lines stay on either page."""

    def __init__(
        self, text: str, ink: Ink, *, before: float = 0, keep: bool = False, align: str = "left", indent: float = 0,
        measure: float = MEASURE,
    ) -> None:  # fmt: skip
        self.text, self.ink, self.before, self.keep = text, ink, before, keep
        self.align, self.indent, self.measure = align, indent, measure
        self.lines: list[Line] | None = None
        self._room = 0.0

    def laid(self, width: float) -> list[Line]:
        """The lines; measured again only when the width changes or the text was parted."""
        room = min(width - self.indent, self.measure * self.ink.size)
        if self.lines is None or (self._room and self._room != room):
            self.lines = wrap(self.text, self.ink, room)
            self._room = room
        return self.lines

    def height(self, width: float) -> float:
        return len(self.laid(width)) * self.ink.pitch

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        start = {"left": x + self.indent, "right": x + width, "center": x + width / 2}[self.align]
        draw_lines(canvas, self.laid(width), start, top, self.ink, self.align)

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        lines = self.laid(width)
        count = min(int(room / self.ink.pitch), len(lines) - 2)
        if count < 2:
            return None
        return self._part(lines[:count], keep=False), self._part(lines[count:], keep=self.keep)

    def _part(self, lines: list[Line], *, keep: bool) -> Paragraph:
        part = copy(self)
        part.lines, part.keep, part._room = lines, keep, 0.0
        return part


class Title(Block):
    """What the page is, in the reader's words, and one muted line under it."""

    def __init__(self, text: str, subtitle: str, sizes: Sizes) -> None:
        self.text, self.subtitle = text, subtitle
        self.ink, self.sub = Ink(sizes.title, bold=True, leading=1.2), Ink(sizes.subtitle, MUTED)

    def _laid(self, width: float) -> tuple[list[Line], Ink, list[Line]]:
        lines, ink = fitted(self.text, self.ink, width, 0.7)
        return lines, ink, wrap(self.subtitle, self.sub, width) if self.subtitle else []

    def height(self, width: float) -> float:
        lines, ink, sub = self._laid(width)
        return len(lines) * ink.pitch + len(sub) * self.sub.pitch + 4

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        lines, ink, sub = self._laid(width)
        _outline(canvas, lines, top)
        below = draw_lines(canvas, lines, x, top, ink)
        draw_lines(canvas, sub, x, below, self.sub)


class Heading(Block):
    """Larger white above than below; stays with what follows; stands in the file's outline."""

    keep = True

    def __init__(
        self, text: str, sizes: Sizes, *, before: float | None = None, outlined: bool = True
    ) -> None:
        self.text, self.outlined = text, outlined
        self.ink = Ink(sizes.heading, ACCENT, bold=True, leading=1.25)
        self.before = sizes.heading * 1.3 * sizes.air if before is None else before
        self.after = sizes.heading * 0.4 * sizes.air

        self._lines: list[Line] | None = None

    def _laid(self, width: float) -> list[Line]:
        if self._lines is None:
            self._lines = wrap(self.text, self.ink, width)
        return self._lines

    def height(self, width: float) -> float:
        return len(self._laid(width)) * self.ink.pitch + self.after

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        lines = self._laid(width)
        if self.outlined:
            _outline(canvas, lines, top)
        draw_lines(canvas, lines, x, top, self.ink)


def _outline(canvas: Canvas, lines: list[Line], top: float) -> None:
    """A bookmark that shows the heading with a little white above it."""
    key = f"{canvas.getPageNumber()}-{top:.2f}"
    canvas.bookmarkHorizontal(key, 0, top + 8)
    canvas.addOutlineEntry(" ".join(line.words for line in lines), key, level=0)


class Bullet(Paragraph):
    """A real bullet, drawn round; its lines hang."""

    def __init__(self, text: str, ink: Ink, *, before: float = 2, color: Color = TEXT) -> None:
        super().__init__(text, ink, before=before, indent=ink.size * 1.15)
        self.color = color
        self._first = True

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        if self._first:
            canvas.setFillColor(self.color)
            size = self.ink.size
            canvas.circle(x + size * 0.35, top - drop(self.ink) + size * 0.26, size * 0.19, stroke=0, fill=1)
        super().draw(canvas, x, top, width)

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        parts = super().split(width, room, page)
        if parts and isinstance(parts[1], Bullet):
            parts[1]._first = False
        return parts


class Box(Block):
    """Blocks one below the other, with a rounded frame or surface around them if asked."""

    def __init__(
        self, blocks: Sequence[Block], *, pad: tuple[float, float] = (0, 0), fill: Color | None = None,
        stroke: Color | None = None, line: float = 1.2, before: float = 0, keep: bool = False,
    ) -> None:  # fmt: skip
        self.blocks, self.pad, self.fill, self.stroke, self.line = list(blocks), pad, fill, stroke, line
        self.before, self.keep = before, keep

    def _inner(self, width: float) -> float:
        return width - 2 * self.pad[0]

    def height(self, width: float) -> float:
        inner = self._inner(width)
        tall = sum(
            block.height(inner) + (block.before if place else 0) for place, block in enumerate(self.blocks)
        )
        return tall + 2 * self.pad[1]

    def draw(self, canvas: Canvas, x: float, top: float, width: float, tall: float | None = None) -> None:
        """``tall``: a frame taller than its blocks, to match its neighbor."""
        self._draw_frame(canvas, x, top, width, tall or self.height(width))
        inner, y = self._inner(width), top - self.pad[1]
        for place, block in enumerate(self.blocks):
            y -= block.before if place else 0
            block.draw(canvas, x + self.pad[0], y, inner)
            y -= block.height(inner)

    def _draw_frame(self, canvas: Canvas, x: float, top: float, width: float, tall: float) -> None:
        if self.fill is None and self.stroke is None:
            return
        inset = self.line / 2 if self.stroke is not None else 0
        if self.fill is not None:
            canvas.setFillColor(self.fill)
        if self.stroke is not None:
            canvas.setStrokeColor(self.stroke)
            canvas.setLineWidth(self.line)
        canvas.roundRect(
            x + inset, top - tall + inset, width - 2 * inset, tall - 2 * inset, 6,
            stroke=int(self.stroke is not None), fill=int(self.fill is not None),
        )  # fmt: skip

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        """Between its blocks, or inside one; framed boxes only if an empty page could not hold them."""
        if self.stroke is not None and self.height(width) <= page:
            return None
        inner, left = self._inner(width), room - 2 * self.pad[1]
        for place, block in enumerate(self.blocks):
            tall = block.height(inner) + (block.before if place else 0)
            if tall > left:
                return self._parted(place, block.split(inner, left - (block.before if place else 0), page))
            left -= tall
        return None

    def _parted(self, place: int, halves: tuple[Block, Block] | None) -> tuple[Block, Block] | None:
        if halves:
            return self._with([*self.blocks[:place], halves[0]]), self._with(
                [halves[1], *self.blocks[place + 1 :]]
            )
        while place and self.blocks[place - 1].keep:
            place -= 1
        if not place:
            return None
        return self._with(self.blocks[:place]), self._with(self.blocks[place:])

    def _with(self, blocks: list[Block]) -> Box:
        part = copy(self)
        part.blocks = blocks
        return part


class Beside(Block):
    """Boxes side by side, equally tall. ``shares``: of the width, like (1, 1); gaps are taken off first."""

    def __init__(
        self,
        boxes: Sequence[Box],
        shares: Sequence[float],
        *,
        gap: float = 8,
        before: float = 0,
        keep: bool = False,
    ) -> None:
        self.boxes, self.shares, self.gap, self.before, self.keep = list(boxes), shares, gap, before, keep

    def _widths(self, width: float) -> list[float]:
        room = width - self.gap * (len(self.shares) - 1)
        return [room * share / sum(self.shares) for share in self.shares]

    def height(self, width: float) -> float:
        return max(box.height(wide) for box, wide in zip(self.boxes, self._widths(width), strict=False))

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        tall = self.height(width)
        for box, wide in zip(self.boxes, self._widths(width), strict=False):
            box.draw(canvas, x, top, wide, tall)
            x += wide + self.gap

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        """Only if an empty page could not hold it: then one box below the other."""
        if self.height(width) <= page:
            return None
        below = [Box([box], before=self.gap if place else 0) for place, box in enumerate(self.boxes)]
        return Box(below).split(width, room, page)


def tick_box(canvas: Canvas, x: float, bottom: float, size: float, *, ticked: bool = False) -> None:
    """A square to tick, drawn: fonts lack it. ``x``, ``bottom``: its lower left corner."""
    canvas.setStrokeColor(TEXT)
    canvas.setLineWidth(1.0)
    canvas.rect(x, bottom, size, size, stroke=1, fill=0)
    if ticked:
        canvas.setLineWidth(1.7)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        tick = canvas.beginPath()
        tick.moveTo(x + size * 0.2, bottom + size * 0.52)
        tick.lineTo(x + size * 0.42, bottom + size * 0.26)
        tick.lineTo(x + size * 0.82, bottom + size * 0.78)
        canvas.drawPath(tick)
        canvas.setLineCap(0)
