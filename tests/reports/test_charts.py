"""Growth chart and values over time on paper: nothing clipped, one page, legible without color."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PIL import ImageChops

from ma_desktop.domain import growth_curves, plots
from ma_desktop.domain.growth_curves import CHARTS, CHILD, INFANT
from ma_desktop.domain.plots import Plot, PlotBand, PlotLine
from ma_desktop.reports import growth_chart, trends
from ma_desktop.reports.growth_chart import GrowthPage, GrowthRow
from ma_desktop.reports.trends import TrendPage
from tests.reports.conftest import check_page, head, opened, texts, whole

NOW = datetime(2026, 11, 23, 10, 20, tzinfo=UTC)


def growth_plots(sheet: str, pair: tuple[str, ...], many: int) -> tuple[Plot, ...]:
    found = []
    for chart in pair:
        first, last = growth_curves.span(sheet, chart)
        curve = next(c for c in growth_curves.curves(sheet, chart, "female") if c.kind == "middle")
        points = tuple(
            (first + (last - first) * n / max(many, 1), curve.points[0][1] + n) for n in range(many)
        )
        plot = growth_curves.plot(
            sheet, chart, "female", PlotLine("9.7 kg · 58th percentile" if many else "", points)
        )
        assert plot is not None
        found.append(plot)
    return tuple(found)


def growth_doc(sheet: str, many: int, size: str) -> GrowthPage:
    pair = CHARTS[sheet][:2]
    rows = tuple(
        GrowthRow("11/03/2026", "12 mo 3 d", ("21 lb 6.2 oz (9.70 kg): 58th percentile, z +0.21", "29.6 in (75.3 cm): 99.2th percentile, z +2.41"))
        for _n in range(min(many, 5))
    )  # fmt: skip
    return GrowthPage(
        head(size=size), "girl · 13 months · born at 34 weeks 3 days", growth_plots(sheet, pair, many),
        tuple(growth_curves.title(sheet, chart).split(",")[0] for chart in pair), rows,
        (growth_curves.source(sheet), "Ages below 24 months are corrected for birth at 34 weeks 3 days."),
    )  # fmt: skip


@pytest.mark.parametrize("sheet", [INFANT, CHILD])
@pytest.mark.parametrize("many", [0, 6, 40])
def test_the_growth_chart_is_one_page_with_its_source(sheet: str, many: int, size: str) -> None:
    pdf = growth_chart.render(growth_doc(sheet, many, size))
    check_page(pdf)
    assert len(texts(pdf)) == 1
    assert ("World Health Organization" if sheet == INFANT else "CDC/NCHS") in whole(pdf)
    assert "50th" in whole(pdf)


def test_the_growth_chart_needs_no_color() -> None:
    """What is drawn is gray: a black-and-white printer loses nothing."""
    with opened(growth_chart.render(growth_doc(INFANT, 6, "letter"))) as document:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    red, _green, blue = picture.crop((0, 120, 612, 560)).split()
    far = ImageChops.difference(red, blue).getextrema()[1]
    assert far <= 40


def trend_doc(many: int, points: int, size: str) -> TrendPage:
    drawn = []
    for n in range(many):
        series = [(NOW - timedelta(days=30 * m), 120.0 + m % 7 + n, "") for m in range(points, 0, -1)]
        second = [(at, value - 40, "") for at, value, _note in series]
        plot = plots.over_time(
            "Blood pressure", "mmHg", [("sys.", series), ("dia.", second)], (PlotBand(90, 130),)
        )
        assert plot is not None
        drawn.append(plot)
    rows = tuple(
        ("11/03/2026 09:40", "Blood pressure sys.", "152 mmHg", "152/94 left arm", "AR")
        for _n in range({1: 12, 2: 8, 3: 6}[many])
    )
    return TrendPage(
        head(size=size),
        "Jan 2020 to Nov 2026",
        tuple(drawn),
        rows,
        "Gray: usual at this age. The table has the newest values.",
    )


@pytest.mark.parametrize("many", [1, 2, 3])
@pytest.mark.parametrize("points", [1, 60])
def test_values_over_time_are_one_page(many: int, points: int, size: str) -> None:
    pdf = trends.render(trend_doc(many, points, size))
    check_page(pdf)
    assert len(texts(pdf)) == 1
    assert "sys." in whole(pdf)
