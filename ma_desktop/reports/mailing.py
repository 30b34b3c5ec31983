"""Mail for a whole list in one file: letters, postcards, #10 envelopes, Avery 5160 labels. Measures are points.

Everything that is seen without opening an envelope says the least that does the job: no kind of visit, no reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.fonts import SETTING
from ma_desktop.reports.letterhead import Practice
from ma_desktop.reports.page import SIZES
from ma_desktop.reports.parts import literal, strong
from ma_desktop.reports.text import LINE, MUTED, Ink, draw_lines, fitted, wrap

INCH = 72.0
#: Avery 5160 on Letter: three columns of ten, 2 5/8 by 1 in, 0.19 in from the left, half an inch from the top.
LABELS, COLUMNS = 30, 3
LABEL = (2.625 * INCH, 1.0 * INCH)
_LEFT, _TOP, _PITCH = 0.1875 * INCH, 0.5 * INCH, 2.75 * INCH
#: A #10 envelope, and where the address has to stand for the sorting machine (USPS: 5/8 in from the bottom at least).
ENVELOPE = (9.5 * INCH, 4.125 * INCH)
_SMALL = Ink(9, MUTED)
_BODY = Ink(12, leading=1.45)
_ADDRESS = Ink(12, leading=1.3)


@dataclass(frozen=True, slots=True)
class Addressee:
    """``lines``: name and address as they are posted; ``words``: heading, paragraphs and closing in the patient's language."""

    lines: tuple[str, ...]
    greeting: str
    paragraphs: tuple[str, ...]
    closing: str
    day: str


@dataclass(frozen=True, slots=True)
class Mailing:
    """``named``: the practice's name where it may be seen from outside, else empty. ``first``: of the sheet's labels, 1 to 30."""

    practice: Practice
    named: str
    printed_at: datetime
    printed_by: str
    people: tuple[Addressee, ...]
    first: int = 1
    size: str = "letter"


def letters(doc: Mailing) -> bytes:
    """One page each; the address fits the window of a #10 envelope folded in three."""
    return _pages(doc, SIZES[doc.size], _("Letters"), _letter, 1)


def postcards(doc: Mailing) -> bytes:
    """Four on a sheet, to cut: 5.5 by 4.25 in on Letter (USPS takes 5 by 3.5 to 6 by 4.25)."""
    return _pages(doc, SIZES[doc.size], _("Postcards"), _postcard, 4)


def envelopes(doc: Mailing) -> bytes:
    return _pages(doc, ENVELOPE, _("Envelopes"), _envelope, 1)


def labels(doc: Mailing) -> bytes:
    """Begins at label ``first`` of the first sheet, so that a begun sheet can be used up."""
    return _pages(doc, SIZES["letter"], _("Address labels"), _label, LABELS, skip=doc.first - 1)


Draw = Callable[[Canvas, Mailing, Addressee, int, tuple[float, float]], None]


def _pages(
    doc: Mailing, page: tuple[float, float], title: str, draw: Draw, each: int, skip: int = 0
) -> bytes:
    out = BytesIO()
    with SETTING:
        canvas: Any = Canvas(out, pagesize=page, pageCompression=1, invariant=1, lang="en-US")
        canvas.substituted = False
        canvas.setTitle(title)
        canvas.setAuthor(doc.practice.name)
        canvas.setCreator("MA Desktop")
        for number, person in enumerate(doc.people, skip):
            if number > skip and number % each == 0:
                canvas.showPage()
            draw(canvas, doc, person, number % each, page)
        canvas.showPage()
        canvas.save()
    return out.getvalue()


def _block(
    canvas: Canvas, lines: tuple[str, ...], x: float, top: float, ink: Ink, room: float, tall: float = 0
) -> float:
    """Lines one below the other, long ones smaller, then broken; the whole smaller where ``tall`` would not hold it."""
    for share in (1.0, 0.9, 0.8, 0.7, 0.6):
        small = Ink(ink.size * share, ink.color, bold=ink.bold, leading=ink.leading)
        laid = [fitted(literal(line), small, room) for line in lines if line]
        if not tall or sum(len(part) * its.pitch for part, its in laid) <= tall:
            break
    for part, its in laid:
        top = draw_lines(canvas, part, x, top, its)
    return top


def _return_address(doc: Mailing) -> tuple[str, ...]:
    street, _comma, place = doc.practice.address.partition(", ")
    return tuple(part for part in (doc.named, street, place) if part)


def _letter(canvas: Canvas, doc: Mailing, person: Addressee, _place: int, page: tuple[float, float]) -> None:
    wide, tall = page
    left, room = INCH, wide - 2 * INCH
    draw_lines(canvas, wrap(strong(doc.practice.name), Ink(13), room), left, tall - 0.6 * INCH, Ink(13))
    draw_lines(canvas, wrap(literal(doc.practice.reach), _SMALL, room), left, tall - 0.6 * INCH - 18, _SMALL)
    _block(canvas, person.lines, left, tall - 2.0 * INCH, _ADDRESS, 3.6 * INCH, 1.05 * INCH)
    top = tall - 3.5 * INCH
    draw_lines(canvas, wrap(literal(person.day), _BODY, room), wide - INCH, top, _BODY, "right")
    top -= 2 * _BODY.pitch
    for words in (person.greeting, *person.paragraphs, person.closing):
        top = draw_lines(canvas, wrap(literal(words), _BODY, room), left, top, _BODY) - _BODY.pitch * 0.8
    draw_lines(canvas, wrap(literal(doc.practice.name), _BODY, room), left, top - _BODY.pitch, _BODY)


def _postcard(canvas: Canvas, doc: Mailing, person: Addressee, place: int, page: tuple[float, float]) -> None:
    wide, tall = page[0] / 2, page[1] / 2
    x, top = (place % 2) * wide, page[1] - (place // 2) * tall
    if not place:
        _cutting_lines(canvas, page)
    pad, half = 0.4 * INCH, wide / 2
    _block(canvas, _return_address(doc), x + pad, top - pad, _SMALL, wide - 2 * pad)
    words = Ink(11, leading=1.35)
    y = top - 1.5 * INCH
    for paragraph in (person.greeting, *person.paragraphs[:1]):
        y = draw_lines(canvas, wrap(literal(paragraph), words, half - pad - 4), x + pad, y, words) - 6
    _block(
        canvas,
        person.lines,
        x + half + 6,
        top - 2.6 * INCH,
        Ink(11, leading=1.25),
        half - 6 - pad,
        1.2 * INCH,
    )


def _cutting_lines(canvas: Canvas, page: tuple[float, float]) -> None:
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setDash(3, 4)
    canvas.line(page[0] / 2, 0, page[0] / 2, page[1])
    canvas.line(0, page[1] / 2, page[0], page[1] / 2)
    canvas.restoreState()


def _envelope(
    canvas: Canvas, doc: Mailing, person: Addressee, _place: int, page: tuple[float, float]
) -> None:
    _block(canvas, _return_address(doc), 0.4 * INCH, page[1] - 0.35 * INCH, Ink(9), 3.2 * INCH)
    _block(canvas, person.lines, 4.0 * INCH, 2.2 * INCH, Ink(13, leading=1.3), 5.0 * INCH, 1.4 * INCH)


def _label(canvas: Canvas, _doc: Mailing, person: Addressee, place: int, page: tuple[float, float]) -> None:
    x = _LEFT + (place % COLUMNS) * _PITCH
    top = page[1] - _TOP - (place // COLUMNS) * LABEL[1]
    _block(canvas, person.lines, x + 10, top - 9, Ink(11, leading=1.25), LABEL[0] - 20, LABEL[1] - 16)


__all__ = ["Addressee", "Mailing", "envelopes", "labels", "letters", "postcards"]
