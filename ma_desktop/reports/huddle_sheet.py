"""The huddle sheet: what today's patients come for and what has to be ready, one block for each. For staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.i18n import _, ngettext
from ma_desktop.reports.day_schedule import DaySchedulePage as _Frame
from ma_desktop.reports.day_schedule import staff_sheet
from ma_desktop.reports.letterhead import Practice, long_day, numbers, short_day
from ma_desktop.reports.page import Block, make_pdf
from ma_desktop.reports.parts import CLERK, Beside, Box, Heading, Paragraph, Title, literal, strong
from ma_desktop.reports.text import LINE, MUTED, Ink

_BODY, _SMALL = Ink(9.5, leading=1.3), Ink(8.5, MUTED, leading=1.3)


@dataclass(frozen=True, slots=True)
class HuddleLine:
    """One patient. ``items``: (label, words) in the order of their weight; only what there is.

    ``name`` as "Family, Given"; ``added``: booked after the morning's sheet was printed.
    """

    time: str
    name: str
    born: date | None
    record_number: str
    age: str
    provider: str
    visit: str
    reason: str
    items: tuple[tuple[str, str], ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True)
class HuddleSheet:
    """``lines`` in the order of their times. ``unknown``: what the record cannot say, in one sentence."""

    practice: Practice
    printed_at: datetime
    printed_by: str
    day: date
    lines: tuple[HuddleLine, ...]
    unknown: str = ""
    size: str = "letter"
    language: str = "en-US"


def render(doc: HuddleSheet) -> bytes:
    """PDF bytes. A patient's block is never parted."""
    frame = _Frame(doc.practice, doc.printed_at, doc.printed_by, doc.day, (), doc.size, doc.language)
    return make_pdf(staff_sheet(frame, _("Huddle sheet"), short_day(doc.day)), _blocks(doc))


def _blocks(doc: HuddleSheet) -> list[Block]:
    told = ngettext("{n} patient", "{n} patients", len(doc.lines)).format(n=len(doc.lines))
    blocks: list[Block] = [Title(literal(long_day(doc.day)), told, CLERK)]
    if doc.unknown:
        blocks.append(Paragraph(literal(doc.unknown), _SMALL, before=4, measure=90))
    if not doc.lines:
        return [*blocks, Paragraph(_("Nobody is booked on this day."), _BODY, before=14)]
    booked = [line for line in doc.lines if not line.added]
    added = [line for line in doc.lines if line.added]
    blocks += [_block(line) for line in booked]
    if added:
        blocks.append(Heading(_("Added since this morning's sheet"), CLERK))
        blocks += [_block(line) for line in added]
    return blocks


def _block(line: HuddleLine) -> Block:
    born = numbers(line.born) if line.born else _("not on file")
    who = _("{age} · born {day} · record {number}").format(age=line.age, day=born, number=line.record_number)
    about = (line.visit, line.provider, f"“{line.reason}”" if line.reason else "")
    left: list[Block] = [
        Paragraph(f"{strong(line.time)}  {strong(line.name)}", Ink(10.5, leading=1.25)),
        Paragraph(literal(who), _SMALL),
        Paragraph(literal(" · ".join(part for part in about if part)), _BODY, before=1),
    ]
    right: list[Block] = [
        Paragraph(f"{strong(label)}: {literal(words)}", _BODY, before=1, measure=60)
        for label, words in line.items
    ] or [Paragraph(_("Nothing open in the record."), _SMALL)]
    return Box(
        [Beside([Box(left), Box(right)], (1, 1.25), gap=14)], pad=(8, 5), stroke=LINE, line=0.6, before=5
    )


__all__ = ["HuddleLine", "HuddleSheet", "render"]
