"""What the printed growth chart says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ma_desktop.domain import growth, growth_curves
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import on_paper_plural as ngettext
from ma_desktop.models import Patient
from ma_desktop.reports.growth_chart import GrowthPage, GrowthRow
from ma_desktop.services.chart.growth_chart import (
    GrowthChart,
    GrowthPoint,
    growth_chart,
    line_of,
    printed_pair,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of

#: Lines of the table: what one page holds below two charts.
_MOST = 5


def growth_page(
    desk: Desk, patient_id: int, *, sheet: str = "", chart: str = "", corrected: bool | None = None, size: str = "letter"
) -> GrowthPage:  # fmt: skip
    """``sheet``/``chart``: what is looked at; without them weight and length at the child's age. Raises ``RuleBroken``."""
    patient = Patient.get_by_id(patient_id)
    found = growth_chart(desk, patient_id, corrected=corrected)
    if found.sex not in growth.SEXES:
        raise RuleBroken(_("Growth charts exist for male and female only. See the sex on the registration."))
    sheet = sheet or found.first_sheet
    pair = printed_pair(sheet, chart)
    drawn = [growth_curves.plot(sheet, one, found.sex, line_of(found.of(sheet, one))) for one in pair]
    return GrowthPage(
        head=replace(letterhead_of(desk, patient, None, "growth-chart", size=size), unsigned_by=""),
        facts=_facts(found, desk.now().date()),
        plots=tuple(plot for plot in drawn if plot is not None),
        names=tuple(growth_curves.title(sheet, one).split(",")[0] for one in pair),
        rows=_rows(found, sheet, pair),
        notes=_notes(found, sheet, pair),
    )


def _facts(found: GrowthChart, day: date) -> str:
    sex = {"male": _("boy"), "female": _("girl")}[found.sex]
    age = _age(age_on(found.birth, day))
    early = _("born at {weeks}").format(weeks=found.gestation_words) if found.correctable else ""
    return " · ".join(part for part in (sex, age, early) if part)


def _age(age: Age) -> str:
    if age.total_months < 1:
        return ngettext("{n} day", "{n} days", age.total_days).format(n=age.total_days)
    if age.total_months < growth.WHO_UNTIL_MONTHS:
        return ngettext("{n} month", "{n} months", age.total_months).format(n=age.total_months)
    return ngettext("{n} year", "{n} years", age.years).format(n=age.years)


def _rows(found: GrowthChart, sheet: str, pair: tuple[str, ...]) -> tuple[GrowthRow, ...]:
    """Newest first; what was measured on one day stands in one line."""
    days: dict[object, dict[str, GrowthPoint]] = {}
    for chart in pair:
        for point in found.of(sheet, chart).points:
            days.setdefault(point.at.date(), {})[chart] = point
    newest = sorted(days.items(), key=lambda item: str(item[0]), reverse=True)[:_MOST]
    return tuple(
        GrowthRow(
            f"{next(iter(points.values())).at:%m/%d/%Y}",
            next(iter(points.values())).age,
            tuple(_size(points.get(chart)) for chart in pair),
        )
        for _day, points in newest
    )


def _size(point: GrowthPoint | None) -> str:
    if point is None:
        return ""
    z = f", z {point.z:+.2f}".replace("-", "−") if point.z is not None else ""
    return f"{point.text}: {point.words}{z}"


def _notes(found: GrowthChart, sheet: str, pair: tuple[str, ...]) -> tuple[str, ...]:
    notes = (
        []
        if any(found.of(sheet, chart).points for chart in pair)
        else [_("Nothing measured yet for these charts.")]
    )
    notes.append(growth_curves.source(sheet))
    if found.corrected and sheet == growth_curves.INFANT:
        notes.append(
            _("Ages below 24 months are corrected for birth at {weeks}.").format(weeks=found.gestation_words)
        )
    elif found.correctable and sheet == growth_curves.INFANT:
        notes.append(
            _("Ages are counted from birth, not corrected for birth at {weeks}.").format(
                weeks=found.gestation_words
            )
        )
    notes.append(
        _(
            "A percentile compares a child with others of the same age and sex. Ask the provider what it means."
        )
    )
    return tuple(notes)
