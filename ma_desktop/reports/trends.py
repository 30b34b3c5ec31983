"""Vital signs and results over time on one page: up to three plots and the newest values."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.domain.plots import Plot
from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.letterhead import Letterhead
from ma_desktop.reports.page import Block, make_pdf, sheet_for
from ma_desktop.reports.parts import CLERK, Paragraph, Title, literal
from ma_desktop.reports.plot import PlotBlock
from ma_desktop.reports.rows import Column, table
from ma_desktop.reports.text import MUTED, Ink

_BODY, _NOTE = Ink(8.5), Ink(8, MUTED)
#: Height of each plot, by how many stand on the page.
_TALL = {1: 300.0, 2: 205.0, 3: 140.0}
MOST_PLOTS = 3
_COLUMNS = (
    Column(_("Date"), 1.1),
    Column(_("What"), 1.6),
    Column(_("Value"), 1.8),
    Column(_("As typed"), 1.1),
    Column(_("By"), 0.5),
)


@dataclass(frozen=True, slots=True)
class TrendPage:
    """``rows``: date, what, value, as typed, by; newest first. ``note``: how many values the page leaves out, and what is gray."""

    head: Letterhead
    span: str
    plots: tuple[Plot, ...]
    rows: tuple[tuple[str, str, str, str, str], ...]
    note: str


def render(doc: TrendPage) -> bytes:
    """PDF bytes, one page."""
    return make_pdf(sheet_for(doc.head, _("Over time")), _blocks(doc))


def _blocks(doc: TrendPage) -> list[Block]:
    blocks: list[Block] = [Title(_("Values over time"), doc.span, CLERK)]
    blocks += [PlotBlock(plot, _TALL[len(doc.plots)], before=10) for plot in doc.plots]
    if doc.rows:
        rows = table(_COLUMNS, [[literal(cell) for cell in row] for row in doc.rows], _BODY)
        rows[0].before = 10
        blocks += rows
    if doc.note:
        blocks.append(Paragraph(literal(doc.note), _NOTE, before=6, measure=110))
    return blocks
