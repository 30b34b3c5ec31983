"""Lines of text: bold words, breaking into a width, drawing. Nothing ever leaves its width.

``**words**`` are bold. Text comes as typed; it is never read as markup beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

from ma_desktop.reports import scripts
from ma_desktop.reports.fonts import BOLD, REGULAR, width

_MARKED = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*", re.DOTALL)
_TOKENS = re.compile(r"[^\S\u00a0]+|(?:\u00a0|\S)+")
_BREAKABLE = re.compile(r"(?<=[-/–—,@._])(?=\w)")

#: A last line shorter than this share of the column looks lost; columns that much narrower are tried.
_LONELY, _NARROWER = 0.16, (0.94, 0.88, 0.8)

TEXT = HexColor("#15202B")
MUTED = HexColor("#566472")
ACCENT = HexColor("#0B6B72")
DANGER = HexColor("#B3261E")
WARN = HexColor("#855300")
LINE = HexColor("#C3CCD3")
TILE = HexColor("#EDF4F4")
WHITE = HexColor("#FFFFFF")


@dataclass(frozen=True, slots=True)
class Ink:
    """How text looks. ``size`` in points; ``leading`` as a multiple of it."""

    size: float
    color: Color = TEXT
    bold: bool = False
    leading: float = 1.35

    @property
    def pitch(self) -> float:
        """Points from one line to the next."""
        return self.size * self.leading

    @property
    def font(self) -> str:
        return BOLD if self.bold else REGULAR


@dataclass(frozen=True, slots=True)
class Line:
    """``pieces``: (font, text), in reading order; ``width`` in points."""

    pieces: tuple[tuple[str, str], ...]
    width: float

    @property
    def words(self) -> str:
        return "".join(text for _font, text in self.pieces)


def runs(text: str, ink: Ink) -> list[tuple[str, str]]:
    """(font, text) for plain and ``**bold**`` stretches."""
    parts = _MARKED.split(text) if "**" in text else [text]
    found = [(BOLD if place % 2 else ink.font, scripts.clean(part)) for place, part in enumerate(parts)]
    return [run for run in found if run[1]]


def one_line(text: str, ink: Ink) -> Line:
    """The text unbroken, however wide."""
    pieces = tuple(runs(text, ink))
    return Line(pieces, sum(width(part, font, ink.size) for font, part in pieces))


def wrap(text: str, ink: Ink, room: float) -> list[Line]:
    """The text in lines of at most ``room`` points; line breaks in it are kept, words too long are cut."""
    lines: list[Line] = []
    for paragraph in text.replace("\r\n", "\n").strip("\n").split("\n"):
        whole = one_line(paragraph.strip(), ink)
        lines += [whole] if whole.width <= room else _evened(whole, ink.size, room)
    return lines


def _evened(line: Line, size: float, room: float) -> list[Line]:
    """Broken lines of which the last is no lonely short word, if a slightly narrower column can help that."""
    lines = _broken(line, size, room)
    for share in _NARROWER:
        if lines[-1].width > room * _LONELY:
            break
        closer = _broken(line, size, room * share)
        if len(closer) == len(lines):
            lines = closer
    return lines


Word = list[tuple[str, str]]


def _words(line: Line) -> Iterator[Word]:
    """Stretches that stay together: a word may change its font in the middle."""
    word: Word = []
    for font, text in line.pieces:
        for token in _TOKENS.findall(text):
            if token.isspace() and token != "\u00a0":
                if word:
                    yield word
                word = []
                yield [(font, " ")]
            else:
                word.append((font, token))
    if word:
        yield word


def _broken(line: Line, size: float, room: float) -> list[Line]:
    lines: list[Line] = []
    now: Word = []
    used = 0.0
    for word in _words(line):
        for part in _fitting(word, size, room):
            wide = sum(width(text, font, size) for font, text in part)
            blank = part[0][1] == " "
            if used + wide > room and now and not blank:
                lines.append(_line(now, size))
                now, used = [], 0.0
            if now or not blank:
                now += part
                used += wide
    if now:
        lines.append(_line(now, size))
    return lines or [Line((), 0.0)]


def _line(pieces: Word, size: float) -> Line:
    """Without the blank at its end; neighbors of one font become one piece."""
    while pieces and pieces[-1][1] == " ":
        pieces = pieces[:-1]
    merged: Word = []
    for font, text in pieces:
        if merged and merged[-1][0] == font:
            merged[-1] = (font, merged[-1][1] + text)
        else:
            merged.append((font, text))
    return Line(tuple(merged), sum(width(text, font, size) for font, text in merged))


def _fitting(word: Word, size: float, room: float) -> Iterator[Word]:
    """The word whole if a line can hold it; else cut after hyphens and slashes, at last between letters."""
    if sum(width(text, font, size) for font, text in word) <= room:
        yield word
        return
    for font, text in word:
        for part in _BREAKABLE.split(text):
            if width(part, font, size) <= room:
                yield [(font, part)]
            else:
                yield from _cut(font, part, size, room)


def _cut(font: str, text: str, size: float, room: float) -> Iterator[Word]:
    start = 0
    for end in range(1, len(text) + 1):
        if width(text[start : end + 1], font, size) > room or end == len(text):
            yield [(font, text[start:end])]
            start = end


def shrunk(text: str, ink: Ink, room: float, least: float = 0.72) -> tuple[Line, Ink]:
    """One line in ``room``: smaller if it must be, down to ``least`` of its size; the caller wraps what is left."""
    line = one_line(text, ink)
    if line.width <= room:
        return line, ink
    factor = max(room / line.width, least)
    small = Ink(ink.size * factor * 0.999, ink.color, ink.bold, ink.leading)
    return one_line(text, small), small


def fitted(text: str, ink: Ink, room: float, least: float = 0.72) -> tuple[list[Line], Ink]:
    """One line if shrinking allows, else several lines of the small size."""
    line, small = shrunk(text, ink, room, least)
    return ([line], small) if line.width <= room else (wrap(text, small, room), small)


def draw_line(canvas: object, line: Line, x: float, baseline: float, ink: Ink, align: str = "left") -> None:
    """``x`` is the left, right or middle of the line, as ``align`` says."""
    if not line.pieces:
        return
    start = x - {"left": 0.0, "right": line.width, "center": line.width / 2}[align]
    pen = canvas.beginText(start, baseline)  # type: ignore[attr-defined]
    pen.setFillColor(ink.color)
    for font, text in line.pieces:
        pen.setFont(font, ink.size)
        if scripts.special(text):
            _out_with_actual_text(pen, text)
        else:
            pen.textOut(text)
    canvas.drawText(pen)  # type: ignore[attr-defined]


def _out_with_actual_text(pen: object, text: str) -> None:
    """Drawn in the order of the eye, copied out in the order of the mouth (PDF 32000-1, 14.9.4)."""
    pen._code.append(f"/Span <</ActualText <FEFF{scripts.logical(text).encode('utf-16-be').hex()}>>> BDC")  # type: ignore[attr-defined]
    pen.textOut(scripts.visual(text))  # type: ignore[attr-defined]
    pen._code.append("EMC")  # type: ignore[attr-defined]


def draw_lines(
    canvas: object, lines: list[Line], x: float, top: float, ink: Ink, align: str = "left"
) -> float:
    """Lines below ``top``; returns the y below the last one. The letters sit in the middle of their pitch."""
    for line in lines:
        draw_line(canvas, line, x, top - drop(ink), ink, align)
        top -= ink.pitch
    return top


def drop(ink: Ink) -> float:
    """Points from the top of a line to its baseline: FiraGO's capitals are 0.689 of the size high."""
    return (ink.pitch + 0.689 * ink.size) / 2
