"""What the page of cycle times says."""

from __future__ import annotations

from datetime import date

from ma_desktop.domain.cycle_times import GroupCycle, Times, step_for
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import Organization
from ma_desktop.reports.cycle_times import CycleLine, CycleTimesPage
from ma_desktop.reports.plots import PlotBar, PlotLine
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.cycle_report import CycleReport, cycle_report
from ma_desktop.services.visit.cycle_times import By
from ma_desktop.services.visit.letterhead_of import practice_of

_LINES = 4


def cycle_times_page(
    desk: Desk, first: date, last: date, by: By = "all", *, size: str = "letter"
) -> CycleTimesPage:
    """The days are both included. No patient is named."""
    found = cycle_report(desk, first, last, by)
    own = Organization.standing().where(Organization.own).first()
    red = dict(found.red)
    highest = max(
        (minutes for one in found.courses[:_LINES] for _day, minutes, _n in one.points),
        default=found.goal.minutes,
    )
    return CycleTimesPage(
        practice=practice_of(own),
        printed_at=desk.now(),
        printed_by=desk.worker.name,
        first=first,
        last=last,
        visits=found.whole.count if found.whole else 0,
        grouped={"type": _("by kind of visit"), "provider": _("by provider")}.get(by, _("all together")),
        tiles=_tiles(found.whole) if found.whole else (),
        stages=tuple(_bar(times, red.get(str(times.stage))) for times in found.stages),
        lines=tuple(
            PlotLine(one.group or _("all visits"), tuple((day, minutes) for day, minutes, _n in one.points))
            for one in found.courses[:_LINES]
        ),
        groups=tuple(_line(one) for one in found.groups),
        goal=found.goal.minutes,
        goal_words=goal_words(found),
        step=step_for(max(highest, found.goal.minutes)),
        few=few_words(found),
        size=size,
    )


def few_words(found: CycleReport) -> str:
    """Empty when there are enough visits."""
    if not found.few:
        return ""
    count = found.whole.count if found.whole else 0
    return _("{n} visits: fewer than {sample} may be chance.").format(n=count, sample=found.sample)


def goal_words(found: CycleReport) -> str:
    """``goal 30 min, or 150% of the time with the provider``."""
    words = _("goal {n} min").format(n=found.goal.minutes)
    if found.goal.percent:
        words = _("{goal}, or {n}% of the time with the provider").format(goal=words, n=found.goal.percent)
    return words


def _tiles(whole: GroupCycle) -> tuple[tuple[str, str, str], ...]:
    slowest = _("slowest tenth {n} min").format(n=f"{whole.slowest:.0f}") if whole.slowest is not None else ""
    return (
        (_("Whole visit"), _("{n} min").format(n=f"{whole.median:.0f}"), slowest or _("median")),
        (_("With the provider"), _("{n} min").format(n=f"{whole.seen:.0f}"), _("median")),
        (_("Within the goal"), f"{whole.within:.0%}", _("of the visits")),
        (_("Visits"), str(whole.count), _("finished")),
    )


def _bar(times: Times, limit: int | None) -> PlotBar:
    words = [_("{n} min").format(n=f"{times.median:.0f}")]
    if times.slowest is not None:
        words.append(_("slowest tenth {n}").format(n=f"{times.slowest:.0f}"))
    words.append(_("{n} visits").format(n=times.count))
    return PlotBar(stage_label(times.stage), times.median, times.slowest, limit, " · ".join(words))


def _line(one: GroupCycle) -> CycleLine:
    slowest = "—" if one.slowest is None else f"{one.slowest:.0f}"
    return CycleLine(
        one.group or _("All visits"),
        one.count,
        f"{one.median:.0f}",
        slowest,
        f"{one.seen:.0f}",
        f"{one.within:.0%}",
    )
