"""A plot as values: what is drawn alike on the screen and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from ma_desktop.i18n import _

Point = tuple[float, float]
#: Seconds of a day: the place of an instant is counted in days since 1970.
_DAY = 86_400.0
_STEPS = (
    0.01,
    0.02,
    0.05,
    0.1,
    0.2,
    0.5,
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1000,
    2000,
    5000,
    10_000,
    100_000,
)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class PlotLine:
    """``kind``: ``curve``, ``middle`` (a median) or ``beyond`` (dashed) of a reference, or ``data`` with a marker for each point.

    ``notes``: one line for each point of data, for pointing and for a screen reader.
    """

    label: str
    points: tuple[Point, ...]
    kind: str = "data"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlotBand:
    """``tone``: ok for a target, warn for caution."""

    low: float
    high: float
    tone: str = "ok"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """``across``/``up``: (value, words) of the gridlines inside ``first``–``last`` and ``low``–``high``."""

    title: str
    unit: str
    first: float
    last: float
    low: float
    high: float
    across: tuple[tuple[float, str], ...]
    up: tuple[tuple[float, str], ...]
    lines: tuple[PlotLine, ...]
    bands: tuple[PlotBand, ...] = ()

    @property
    def data(self) -> tuple[PlotLine, ...]:
        return tuple(line for line in self.lines if line.kind == "data" and line.points)


def steps_up(low: float, high: float, most: int = 6) -> tuple[float, float, tuple[tuple[float, str], ...]]:
    """Round ends and gridlines around ``low``–``high``."""
    if high <= low:
        low, high = low - 1, high + 1
    step = next((s for s in _STEPS if (high - low) / s <= most), _STEPS[-1])
    first, last = int(low // step), int(-(-high // step))
    lines = tuple((n * step, f"{round(n * step, 4):g}") for n in range(first, last + 1))
    return first * step, last * step, lines


def place(at: datetime) -> float:
    """Where an instant stands: days since 1970."""
    return at.timestamp() / _DAY


def day_at(where: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(where * _DAY, zone)


def _short_day(at: datetime) -> str:
    return f"{at:%b} {at.day}"


def months_across(first: datetime, last: datetime, most: int = 8) -> tuple[tuple[float, str], ...]:
    """Gridlines at beginnings of months or years; at days where the span is short."""
    days = (last - first).days
    if days < 60:
        step = max(1, -(-days // most))
        return tuple(
            (place(first + timedelta(days=n)), _short_day(first + timedelta(days=n)))
            for n in range(0, days + 1, step)
        )
    months = next((m for m in _MONTHS if days / 30.4 / m <= most), _MONTHS[-1])
    found: list[tuple[float, str]] = []
    year, month = first.year, first.month
    while True:
        month += 1
        year, month = (year + 1, 1) if month > 12 else (year, month)
        at = first.replace(year=year, month=month, day=1, hour=0, minute=0, second=0, microsecond=0)
        if at > last:
            return tuple(found)
        if (year * 12 + month - 1) % months == 0:
            found.append((place(at), f"{at:%Y}" if months >= 12 else f"{at:%b %Y}"))


def over_time(
    title: str,
    unit: str,
    lines: Sequence[tuple[str, Sequence[tuple[datetime, float, str]]]],
    bands: Sequence[PlotBand] = (),
) -> Plot | None:
    """Values over time; ``None`` when there are none. Each point brings the line that is said about it."""
    points = [(at, value) for _label, series in lines for at, value, _note in series]
    if not points:
        return None
    first, last = min(at for at, _v in points), max(at for at, _v in points)
    if (last - first).days < 14:
        first, last = first - timedelta(days=7), last + timedelta(days=7)
    low, high, up = steps_up(min(v for _a, v in points), max(v for _a, v in points))
    return Plot(
        title, unit, place(first), place(last), low, high, months_across(first, last), up,
        tuple(
            PlotLine(label, tuple((place(at), value) for at, value, _n in series), notes=tuple(note for _a, _v, note in series))
            for label, series in lines
        ),
        tuple(bands),
    )  # fmt: skip


def zoomed(plot: Plot, first: float, last: float, like: datetime | None = None) -> Plot:
    """The same plot between two places; the values that are left set the height anew. ``like``: its time zone, for time axes."""
    inside = [value for line in plot.data for at, value in line.points if first <= at <= last] or [
        value for line in plot.data for _at, value in line.points
    ]
    if like is None:
        return replace(plot, first=first, last=last)
    low, high, up = steps_up(min(inside), max(inside))
    across = months_across(day_at(first, like.tzinfo), day_at(last, like.tzinfo))
    return replace(plot, first=first, last=last, low=low, high=high, across=across, up=up)


def apart(wanted: Sequence[float], low: float, high: float, gap: float) -> list[float]:
    """Places as near as may be to ``wanted`` (rising), ``gap`` from each other and between ``low`` and ``high``."""
    found: list[float] = []
    for y in wanted:
        found.append(max(y, found[-1] + gap if found else low))
    ceiling = high
    for place in range(len(found) - 1, -1, -1):
        found[place] = min(found[place], ceiling)
        ceiling = found[place] - gap
    return found


def lines_said(plot: Plot) -> str:
    """For a screen reader: the newest value of each line."""
    return "; ".join(
        line.notes[-1] if line.notes else f"{line.label}: {line.points[-1][1]:g}" for line in plot.data
    ) or _("no values")
