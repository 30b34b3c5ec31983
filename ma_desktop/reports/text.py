"""Lines of text: bold words, breaking into a width, drawing. Nothing ever leaves its width.

``**words**`` are bold. Text comes as typed; it is never read as markup beyond that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from ma_desktop.reports import scripts
from ma_desktop.reports.fonts import BOLD, REGULAR, drawable, width

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
    return Line(pieces, sum([width(part, font, ink.size) for font, part in pieces]))


def wrap(text: str, ink: Ink, room: float) -> list[Line]:
    """The text in lines of at most ``room`` points; line breaks in it are kept, words too long are cut."""
    lines: list[Line] = []
    for paragraph in text.replace("\r\n", "\n").strip("\n").split("\n"):
        whole = one_line(paragraph.strip(), ink)
        lines += [whole] if whole.width <= room else _evened(whole, ink.size, room)
    return lines


Pieces = list[tuple[str, str]]


@dataclass(slots=True)
class _Word:
    """What stays together on a line, or the blank between."""

    pieces: Pieces
    width: float
    blank: bool = False


def _evened(line: Line, size: float, room: float) -> list[Line]:
    """Broken lines of which the last is no lonely short word, if a slightly narrower column can help that."""
    words = list(_words(line, size))
    lines = _broken(words, size, room)
    for share in _NARROWER:
        if lines[-1].width > room * _LONELY:
            break
        closer = _broken(words, size, room * share)
        if len(closer) == len(lines):
            lines = closer
    return lines


def _words(line: Line, size: float) -> Iterator[_Word]:
    """Stretches that stay together: a word may change its font in the middle."""
    word: Pieces = []
    for font, text in line.pieces:
        for token in _TOKENS.findall(text):
            if token.isspace() and token[0] != "\u00a0":
                if word:
                    yield _measured(word, size)
                    word = []
                yield _Word([(font, " ")], width(" ", font, size), blank=True)
            else:
                word.append((font, token))
    if word:
        yield _measured(word, size)


def _measured(pieces: Pieces, size: float) -> _Word:
    return _Word(pieces, sum([width(text, font, size) for font, text in pieces]))


def _broken(words: list[_Word], size: float, room: float) -> list[Line]:
    lines: list[Line] = []
    now: list[_Word] = []
    used = 0.0
    for word in words:
        for part in (word,) if word.width <= room else _fitting(word, size, room):
            if used + part.width > room and now and not part.blank:
                lines.append(_line(now))
                now, used = [], 0.0
            if now or not part.blank:
                now.append(part)
                used += part.width
    if now:
        lines.append(_line(now))
    return lines or [Line((), 0.0)]


def _line(words: list[_Word]) -> Line:
    """Without the blank at its end; neighbors of one font become one piece."""
    while words and words[-1].blank:
        words = words[:-1]
    merged: Pieces = []
    for word in words:
        for font, text in word.pieces:
            if merged and merged[-1][0] == font:
                merged[-1] = (font, merged[-1][1] + text)
            else:
                merged.append((font, text))
    return Line(tuple(merged), sum([word.width for word in words]))


def _fitting(word: _Word, size: float, room: float) -> Iterator[_Word]:
    """A word too long for a line, cut after hyphens and slashes, at last between letters."""
    for font, text in word.pieces:
        for part in _BREAKABLE.split(text):
            if width(part, font, size) <= room:
                yield _measured([(font, part)], size)
            else:
                yield from _cut(font, part, size, room)


def _cut(font: str, text: str, size: float, room: float) -> Iterator[_Word]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or width(text[start : end + 1], font, size) > room:
            yield _measured([(font, text[start:end])], size)
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


def draw_line(canvas: Canvas, line: Line, x: float, baseline: float, ink: Ink, align: str = "left") -> None:
    """``x`` is the left, right or middle of the line, as ``align`` says."""
    _set(canvas, [line], x, baseline, ink, align)


def draw_lines(
    canvas: Canvas, lines: list[Line], x: float, top: float, ink: Ink, align: str = "left"
) -> float:
    """Lines below ``top``; returns the y below the last one. The letters sit in the middle of their pitch."""
    _set(canvas, lines, x, top - drop(ink), ink, align)
    return top - len(lines) * ink.pitch


def drop(ink: Ink) -> float:
    """Points from the top of a line to its baseline: FiraGO's capitals are 0.689 of the size high."""
    return (ink.pitch + 0.689 * ink.size) / 2


def _set(canvas: Canvas, lines: list[Line], x: float, baseline: float, ink: Ink, align: str) -> None:
    """All lines in one text object."""
    pen = None
    for line in lines:
        if line.pieces:
            start = x if align == "left" else x - line.width / (1 if align == "right" else 2)
            if pen is None:
                pen = canvas.beginText(start, baseline)
                pen.setFillColor(ink.color)
            else:
                pen.setTextOrigin(start, baseline)
            for font, text in line.pieces:
                pen.setFont(font, ink.size)
                if text.isascii():
                    pen._textOut(text)
                elif not _put(pen, text, font):
                    canvas.substituted = True
        baseline -= ink.pitch
    if pen is not None:
        canvas.drawText(pen)


def _put(pen: PDFTextObject, text: str, font: str) -> bool:
    """``_textOut``: ``textOut`` would measure the text again. Answers whether the font has every letter.

    Text in other scripts is drawn in the order of the eye. Readers turn right-to-left words round by themselves when
    they are copied; where they do not know better (an Indic vowel, a letter drawn as ``SUBSTITUTE``) the text as it was
    typed stands beside it (``ActualText``, PDF 32000-1, 14.9.4; on right-to-left words PDFium and Poppler would turn it
    round as well).
    """
    shown = drawable(scripts.visual(text), font)
    complete = drawable(text, font) == text
    if complete and (shown == text or scripts.right_to_left(text)):
        pen._textOut(shown)
        return True
    spoken = scripts.logical(text).encode("utf-16-be").hex()
    pen._code.append(f"/Span <</ActualText <FEFF{spoken}>>> BDC")
    pen._textOut(shown)
    pen._code.append("EMC")
    return complete
