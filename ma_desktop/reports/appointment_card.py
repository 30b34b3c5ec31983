"""Appointment cards: the least that reminds, to cut out and hand over or put into an envelope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.letterhead import Practice, short_day
from ma_desktop.reports.page import Block, Sheet, make_pdf
from ma_desktop.reports.parts import PATIENT, Beside, Box, Paragraph, Space, literal, strong
from ma_desktop.reports.text import LINE, MUTED, Ink

_SMALL = Ink(9.5, MUTED)
#: Points; three cards on a page, each 3.5 in wide and 2.7 in tall with its address beside it.
_TALL = 186.0


@dataclass(frozen=True, slots=True)
class Card:
    """``day`` and ``time`` in the patient's language; ``heading``, ``ask`` likewise. ``address``: lines for the envelope."""

    first_name: str
    heading: str
    day: str
    time: str
    ask: str
    address: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppointmentCards:
    """``named``: the practice's name as it may stand on a card, empty where it tells a specialty."""

    practice: Practice
    named: str
    printed_at: datetime
    printed_by: str
    cards: tuple[Card, ...]
    size: str = "letter"
    large_print: bool = False
    language: str = "en-US"


def render(doc: AppointmentCards) -> bytes:
    """PDF bytes: a card at the left, the envelope's address at the right, a dashed line to cut along."""
    sheet = Sheet(
        title=_("Appointment cards"), author=doc.practice.name, subject=_("Appointment reminders"),
        left=(doc.practice.name, doc.practice.reach),
        right=(_("Appointment cards"), _("cut along the line; post in an envelope")),
        footer=_("Printed {moment} by {who}").format(
            moment=f"{short_day(doc.printed_at)} {doc.printed_at:%H:%M}", who=doc.printed_by
        ),
        printed_at=doc.printed_at, size=doc.size, language=doc.language, large=doc.large_print,
    )  # fmt: skip
    return make_pdf(sheet, [_strip(doc, card) for card in doc.cards])


def _strip(doc: AppointmentCards, card: Card) -> Block:
    larger = 1.2 if doc.large_print else 1.0
    ink = Ink(12 * larger)
    words: list[Block] = [
        Paragraph(literal(card.heading), Ink(10 * larger, MUTED)),
        Paragraph(strong(card.first_name), Ink(15 * larger), before=2),
        Paragraph(strong(card.day), Ink(14 * larger), before=8),
        Paragraph(strong(card.time), Ink(18 * larger), before=2),
        Paragraph(literal(card.ask), ink, before=8),
    ]
    if doc.named:
        words.append(Paragraph(literal(doc.named), ink, before=4))
    front = _Even(words, pad=(14, 12), stroke=LINE, line=0.8)
    address: list[Block] = [Paragraph(_("For the envelope"), _SMALL), Space(8)]
    address += [Paragraph(literal(line), PATIENT.body_ink) for line in card.address]
    return Box([Beside([front, _Even(address, pad=(14, 12))], (1.15, 1), gap=24)], before=16)


class _Even(Box):
    """A box at least as tall as a card."""

    def height(self, width: float) -> float:
        return max(super().height(width), _TALL)

    def draw(self, canvas: Canvas, x: float, top: float, width: float, tall: float | None = None) -> None:
        canvas.saveState()
        canvas.setDash(4, 3)
        super().draw(canvas, x, top, width, tall)
        canvas.restoreState()


__all__ = ["AppointmentCards", "Card", "render"]
