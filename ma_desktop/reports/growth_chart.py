"""The growth chart on paper: two charts on a page, the newest points in a table, and where the reference comes from."""

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
_TALL = {"letter": 222.0, "a4": 244.0}


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """``sizes``: one cell for each chart, with its percentile."""

    day: str
    age: str
    sizes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrowthPage:
    """``facts``: sex, age and, for a child born early, the weeks; ``notes``: source, how ages are counted, what no curve could place."""

    head: Letterhead
    facts: str
    plots: tuple[Plot, ...]
    names: tuple[str, ...]
    rows: tuple[GrowthRow, ...]
    notes: tuple[str, ...]


def render(doc: GrowthPage) -> bytes:
    """PDF bytes, one page."""
    return make_pdf(sheet_for(doc.head, _("Growth chart")), _blocks(doc))


def _blocks(doc: GrowthPage) -> list[Block]:
    blocks: list[Block] = [Title(_("Growth chart"), doc.facts, CLERK)]
    blocks += [PlotBlock(plot, _TALL[doc.head.size], before=9) for plot in doc.plots]
    if doc.rows:
        columns = [Column(_("Date"), 0.9), Column(_("Age"), 0.9), *(Column(name, 2.2) for name in doc.names)]
        cells = [[row.day, row.age, *(literal(size) for size in row.sizes)] for row in doc.rows]
        rows = table(columns, cells, _BODY)
        rows[0].before = 10
        blocks += rows
    blocks += [
        Paragraph(literal(note), _NOTE, before=6 if not place else 1, measure=110)
        for place, note in enumerate(doc.notes)
    ]
    return blocks
