"""A screening on paper: the same questions in the same order, and in each box the digit that is typed for it later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from ma_desktop.domain.screenings import Item, Tool
from ma_desktop.reports.forms import Signature
from ma_desktop.reports.letterhead import Letterhead
from ma_desktop.reports.page import Block, make_pdf, sheet_for
from ma_desktop.reports.parts import LARGE, PATIENT, TIGHT, Paragraph, Sizes, Title, literal, strong, tick_box
from ma_desktop.reports.text import LINE, MUTED, Ink, Line, draw_lines, drop, wrap


@dataclass(frozen=True, slots=True)
class ScreeningForm:
    """``language``: of the form, ``en`` or ``es``; ``compare``: nobody compared this wording with the official form yet."""

    head: Letterhead
    tool: Tool
    language: str
    compare: bool = False


#: The words around the questions, in the patient's language.
_WORDS = {
    "en": ("Mark one box in each row. You may skip any question you do not want to answer.", "Name of the person who answered, if not the patient",
           "For the office", "typed in by", "Please give this page back to us."),
    "es": ("Marque una casilla en cada fila. Puede dejar en blanco lo que no quiera contestar.",
           "Nombre de quien contestó, si no es el paciente", "Para el consultorio", "registrado por",
           "Devuélvanos esta hoja, por favor."),
}  # fmt: skip
_COMPARE = {
    "en": "Wording to be compared with the official form.",
    "es": "Redacción por comparar con el formulario oficial.",
}


#: More questions than this are set closer, so that they stay on one page.
_ROOMY = 8


def render(doc: ScreeningForm) -> bytes:
    """PDF bytes; one page in ordinary print for every built-in form."""
    return make_pdf(sheet_for(doc.head, doc.tool.title), _blocks(doc))


def _blocks(doc: ScreeningForm) -> list[Block]:
    sizes = LARGE if doc.head.large_print else TIGHT if len(doc.tool.items) > _ROOMY else PATIENT
    how, who, office, by, back = _WORDS[doc.language]
    blocks: list[Block] = [Title(doc.tool.title, f"{how} {back}", sizes)]
    groups = _groups(doc.tool.items)
    number = 1
    for place, items in enumerate(groups):
        choices = items[0].choices
        if place == 0 and doc.tool.lead.say(doc.language):
            blocks.append(
                Paragraph(
                    strong(doc.tool.lead.say(doc.language)), sizes.body_ink, before=sizes.white(1), measure=60
                )
            )
        head = Heads([choice.words.say(doc.language) for choice in choices], sizes)
        blocks += [head] if len(items) > 1 else []
        for item in items:
            text = item.words.say(doc.language)
            if len(items) > 1:
                row: Block = GridLine(number, text, [choice.value for choice in choices], sizes)
                row.again = (head,)  # the answers stand over their boxes on the next page too
            else:
                row = ListLine(number, text, [(c.value, c.words.say(doc.language)) for c in choices], sizes)
            blocks.append(row)
            number += 1
    line = Signature([who, f"{office}: {by}"], (1.4, 1), before=sizes.white(1.4 if sizes.air < 1 else 2))
    blocks.append(line)
    note = " ".join(part for part in (doc.tool.credit, _COMPARE[doc.language] if doc.compare else "") if part)
    blocks.append(Paragraph(literal(note), Ink(8, MUTED), before=5, measure=80))
    return blocks


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    """Neighbors with the same answers share one head; no question changes its place."""
    groups: list[list[Item]] = []
    for item in items:
        if groups and groups[-1][0].choices == item.choices and item.scored == groups[-1][0].scored:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


#: Share of the width that the question takes in a grid.
_TEXT = 0.56


class Heads(Block):
    """The answers over their columns of boxes."""

    keep = True

    def __init__(self, heads: Sequence[str], sizes: Sizes) -> None:
        self.heads, self.before = heads, sizes.white(0.9)
        self.ink = Ink(sizes.note if not sizes.large else 13, leading=1.2, bold=True)

    def _laid(self, width: float) -> list[list[Line]]:
        wide = width * (1 - _TEXT) / len(self.heads)
        return [wrap(literal(head), self.ink, wide - 8) for head in self.heads]

    def height(self, width: float) -> float:
        return max(len(lines) for lines in self._laid(width)) * self.ink.pitch + 5

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        wide, laid = width * (1 - _TEXT) / len(self.heads), self._laid(width)
        bottom = top - self.height(width) + 4
        for place, lines in enumerate(laid):
            start = bottom + len(lines) * self.ink.pitch + 1
            draw_lines(canvas, lines, x + width * _TEXT + wide * (place + 0.5), start, self.ink, "center")
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.8)
        canvas.line(x, bottom - 2, x + width, bottom - 2)


def _box(canvas: Canvas, x: float, bottom: float, size: float, digit: int) -> None:
    """A box with the digit that answers on the screen, faint enough to be ticked over."""
    tick_box(canvas, x, bottom, size)
    ink = Ink(size * 0.58, MUTED)
    middle = bottom + size / 2 - 0.345 * ink.size + drop(ink)  # capitals and digits are 0.69 of the size high
    draw_lines(canvas, wrap(f"{digit}", ink, size), x + size / 2, middle, ink, "center")


class GridLine(Block):
    """One question and a box with its digit under each answer."""

    def __init__(self, number: int, text: str, digits: Sequence[int], sizes: Sizes) -> None:
        self.number, self.text, self.digits = number, text, digits
        self.ink = Ink(sizes.body, leading=1.25)
        self.box = sizes.body * 1.2
        self.pad = 0.36 if sizes.air < 1 else 0.65  # of the size of the letters, around each row

    def _lines(self, width: float) -> list[Line]:
        return wrap(literal(self.text), self.ink, width * _TEXT - self.ink.size * 2.2)

    def height(self, width: float) -> float:
        return max(len(self._lines(width)) * self.ink.pitch, self.box) + self.ink.size * self.pad

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        high, lines = self.height(width), self._lines(width)
        first = top - self.ink.size * self.pad / 2
        draw_lines(canvas, wrap(f"{self.number}", self.ink, 40), x, first, self.ink)
        draw_lines(canvas, lines, x + self.ink.size * 1.6, first, self.ink)
        wide = width * (1 - _TEXT) / len(self.digits)
        middle = top - high / 2
        for place, digit in enumerate(self.digits):
            left = x + width * _TEXT + wide * (place + 0.5) - self.box / 2
            _box(canvas, left, middle - self.box / 2, self.box, digit)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.line(x, top - high, x + width, top - high)


class ListLine(Block):
    """A question with answers of its own: its boxes below it, each with its digit and words."""

    def __init__(self, number: int, text: str, choices: Sequence[tuple[int, str]], sizes: Sizes) -> None:
        self.number, self.text, self.choices = number, text, choices
        self.ink, self.before = Ink(sizes.body, leading=1.3), sizes.white(1)
        self.box = sizes.body * 1.2

    def _lines(self, width: float) -> list[Line]:
        return wrap(strong(self.text), self.ink, width - self.ink.size * 1.6)

    def _columns(self, width: float) -> int:
        """As many answers beside each other as their longest words allow."""
        longest = max(len(words) for _digit, words in self.choices) * self.ink.size * 0.55 + self.box + 34
        return max(1, min(len(self.choices), int((width - self.ink.size * 1.6) / longest)))

    def height(self, width: float) -> float:
        rows = -(-len(self.choices) // self._columns(width))
        return len(self._lines(width)) * self.ink.pitch + rows * (self.box + 9) + 6

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        draw_lines(canvas, wrap(f"{self.number}", self.ink, 40), x, top, self.ink)
        left = x + self.ink.size * 1.6
        below = draw_lines(canvas, self._lines(width), left, top, self.ink) - 5
        columns = self._columns(width)
        wide = (width - self.ink.size * 1.6) / columns
        for place, (digit, words) in enumerate(self.choices):
            row, column = divmod(place, columns)
            at, base = left + column * wide, below - row * (self.box + 9)
            _box(canvas, at, base - self.box, self.box, digit)
            middle = base - self.box / 2 - 0.345 * self.ink.size + drop(self.ink)
            line = wrap(literal(words), self.ink, wide - self.box - 12)
            draw_lines(canvas, line, at + self.box + 7, middle, self.ink)


__all__ = ["ScreeningForm", "render"]
