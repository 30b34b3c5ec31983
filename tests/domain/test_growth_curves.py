"""The lines of the growth charts, plots as values, and weeks at birth."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import gestation, growth, growth_curves, plots
from ma_desktop.domain.growth_curves import CHARTS, CHILD, INFANT, WEIGHT_FOR_LENGTH
from ma_desktop.domain.plots import PlotLine
from ma_desktop.domain.refusal import RuleBroken

ALL = [(sheet, chart, sex) for sheet in CHARTS for chart in CHARTS[sheet] for sex in growth.SEXES]


@pytest.mark.parametrize(("sheet", "chart", "sex"), ALL)
def test_every_chart_has_curves_from_end_to_end_that_do_not_cross(sheet: str, chart: str, sex: str) -> None:
    lines = [line for line in growth_curves.curves(sheet, chart, sex) if line.kind != "beyond"]
    first, last = growth_curves.span(sheet, chart)
    assert [line.kind for line in lines].count("middle") == 1
    for line in lines:
        assert line.points[0][0] == first
        assert line.points[-1][0] == pytest.approx(last, abs=0.01)
        assert len(line.points) > 60, "no steps of six months"
    for lower, higher in itertools.pairwise(lines):
        assert all(a[1] < b[1] for a, b in zip(lower.points, higher.points, strict=True))


def test_below_two_years_it_is_who_and_from_then_on_cdc() -> None:
    """FIELD complaint 18: the wrong reference below 24 months."""
    median = {
        sheet: next(c for c in growth_curves.curves(sheet, "weight", "male") if c.kind == "middle")
        for sheet in CHARTS
    }
    # WHO and CDC medians at 24 months as their tables print them: 12.1515 kg and 12.67 kg.
    assert median[INFANT].points[-1][1] == pytest.approx(12.15, abs=0.01)
    assert median[CHILD].points[0][1] == pytest.approx(12.67, abs=0.01)
    assert growth_curves.sheet_at(23.99) == INFANT
    assert growth_curves.sheet_at(24.0) == CHILD
    assert "WHO" in growth_curves.source(INFANT)
    assert "CDC" in growth_curves.source(CHILD)
    assert growth.BMI not in CHARTS[INFANT]
    assert growth.HEAD in CHARTS[INFANT]


def test_the_index_has_lines_beyond_the_95th() -> None:
    lines = growth_curves.curves(CHILD, "bmi", "female")
    top, *beyond = lines[-3:]
    assert top.label == "95th"
    assert [line.label for line in beyond] == ["120% of 95th", "140% of 95th"]
    assert beyond[0].points[10][1] == pytest.approx(1.2 * top.points[10][1])


def test_a_point_stands_where_the_rules_say() -> None:
    z, percentile = growth_curves.place_of("bmi", "male", 120, 30)
    assert z == growth.extended_bmi_z("male", 120, 30)
    assert percentile == growth.extended_bmi_percentile("male", 120, 30)
    z, percentile = growth_curves.place_of(WEIGHT_FOR_LENGTH, "female", 70, 8)
    assert percentile == pytest.approx(100 * NormalDist().cdf(growth.weight_for_length_z("female", 70, 8)))
    heavy, _percentile = growth_curves.place_of("weight", "male", 6, 14)
    assert heavy != growth.z_score("weight", "male", 6, 14), "WHO counts weights beyond 3 in its own steps"


@pytest.mark.parametrize(("sheet", "chart", "sex"), ALL)
def test_the_axes_hold_every_point(sheet: str, chart: str, sex: str) -> None:
    first, last = growth_curves.span(sheet, chart)
    far = PlotLine("", ((first, 1.0), ((first + last) / 2, 160.0)))
    plot = growth_curves.plot(sheet, chart, sex, far)
    assert plot is not None
    assert plot.low <= 1.0
    assert plot.high >= 160.0
    assert all(plot.low <= at <= plot.high for at, _words in plot.up)
    assert plot.across[0][0] == first
    assert plot.data == (far,)


def test_without_a_sex_there_is_no_chart_and_no_crash() -> None:
    assert growth_curves.plot(INFANT, "weight", "unknown", PlotLine("", ())) is None


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [("34", 34), ("34+3", 34 + 3 / 7), ("34w3d", 34 + 3 / 7), ("34 3/7", 34 + 3 / 7), ("34 weeks 3 days", 34 + 3 / 7),
     ("34 weeks", 34), ("term", 40), ("", None), ("unknown", None)],
)  # fmt: skip
def test_weeks_at_birth(typed: str, weeks: float | None) -> None:
    found = gestation.read_weeks(typed)
    assert found == (pytest.approx(weeks) if weeks is not None else None)


@pytest.mark.parametrize("typed", ["12", "60", "34+9", "early", "-34", "3.4", "34 3", "34+3+1"])
def test_weeks_nobody_is_born_at(typed: str) -> None:
    if typed == "34 3":
        assert gestation.words(gestation.read_weeks(typed)) == "34 weeks 3 days"
        return
    with pytest.raises(RuleBroken):
        gestation.read_weeks(typed)


def test_weeks_in_words() -> None:
    assert gestation.words(34 + 3 / 7) == "34 weeks 3 days"
    assert gestation.words(40) == "40 weeks"
    assert [gestation.short(w) for w in (34 + 3 / 7, 40, None)] == ["34+3", "40", ""]
    assert gestation.words(None) == ""


NOW = datetime(2026, 11, 23, 10, 20, tzinfo=UTC)


@settings(derandomize=True, max_examples=200)
@given(
    st.lists(st.tuples(st.integers(0, 9000), st.floats(0.001, 5000)), min_size=1, max_size=30),
)
def test_any_values_have_round_axes_around_them(points: list[tuple[int, float]]) -> None:
    series = [(NOW - timedelta(days=days), value, "") for days, value in sorted(points, reverse=True)]
    plot = plots.over_time("Pulse", "bpm", [("", series)])
    assert plot is not None
    for at, value in plot.data[0].points:
        assert plot.first <= at <= plot.last
        assert plot.low - 1e-9 <= value <= plot.high + 1e-9
    assert len(plot.up) <= 9
    assert len(plot.across) <= 12
    near = plots.zoomed(plot, plot.first, (plot.first + plot.last) / 2, NOW)
    assert near.last < plot.last
    assert near.low < near.high


def test_nothing_measured_is_no_plot() -> None:
    assert plots.over_time("Pulse", "bpm", [("", [])]) is None


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.floats(0, 100), max_size=8))
def test_labels_are_pushed_apart_and_stay_inside(wanted: list[float]) -> None:
    placed = plots.apart(sorted(wanted), 0, 100, 10)
    assert len(placed) == len(wanted)
    assert all(b - a >= 10 - 1e-9 for a, b in itertools.pairwise(placed))
    assert not placed or placed[-1] <= 100
