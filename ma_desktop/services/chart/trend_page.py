"""What the printed page of vital signs and results over time says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import Patient
from ma_desktop.reports.trends import MOST_PLOTS, TrendPage
from ma_desktop.services.chart.trends import TrendRow, trends
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of

#: Lines of the table that one page holds below so many plots.
_ROWS = {1: 12, 2: 8, 3: 6}


def trend_page(desk: Desk, patient_id: int, codes: Sequence[str] = (), *, size: str = "letter") -> TrendPage:
    """``codes``: LOINC, at most three on a page. Raises ``RuleBroken`` where nothing was measured."""
    patient = Patient.get_by_id(patient_id)
    found = trends(desk, patient_id, list(codes)[:MOST_PLOTS])
    if not found.plots:
        raise RuleBroken(_("Nothing was measured yet that could be drawn."))
    most = _ROWS[len(found.plots)]
    left = len(found.rows) - most
    times = [row.at for row in found.rows]
    note = (
        [_("Gray: usual at this age.")]
        if any(band.tone == "ok" for plot in found.plots for band in plot.bands)
        else []
    )
    if left > 0:
        note.append(_("The table has the newest {n} values; the plots have all.").format(n=most))
    return TrendPage(
        head=replace(letterhead_of(desk, patient, None, "trends", size=size), unsigned_by=""),
        span=_("{first} to {last}").format(first=f"{min(times):%b %Y}", last=f"{max(times):%b %Y}"),
        plots=found.plots,
        rows=tuple(_cells(row) for row in found.rows[:most]),
        note=" ".join(note),
    )


def _cells(row: TrendRow) -> tuple[str, str, str, str, str]:
    return f"{row.at:%m/%d/%Y %H:%M}", row.label, row.text, row.original, row.who
