"""The routing slip: goes with the patient through the office, one box for each step, a bar code that reopens the visit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.codes import Barcode
from ma_desktop.reports.letterhead import Letterhead
from ma_desktop.reports.page import Block, make_pdf, sheet_for
from ma_desktop.reports.parts import (
    CLERK,
    STAFF,
    Beside,
    Box,
    Heading,
    Paragraph,
    Title,
    literal,
    strong,
    tick_box,
)
from ma_desktop.reports.rows import continued
from ma_desktop.reports.text import LINE, MUTED, TILE, Ink, Line, draw_lines, drop, wrap

_BODY = Ink(11, leading=1.3)
#: Less white above the parts, so that a usual visit stays on one page.
_PART = replace(STAFF, heading=13, air=0.62)
_FAINT = Ink(8, MUTED)
#: Shares of a step's line: what is done, its time, the initials of who did it.
_TIME, _BY = 0.14, 0.12


@dataclass(frozen=True, slots=True)
class SlipStep:
    """``at``: when it was done, as ``09:02``, or empty; ``done`` ticks its box."""

    text: str
    done: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True)
class SlipPart:
    """The steps of one place in the office."""

    title: str
    steps: tuple[SlipStep, ...]


@dataclass(frozen=True, slots=True)
class RoutingSlip:
    """``code``: the appointment's or the visit's number. ``when``: day and time in words; ``facts``: (label, words), only what there is.

    ``prep``: what to have ready, one line each. ``alerts``: what everybody must see, such as an allergy to latex.
    """

    head: Letterhead
    code: str
    when: str
    visit: str
    reason: str
    facts: tuple[tuple[str, str], ...] = ()
    alerts: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    parts: tuple[SlipPart, ...] = ()


def render(doc: RoutingSlip) -> bytes:
    """PDF bytes; one page for any usual visit."""
    return make_pdf(sheet_for(doc.head, _("Routing slip"), doc.code), _blocks(doc))


def _blocks(doc: RoutingSlip) -> list[Block]:
    name = Paragraph(strong(doc.head.patient.called), Ink(17, leading=1.2))
    who: list[Block] = [
        name,
        Paragraph(literal(doc.head.patient.identifiers), Ink(11), before=2),
        Paragraph(f"{strong(doc.when)} · {literal(doc.visit)}", _BODY, before=6),
    ]
    if doc.reason:
        who.append(Paragraph(f"“{literal(doc.reason)}”", _BODY, before=2))
    code: list[Block] = [
        Barcode(doc.code, _("{code} · scan to open the visit").format(code=doc.code), tall=40)
    ]
    blocks: list[Block] = [
        Title(_("Routing slip"), _("Stays with the patient; shred it when the visit is closed"), CLERK),
        Beside([Box(who), Box(code)], (1.5, 1), gap=18, before=12),
    ]
    if doc.alerts:
        words = [Paragraph(strong(line), _BODY) for line in doc.alerts]
        blocks.append(Box([*words], pad=(10, 7), stroke=LINE, line=1.4, before=8))
    if doc.facts or doc.prep:
        blocks.append(_about(doc))
    for part in doc.parts:
        title = Heading(literal(part.title), _PART)
        again = Heading(_("{title} (continued)").format(title=literal(part.title)), _PART, outlined=False)
        blocks += [title, *continued([StepLine(step) for step in part.steps], again)]
    return blocks


def _about(doc: RoutingSlip) -> Block:
    facts: list[Block] = [
        Paragraph(f"{strong(label)}: {literal(words)}", _BODY) for label, words in doc.facts
    ]
    prep: list[Block] = [Paragraph(strong(_("Have ready")), _BODY)] if doc.prep else []
    prep += [Paragraph(literal("· " + line), _BODY, before=1) for line in doc.prep]
    columns = [column for column in (facts, prep) if column]
    inside = Beside([Box(column) for column in columns], (1,) * len(columns), gap=18)
    return Box([inside], pad=(10, 7), fill=TILE, stroke=LINE, line=0.4, before=8)


class StepLine(Block):
    """A box to tick, the step, a line for the time and one for initials."""

    def __init__(self, step: SlipStep) -> None:
        self.step, self.ink, self.before = step, Ink(11, leading=1.25), 1

    def _lines(self, width: float) -> list[Line]:
        return wrap(literal(self.step.text), self.ink, width * (1 - _TIME - _BY) - 30)

    def height(self, width: float) -> float:
        return max(len(self._lines(width)) * self.ink.pitch + 5, 19)

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        base = top - 3
        tick_box(canvas, x + 1, base - drop(self.ink) - 1.5, 10.5, ticked=self.step.done)
        draw_lines(canvas, self._lines(width), x + 20, base, self.ink)
        line, left = base - drop(self.ink) - 3, x + width * (1 - _TIME - _BY)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.8)
        canvas.line(left, line, left + width * _TIME - 10, line)
        canvas.line(x + width * (1 - _BY), line, x + width, line)
        at, ink = (self.step.at, self.ink) if self.step.at else (_("time"), _FAINT)
        draw_lines(canvas, wrap(at, ink, width * _TIME - 12), left + 2, base, ink)
        draw_lines(canvas, wrap(_("by"), _FAINT, width * _BY - 4), x + width * (1 - _BY) + 2, base, _FAINT)


__all__ = ["RoutingSlip", "SlipPart", "SlipStep", "render"]
