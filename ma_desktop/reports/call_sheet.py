"""The call sheet: whom to call, about when, what may be said, and boxes for how it ended. For staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import on_paper_plural as ngettext
from ma_desktop.reports.letterhead import Practice, long_day, numbers, short_day
from ma_desktop.reports.page import Block, Sheet, make_pdf
from ma_desktop.reports.parts import STAFF, Beside, Box, Paragraph, Title, literal, strong, tick_box
from ma_desktop.reports.text import LINE, MUTED, Ink, draw_line, one_line

_SMALL = Ink(9, MUTED)
_BODY = Ink(10.5)


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call. ``name`` as "Family, Given"; ``speak``: language and needs in words; ``message``: what a voicemail may say.

    ``starts``: aware local time of the appointment.
    """

    name: str
    born: date | None
    record_number: str
    phone: str
    starts: datetime
    provider: str
    message: str
    speak: str = ""
    tries: int = 0


@dataclass(frozen=True, slots=True)
class CallSheet:
    practice: Practice
    printed_at: datetime
    printed_by: str
    lines: tuple[CallLine, ...]
    hours: str = ""
    size: str = "letter"
    language: str = "en-US"


def render(doc: CallSheet) -> bytes:
    """PDF bytes. Every call is a framed block that is never parted."""
    sheet = Sheet(
        title=_("Call sheet"), author=doc.practice.name, subject=_("Appointment reminders"),
        left=(doc.practice.name, doc.practice.reach),
        right=(_("Call sheet"), _("for staff only · {n} calls").format(n=len(doc.lines))),
        footer=_("Printed {moment} by {who} · shred after the answers are in the program").format(
            moment=f"{short_day(doc.printed_at)} {doc.printed_at:%H:%M}", who=doc.printed_by
        ),
        printed_at=doc.printed_at, size=doc.size, language=doc.language,
    )  # fmt: skip
    return make_pdf(sheet, _blocks(doc))


def _blocks(doc: CallSheet) -> list[Block]:
    subtitle = literal(long_day(doc.printed_at)) + (f" · {literal(doc.hours)}" if doc.hours else "")
    rule = _(
        "Ask for **name and birth date** before you say anything. Say day, time and practice only: "
        "no reason, no kind of visit, no results."
    )
    blocks: list[Block] = [
        Title(_("Please call"), subtitle, STAFF),
        Paragraph(rule, _BODY, before=8, measure=60),
    ]
    if not doc.lines:
        return [*blocks, Paragraph(_("Nobody is to be called."), _BODY, before=14)]
    return [*blocks, *(_call(line) for line in doc.lines)]


def _call(line: CallLine) -> Block:
    born = _("born {day} · record {number}").format(
        day=numbers(line.born) if line.born else _("not on file"), number=line.record_number
    )
    who = Box([Paragraph(strong(line.name), Ink(12)), Paragraph(literal(born), _SMALL, before=1)])
    when = f"{short_day(line.starts)}, {(line.starts.hour + 11) % 12 + 1}:{line.starts:%M} " + (
        _("AM") if line.starts.hour < 12 else _("PM")
    )
    about = Box([Paragraph(strong(when), Ink(11)), Paragraph(literal(line.provider), _SMALL, before=1)])
    phone = Box([Paragraph(strong(line.phone), Ink(13)), *_tries(line)])
    said = " · ".join(part for part in (line.message, line.speak) if part)
    return Box(
        [
            Beside([who, phone, about], (1.25, 0.85, 1.15), gap=10),
            Paragraph(literal(said), _SMALL, before=4, measure=80),
            Ticks(_outcomes(), before=6),
        ],
        pad=(10, 8), stroke=LINE, line=0.7, before=8,
    )  # fmt: skip


def _tries(line: CallLine) -> list[Block]:
    return (
        [
            Paragraph(
                ngettext("tried {n} time", "tried {n} times", line.tries).format(n=line.tries),
                _SMALL,
                before=1,
            )
        ]
        if line.tries
        else []
    )


def _outcomes() -> list[str]:
    return [
        _("Coming"),
        _("Cannot come"),
        _("Left message"),
        _("No answer"),
        _("Wrong number"),
        _("Time ________"),
    ]


class Ticks(Block):
    """Boxes to tick in one line, each before its word; the last is a place to write."""

    def __init__(self, labels: Sequence[str], *, before: float = 0) -> None:
        self.labels, self.before, self.ink = list(labels), before, Ink(9.5)

    def height(self, width: float) -> float:
        return self.ink.size * 1.5

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        step, base = width / len(self.labels), top - self.ink.size * 1.1
        for place, label in enumerate(self.labels):
            left = x + place * step
            if place < len(self.labels) - 1:
                tick_box(canvas, left, base - 1, self.ink.size)
                left += self.ink.size * 1.5
            draw_line(canvas, one_line(literal(label), self.ink), left, base, self.ink)


__all__ = ["CallLine", "CallSheet", "Ticks", "render"]
