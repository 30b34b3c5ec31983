"""Pages: white margins, header and footer on each, and blocks stacked so that nothing is orphaned or clipped.

The blocks are laid out first and drawn afterwards, so "page x of y" is known without a second pass.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.fonts import BOLD, REGULAR, SETTING, face
from ma_desktop.reports.letterhead import Letterhead
from ma_desktop.reports.text import (
    DANGER,
    LINE,
    MUTED,
    Ink,
    Line,
    draw_line,
    draw_lines,
    drop,
    fitted,
    one_line,
)

#: Points; LOOK: 0.6 in on all sides. The header's first line and the footer stand in the margin, as on the sketches,
#: but no closer to the edge than ``EDGE``: printers reach 0.25 in (18 points) and often less.
MARGIN = 43.2
EDGE = 30.0

SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}

_NAME, _DETAIL, _FOOT = Ink(11, bold=True), Ink(8.8, MUTED), Ink(8, MUTED)
_MARK = Ink(13, DANGER, bold=True)

#: Header and footer of a large-print page.
_LARGER = 1.25

#: A last page filled less than this is worth a try with less white.
_WORTH_TIGHTENING = 0.3


class Block:
    """A piece of a page. ``before``: white above it, dropped at the top of a page; ``keep``: never last on a page.

    ``again``: what is set first when this block begins a page (the heading, the head of its table).
    """

    before: float = 0.0
    keep: bool = False
    again: tuple[Block, ...] = ()

    def height(self, width: float) -> float:
        """Points it takes in a column of ``width`` points."""
        raise TypeError(f"{type(self).__name__} has no height")

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        """Draws downwards from ``top``."""
        raise TypeError(f"{type(self).__name__} cannot be drawn")

    def split(self, width: float, room: float, page: float) -> tuple[Block, Block] | None:
        """A part of at most ``room`` points and the rest; ``None`` if it stays whole. ``page``: an empty page's room."""
        return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What frames the blocks. ``title``, ``author``, ``subject`` are metadata: never a patient's name.

    ``left``, ``right``: two lines each, the first bold; ``mark``: a word like COPY over every page.
    """

    title: str
    author: str
    subject: str
    left: tuple[str, str]
    right: tuple[str, str]
    footer: str
    printed_at: datetime
    size: str = "letter"
    language: str = "en-US"
    mark: str = ""
    large: bool = False


def sheet_for(head: Letterhead, title: str, subject: str = "") -> Sheet:
    """The patient's page: two identifiers at the top right, who printed it at the bottom."""
    practice, patient = head.practice, head.patient
    return Sheet(
        title=title, author=practice.name, subject=subject,
        left=(practice.name, practice.reach), right=(patient.called, patient.identifiers),
        footer=head.printed, printed_at=head.printed_at, size=head.size, language=head.language,
        mark=_("COPY") if head.copy else "", large=head.large_print,
    )  # fmt: skip


@dataclass(slots=True)
class _Frame:
    """The header and footer, measured once for all pages."""

    left: list[tuple[list[Line], Ink]]
    right: list[tuple[list[Line], Ink]]
    foot: tuple[list[Line], Ink]
    page: tuple[float, float]

    @property
    def width(self) -> float:
        return self.page[0] - 2 * MARGIN

    @property
    def head_rule(self) -> float:
        """The y of the line under the header."""
        sides = (self.left, self.right)
        tall = max(sum(len(lines) * ink.pitch for lines, ink in side) for side in sides)
        return self.page[1] - max(EDGE + tall + 7, MARGIN)

    @property
    def foot_rule(self) -> float:
        """The y of the line over the footer."""
        return max(EDGE + len(self.foot[0]) * self.foot[1].pitch + 2, MARGIN)

    @property
    def top(self) -> float:
        return self.head_rule - 11

    @property
    def room(self) -> float:
        """Points for blocks on one page."""
        return self.top - self.foot_rule - 7


def make_pdf(
    sheet: Sheet, blocks: Sequence[Block], tighter: Callable[[], Sequence[Block]] | None = None
) -> bytes:
    """The finished file. The same input gives the same bytes.

    ``tighter``: the same blocks with less white, tried when that may spare the reader a nearly empty last page.
    """
    with SETTING:
        for name in (REGULAR, BOLD):
            face(name)
        pdf, complete = _laid(sheet, blocks, tighter)
        if complete:
            return pdf
        note = _("[?]: a letter this program cannot print; write it by hand")
        return _laid(replace(sheet, footer=f"{sheet.footer} · {note}"), blocks, tighter)[0]


def _laid(
    sheet: Sheet, blocks: Sequence[Block], tighter: Callable[[], Sequence[Block]] | None
) -> tuple[bytes, bool]:
    """The file, and whether the fonts had every letter."""
    frame = _frame(sheet)
    pages = paginate(blocks, frame.width, frame.room)
    if tighter and len(pages) > 1 and _used(pages[-1], frame.width) < frame.room * _WORTH_TIGHTENING:
        dense = paginate(tighter(), frame.width, frame.room)
        pages = dense if len(dense) < len(pages) else pages
    return _drawn(sheet, frame, pages)


def _used(placed: list[tuple[Block, float]], width: float) -> float:
    block, below = placed[-1]
    return below + block.height(width)


def _frame(sheet: Sheet) -> _Frame:
    page = SIZES[sheet.size]
    width = page[0] - 2 * MARGIN
    inks = _inks(sheet)
    marked = one_line(sheet.mark, _MARK).width + 34 if sheet.mark else 0.0
    rooms = _shares(sheet, width - 16 - marked, inks)
    sides = [
        [fitted(text, ink, room, 0.85) for text, ink in zip(side, inks, strict=False) if text]
        for side, room in zip((sheet.left, sheet.right), rooms, strict=True)
    ]
    return _Frame(
        left=sides[0], right=sides[1], foot=fitted(sheet.footer, inks[2], width - 80, 0.9), page=page
    )


def _inks(sheet: Sheet) -> tuple[Ink, Ink, Ink]:
    """Names, details, footer."""
    factor = _LARGER if sheet.large else 1.0
    return tuple(Ink(ink.size * factor, ink.color, ink.bold) for ink in (_NAME, _DETAIL, _FOOT))  # type: ignore[return-value]


def _shares(sheet: Sheet, room: float, inks: tuple[Ink, ...]) -> tuple[float, float]:
    """Room for the left and the right of the header: each what it needs, else half, the other's rest added."""
    left, right = (
        max(one_line(text, ink).width for text, ink in zip(side, inks, strict=False))
        for side in (sheet.left, sheet.right)
    )
    if left + right <= room:
        return left + 1, room - left
    right_room = min(right, max(room / 2, room - left))
    return room - right_room, right_room


def paginate(blocks: Sequence[Block], width: float, room: float) -> list[list[tuple[Block, float]]]:
    """Pages of (block, points below the top of the room). A block too tall for a page is placed alone on one."""
    pages: list[list[tuple[Block, float]]] = [[]]
    used = 0.0
    queue = deque(blocks)
    while queue:
        if not pages[-1] and len(pages) > 1:
            for block in queue[0].again:
                pages[-1].append((block, used))
                used += block.height(width)
        fresh = len(pages[-1]) == 0 or used == 0.0 or _only_again(pages[-1], queue[0])
        chain = _chain(queue)
        placed, used_after = _stacked(chain, width, used)
        if used_after <= room + 0.01:
            pages[-1] += placed
            used = used_after
            continue
        parts = _parted(chain, width, used, room)
        if parts:
            pages[-1] += parts[0]
            queue.appendleft(parts[1])
        elif fresh:
            pages[-1] += placed[:1]
            queue.extendleft(reversed(chain[1:]))
        else:
            queue.extendleft(reversed(chain))
        pages.append([])
        used = 0.0
    return pages if pages[-1] or len(pages) == 1 else pages[:-1]


def _only_again(page: list[tuple[Block, float]], block: Block) -> bool:
    return len(page) == len(block.again) and all(
        one is other for (one, _y), other in zip(page, block.again, strict=True)
    )


def _chain(queue: deque[Block]) -> list[Block]:
    """The next block with those that it must not be parted from."""
    chain = [queue.popleft()]
    while chain[-1].keep and queue:
        chain.append(queue.popleft())
    return chain


def _stacked(chain: list[Block], width: float, used: float) -> tuple[list[tuple[Block, float]], float]:
    placed = []
    for block in chain:
        used += block.before if used else 0.0
        placed.append((block, used))
        used += block.height(width)
    return placed, used


def _parted(
    chain: list[Block], width: float, used: float, room: float
) -> tuple[list[tuple[Block, float]], Block] | None:
    """The chain with as much of its last block as fits, and the rest of that block."""
    placed, below = _stacked(chain[:-1], width, used)
    last = chain[-1]
    below += last.before if below else 0.0
    halves = last.split(width, room - below, room) if room - below > 0 else None
    if halves is None:
        return None
    return [*placed, (halves[0], below)], halves[1]


class _Paper(Canvas):
    """``substituted``: a letter was drawn that no font has."""

    substituted = False


def _drawn(sheet: Sheet, frame: _Frame, pages: list[list[tuple[Block, float]]]) -> tuple[bytes, bool]:
    out = BytesIO()
    canvas = _Paper(out, pagesize=frame.page, pageCompression=1, invariant=1, lang=sheet.language)
    canvas.setTitle(sheet.title)
    canvas.setAuthor(sheet.author)
    canvas.setSubject(sheet.subject)
    canvas.setCreator("MA Desktop")
    canvas._doc._timeStamp = _Moment(sheet.printed_at)
    for number, placed in enumerate(pages, start=1):
        _draw_head(canvas, sheet, frame)
        for block, below in placed:
            _draw_block(canvas, block, frame.top - below, frame.width, frame.room - below)
        _draw_foot(canvas, frame, number, len(pages))
        canvas.showPage()
    canvas.save()
    return out.getvalue(), not canvas.substituted


def _draw_block(canvas: Canvas, block: Block, top: float, width: float, room: float) -> None:
    """As it is, or made smaller as a whole if even an empty page could not hold it: never clipped."""
    tall = block.height(width)
    if tall <= room + 0.01:
        block.draw(canvas, MARGIN, top, width)
        return
    canvas.saveState()
    canvas.translate(MARGIN, top)
    canvas.scale(room / tall, room / tall)
    block.draw(canvas, 0, 0, width)
    canvas.restoreState()


def _draw_head(canvas: Canvas, sheet: Sheet, frame: _Frame) -> None:
    right = frame.page[0] - MARGIN
    for side, x, align in ((frame.left, MARGIN, "left"), (frame.right, right, "right")):
        y = frame.page[1] - EDGE
        for lines, ink in side:
            y = draw_lines(canvas, lines, x, y, ink, align)
    _rule(canvas, frame, frame.head_rule)
    if sheet.mark:
        wide = max(line.width for lines, _ink in frame.right for line in lines)
        _draw_mark(canvas, sheet.mark, right - wide - 14, frame.page[1] - EDGE - 2)


def _draw_foot(canvas: Canvas, frame: _Frame, number: int, count: int) -> None:
    """Last, so that a page that is read aloud ends with it."""
    _rule(canvas, frame, frame.foot_rule)
    lines, ink = frame.foot
    top = frame.foot_rule - 2
    draw_lines(canvas, lines, MARGIN, top, ink)
    page = one_line(_("Page {number} of {count}").format(number=number, count=count), ink)
    draw_line(canvas, page, frame.page[0] - MARGIN, top - drop(ink), ink, "right")


def _rule(canvas: Canvas, frame: _Frame, y: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, y, frame.page[0] - MARGIN, y)


def _draw_mark(canvas: Canvas, word: str, right: float, top: float) -> None:
    """A framed word between the two sides of the header."""
    line = one_line(word, _MARK)
    left = right - line.width - 16
    canvas.setStrokeColor(DANGER)
    canvas.setLineWidth(1.4)
    canvas.roundRect(left, top - 20, line.width + 16, 20, 4)
    draw_line(canvas, line, left + 8, top - 14.7, _MARK)


class _Moment:
    """The file's date: when it was printed, by the sheet, not by the PC's clock (ReportLab's ``TimeStamp``)."""

    def __init__(self, at: datetime) -> None:
        offset = at.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        self.t = at.timestamp() if offset is not None else 0.0
        self.lt: Any = at.timetuple()
        self.YMDhms = (at.year, at.month, at.day, at.hour, at.minute, at.second)
        sign = -1 if minutes < 0 else 1
        self.dhh, self.dmm = sign * (abs(minutes) // 60), abs(minutes) % 60
        self.tzname = at.tzname()
