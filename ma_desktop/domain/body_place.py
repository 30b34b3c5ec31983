"""Where a body mass index stands, in a few words: the adult category, or a child's percentile."""

from __future__ import annotations

from ma_desktop.domain import body_mass, growth
from ma_desktop.domain.ages import Age
from ma_desktop.domain.growth import NoGrowthReference
from ma_desktop.i18n import _


def words(index: float, sex: str, age: Age) -> list[str]:
    """``["obesity I"]`` from 20 years; ``["86th percentile", "overweight"]`` from 2 to 19 (CDC, extended above the 95th)."""
    if age.years >= body_mass.ADULT_FROM_YEARS:
        return [body_mass.label(body_mass.category(index, age))]
    try:
        percentile = growth.extended_bmi_percentile(sex, age.chart_months, index)
        share = growth.percent_of_95th(sex, age.chart_months, index)
    except NoGrowthReference:
        return [_("needs percentile")]
    found = [ordinal(percentile), body_mass.label(body_mass.child_category(percentile, share, index))]
    if percentile >= 95:
        found.insert(1, _("{n}% of the 95th").format(n=f"{share:.0f}"))
    return found


def ordinal(percentile: float) -> str:
    """``86th percentile``; the ends are said as such, since nobody stands at the 0th or the 100th."""
    if percentile < 0.1:
        return _("below the 0.1th percentile")
    if percentile > 99.9:
        return _("above the 99.9th percentile")
    if percentile < 1 or percentile >= 99:
        return _("{n}th percentile").format(n=f"{percentile:.1f}")
    whole = round(percentile)
    ending = "th" if 10 < whole < 20 else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return _("{n} percentile").format(n=f"{whole}{ending}")
