"""The lines of a growth chart: percentile curves, axes, and where a child's points stand. For the screen and for paper.

Which reference counts is decided by age alone: WHO below 24 months, CDC from then on (``growth``).
"""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

from ma_desktop.domain import growth, plots
from ma_desktop.domain.growth import BMI, HEAD, STATURE, WEIGHT, NoGrowthReference
from ma_desktop.domain.plots import Plot, PlotLine
from ma_desktop.i18n import _

WEIGHT_FOR_LENGTH = "weight-for-length"
#: The charts of each sheet, in the order in which they are looked at.
INFANT, CHILD = "infant", "child"
CHARTS: dict[str, tuple[str, ...]] = {
    INFANT: (WEIGHT, STATURE, HEAD, WEIGHT_FOR_LENGTH),
    CHILD: (WEIGHT, STATURE, BMI, HEAD),
}
#: Where the curves begin and end: months, centimeters for weight-for-length (WHO: 45 to 110 cm, lying).
#: CDC's head circumference ends at 36 months.
SPANS: dict[tuple[str, str], tuple[float, float]] = {
    (INFANT, WEIGHT_FOR_LENGTH): (45.0, 110.0),
    (CHILD, HEAD): (24.0, 36.0),
}
#: Percentiles drawn: WHO's cut-offs are 2.3 and 97.7 (two standard deviations), CDC's 5 and 95.
_PERCENTILES = {INFANT: (2.3, 15.0, 50.0, 85.0, 97.7), CHILD: (5.0, 10.0, 25.0, 50.0, 75.0, 85.0, 90.0, 95.0)}
#: CDC 2022: above the 95th percentile of BMI, lines at these percent of it.
_BEYOND = (120, 140)
#: Points of a curve; so many that no corner shows on paper.
_STEPS = 72
_NORMAL = NormalDist()


def sheet_at(months: float) -> str:
    return INFANT if months < growth.WHO_UNTIL_MONTHS else CHILD


def span(sheet: str, chart: str) -> tuple[float, float]:
    return SPANS.get((sheet, chart)) or ((0.0, 24.0) if sheet == INFANT else (24.0, 240.0))


def title(sheet: str, chart: str) -> str:
    """``Weight-for-age, birth to 24 months``."""
    if chart == WEIGHT_FOR_LENGTH:
        return _("Weight-for-length, below 24 months")
    name = {
        WEIGHT: _("Weight-for-age"), HEAD: _("Head circumference-for-age"), BMI: _("BMI-for-age"),
        STATURE: _("Length-for-age") if sheet == INFANT else _("Stature-for-age"),
    }[chart]  # fmt: skip
    ages = {INFANT: _("birth to 24 months"), CHILD: _("2 to 20 years")}[sheet]
    return f"{name}, {_('24 to 36 months') if (sheet, chart) == (CHILD, HEAD) else ages}"


def source(sheet: str) -> str:
    """The line that stands under every chart."""
    if sheet == INFANT:
        return _("Source: WHO Child Growth Standards (World Health Organization, 2006), birth to 24 months.")
    return _(
        "Source: CDC Growth Charts (CDC/NCHS, 2000), 2 to 20 years; BMI above the 95th percentile: CDC extended BMI (2022)."
    )


def unit(chart: str) -> str:
    return {WEIGHT: "kg", WEIGHT_FOR_LENGTH: "kg", BMI: "kg/m²"}.get(chart, "cm")


@cache
def curves(sheet: str, chart: str, sex: str) -> tuple[PlotLine, ...]:
    """Lowest first; empty for a sex without a reference."""
    first, last = span(sheet, chart)
    # The last instant of WHO's months; at 24.0 CDC begins.
    end = last - 0.001 if sheet == INFANT and chart != WEIGHT_FOR_LENGTH else last
    places = [first + (end - first) * step / _STEPS for step in range(_STEPS + 1)]
    found = []
    try:
        for percentile in _PERCENTILES[sheet]:
            z = _NORMAL.inv_cdf(percentile / 100)
            points = tuple((place, _value(chart, sex, place, z)) for place in places)
            found.append(
                PlotLine(
                    _("{n}th").format(n=f"{percentile:g}"), points, "middle" if percentile == 50 else "curve"
                )
            )
    except NoGrowthReference:
        return ()
    if chart == BMI:
        top = found[-1].points
        found += [
            PlotLine(
                _("{n}% of 95th").format(n=share),
                tuple((at, value * share / 100) for at, value in top),
                "beyond",
            )
            for share in _BEYOND
        ]
    return tuple(found)


def _value(chart: str, sex: str, place: float, z: float) -> float:
    if chart == WEIGHT_FOR_LENGTH:
        return growth.value_of(z, growth.weight_for_length_lms(sex, place))
    return growth.value_at(chart, sex, place, z)


def plot(sheet: str, chart: str, sex: str, data: PlotLine) -> Plot | None:
    """Wide enough for every curve and every point of ``data``; ``None`` without a reference."""
    lines = curves(sheet, chart, sex)
    if not lines:
        return None
    firm = [value for line in lines if line.kind != "beyond" for _at, value in line.points]
    values = [*firm, *(value for _at, value in data.points)]
    low, high, up = plots.steps_up(min(values), max(values), 12)
    first, last = span(sheet, chart)
    return Plot(
        title(sheet, chart),
        unit(chart),
        first,
        last,
        low,
        high,
        _across(chart, first, last),
        up,
        (*lines, data),
    )


def _across(chart: str, first: float, last: float) -> tuple[tuple[float, str], ...]:
    if chart == WEIGHT_FOR_LENGTH:
        return tuple(
            (float(cm), _("{cm} cm").format(cm=cm) if cm == 45 else str(cm)) for cm in range(45, 111, 5)
        )
    if last <= 36:
        return tuple(
            (float(month), _("{n} mo").format(n=month) if month == first else str(month))
            for month in range(int(first), int(last) + 1, 2 if last - first > 12 else 1)
        )
    return tuple(
        (year * 12.0, _("{n} y").format(n=year) if year == 2 else str(year)) for year in range(2, 21)
    )


def place_of(chart: str, sex: str, place: float, value: float) -> tuple[float, float]:
    """z and percentile (0–100) of a point; extended for BMI, with WHO's tails for weights. Raises ``NoGrowthReference``."""
    if chart == WEIGHT_FOR_LENGTH:
        z = growth.tailed_z(value, growth.weight_for_length_lms(sex, place))
    elif chart == BMI:
        return (
            growth.extended_bmi_z(sex, place, value),
            growth.extended_bmi_percentile(sex, place, value),
        )
    elif chart == WEIGHT and place < growth.WHO_UNTIL_MONTHS:
        z = growth.tailed_z(value, growth.lms_at(chart, sex, place))
    else:
        z = growth.z_score(chart, sex, place, value)
    return z, 100 * _NORMAL.cdf(z)
