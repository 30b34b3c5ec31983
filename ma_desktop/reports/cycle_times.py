"""How long visits take: the whole visit beside its goal, each stage, and the course over time. For the practice's own work on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import on_paper_plural as ngettext
from ma_desktop.reports.day_schedule import DaySchedulePage as _Frame
from ma_desktop.reports.day_schedule import staff_sheet
from ma_desktop.reports.letterhead import Practice, short_day
from ma_desktop.reports.page import Block, make_pdf
from ma_desktop.reports.parts import CLERK, Heading, Paragraph, Title, literal, strong
from ma_desktop.reports.plots import Bars, CourseChart, PlotBar, PlotLine
from ma_desktop.reports.rows import Column, Tile, table, tile_rows
from ma_desktop.reports.text import MUTED, Ink

_INK, _NOTE = Ink(9.5), Ink(9, MUTED, leading=1.35)


@dataclass(frozen=True, slots=True)
class CycleLine:
    """Of one group, in whole minutes and words; ``slowest`` is a dash below ten visits."""

    group: str
    visits: int
    median: str
    slowest: str
    seen: str
    within: str


@dataclass(frozen=True, slots=True)
class CycleTimesPage:
    """``tiles``: (label, value, caption); ``stages``: bars; ``lines``: what the course shows; ``groups``: its table.

    ``few``: a sentence when there are too few visits to say much, else empty. ``step``: between the gridlines, in minutes.
    """

    practice: Practice
    printed_at: datetime
    printed_by: str
    first: date
    last: date
    visits: int
    grouped: str
    tiles: tuple[tuple[str, str, str], ...]
    stages: tuple[PlotBar, ...]
    lines: tuple[PlotLine, ...]
    groups: tuple[CycleLine, ...]
    goal: int
    goal_words: str
    step: float
    few: str = ""
    size: str = "letter"
    language: str = "en-US"


def render(doc: CycleTimesPage) -> bytes:
    """PDF bytes; no patient is named on it."""
    frame = _Frame(doc.practice, doc.printed_at, doc.printed_by, doc.last, (), doc.size, doc.language)
    return make_pdf(staff_sheet(frame, _("Cycle times"), _span(doc), names=False), _blocks(doc))


def _span(doc: CycleTimesPage) -> str:
    if doc.first == doc.last:
        return short_day(doc.last)
    return _("{first} to {last}").format(first=short_day(doc.first), last=short_day(doc.last))


def _blocks(doc: CycleTimesPage) -> list[Block]:
    told = ngettext("{n} finished visit", "{n} finished visits", doc.visits).format(n=doc.visits)
    blocks: list[Block] = [Title(_("How long visits take"), literal(f"{_span(doc)} · {told}"), CLERK)]
    if doc.few:
        blocks.append(Paragraph(strong(doc.few), _INK, before=6))
    if not doc.stages:
        return [*blocks, Paragraph(_("No stage of a visit was finished in these days."), _INK, before=14)]
    if doc.visits:
        blocks += tile_rows([Tile(*tile) for tile in doc.tiles], CLERK, before=10)
    blocks.append(Heading(_("Minutes in each stage"), CLERK))
    blocks.append(Bars(doc.stages))
    blocks.append(
        Paragraph(
            _("Bar: median. Line: slowest tenth, shown from ten visits on. Dotted: the practice's limit."), _NOTE, before=4, measure=95
        )
    )  # fmt: skip
    if doc.lines:
        blocks.append(Heading(literal(_("The whole visit, {by}").format(by=doc.grouped)), CLERK))
        blocks.append(CourseChart(doc.lines, doc.goal, doc.goal_words, step=doc.step))
        blocks += _table(doc)
    return [*blocks, Paragraph(_source(), _NOTE, before=10, measure=95)]


def _table(doc: CycleTimesPage) -> list[Block]:
    columns = (
        Column(_("Group"), 0.34), Column(_("Visits"), 0.1, "right"), Column(_("Median"), 0.12, "right"),
        Column(_("Slowest tenth"), 0.16, "right"), Column(_("With provider"), 0.15, "right"), Column(_("Within goal"), 0.13, "right"),
    )  # fmt: skip
    rows = [
        (strong(line.group), str(line.visits), line.median, line.slowest, line.seen, line.within)
        for line in doc.groups
    ]
    return table(columns, rows, _INK)


def _source() -> str:
    return _(
        "Minutes from arrival until the patient leaves, for visits that were closed; time in lab or imaging is included. "
        "Patients who left early, no-shows and cancellations are not counted. The goal follows the Institute for Healthcare "
        "Improvement (office visit cycle time); the practice can change it in its settings."
    )


__all__ = ["CycleLine", "CycleTimesPage", "render"]
