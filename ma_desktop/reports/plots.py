"""Plots on paper, legible in one color: bars by stage and the course of a measure, with dashes and markers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from ma_desktop.reports.fonts import REGULAR, width
from ma_desktop.reports.letterhead import numbers
from ma_desktop.reports.page import Block
from ma_desktop.reports.text import MUTED, TEXT

_SIZE = 8.8
_GRAY, _LIGHT, _PALE = Color(0.35, 0.38, 0.42), Color(0.82, 0.85, 0.88), Color(0.94, 0.95, 0.96)
#: Dash in points and shape of the marker, so that lines are told apart on a black-and-white printer.
_STYLES: tuple[tuple[tuple[int, ...], str], ...] = (
    ((), "round"),
    ((4, 2), "square"),
    ((1, 2), "up"),
    ((6, 2, 1, 2), "cross"),
)


@dataclass(frozen=True, slots=True)
class PlotBar:
    """``value`` and ``reach`` (the slowest tenth) in one unit; ``limit``: a tick across; ``words``: what stands at the end."""

    label: str
    value: float
    reach: float | None
    limit: float | None
    words: str


@dataclass(frozen=True, slots=True)
class PlotLine:
    """``points``: (day, value), oldest first; at most four lines are told apart."""

    label: str
    points: tuple[tuple[date, float], ...]


class Bars(Block):
    """Horizontal bars with their words; never parted."""

    before = 6.0
    row = 19.0

    def __init__(self, bars: Sequence[PlotBar]) -> None:
        self.bars = tuple(bars)

    def height(self, width: float) -> float:
        return self.row * len(self.bars)

    def draw(self, canvas: Canvas, x: float, top: float, width_: float) -> None:
        left = x + max((width(bar.label, REGULAR, _SIZE) for bar in self.bars), default=0) + 10
        right = max((width(bar.words, REGULAR, _SIZE) for bar in self.bars), default=0) + 10
        room = max(x + width_ - left - right, 60.0)
        most = max((max(bar.value, bar.reach or 0, bar.limit or 0) for bar in self.bars), default=1) or 1
        for place, bar in enumerate(self.bars):
            self._bar(canvas, bar, (x, left, left + room + 7), top - place * self.row, room / most)

    def _bar(
        self, canvas: Canvas, bar: PlotBar, at: tuple[float, float, float], top: float, scale: float
    ) -> None:
        """``at``: where the label, the bar and the words begin."""
        x, left, said_at = at
        middle = top - self.row / 2
        canvas.setFont(REGULAR, _SIZE)
        canvas.setFillColor(TEXT)
        canvas.drawString(x, middle - _SIZE * 0.36, bar.label)
        canvas.setStrokeColor(_GRAY)
        canvas.setLineWidth(0.7)
        if bar.reach is not None:
            end = left + bar.reach * scale
            canvas.line(left, middle, end, middle)
            canvas.line(end, middle - 3, end, middle + 3)
        canvas.setFillColor(_GRAY)
        canvas.rect(left, middle - 4.5, max(bar.value * scale, 1), 9, stroke=0, fill=1)
        if bar.limit is not None:
            canvas.setDash(1.5, 1.5)
            canvas.line(left + bar.limit * scale, top - 2, left + bar.limit * scale, top - self.row + 2)
            canvas.setDash()
        canvas.setFillColor(MUTED)
        canvas.drawString(said_at, middle - _SIZE * 0.36, bar.words)


class CourseChart(Block):
    """Values by day, lines with dashes and markers, labelled at their last point; the goal is a pale band from zero."""

    before = 8.0

    def __init__(
        self, lines: Sequence[PlotLine], goal: float, goal_words: str, *, step: float, tall: float = 150.0
    ) -> None:
        self.lines = tuple(line for line in lines if line.points)[: len(_STYLES)]
        self.goal, self.goal_words, self.step, self.tall = goal, goal_words, step, tall

    def height(self, width: float) -> float:
        return self.tall if self.lines else 0.0

    def draw(self, canvas: Canvas, x: float, top: float, width_: float) -> None:
        if not self.lines:
            return
        tags = max(width(_tag(line), REGULAR, _SIZE) for line in self.lines) + 14
        self._left, self._right = x + 26, x + width_ - min(tags, width_ * 0.4)
        self._low, self._high = top - self.tall + 18, top - 6
        most = max([self.goal * 1.15, *(value for line in self.lines for _day, value in line.points)])
        self._most = self.step * -(-most // self.step)
        self._grid(canvas)
        ends = []
        for line, (dash, marker) in zip(self.lines, _STYLES, strict=False):
            ends.append((*self._line(canvas, line, dash, marker), _tag(line)))
        lowest = 1e9
        canvas.setFillColor(TEXT)
        canvas.setFont(REGULAR, _SIZE)
        for across, high, words in sorted(ends, key=lambda end: -end[1]):
            y = min(high, lowest)
            lowest = y - _SIZE * 1.25
            canvas.drawString(across + 7, y - _SIZE * 0.36, _short(words, x + width_ - across - 7))

    def _place(self, day: date, value: float) -> tuple[float, float]:
        days = [point[0] for line in self.lines for point in line.points]
        first, last = min(days), max(days)
        share = (day - first).days / (last - first).days if last > first else 0.5
        return (
            self._left + share * (self._right - self._left),
            self._low + value / self._most * (self._high - self._low),
        )

    def _grid(self, canvas: Canvas) -> None:
        goal = self._low + self.goal / self._most * (self._high - self._low)
        canvas.setFillColor(_PALE)
        canvas.rect(self._left, self._low, self._right - self._left, goal - self._low, stroke=0, fill=1)
        canvas.setFont(REGULAR, 8.5)
        canvas.setStrokeColor(_LIGHT)
        canvas.setLineWidth(0.5)
        value = 0.0
        while value <= self._most:
            y = self._low + value / self._most * (self._high - self._low)
            canvas.line(self._left, y, self._right, y)
            canvas.setFillColor(MUTED)
            canvas.drawRightString(self._left - 5, y - 3, f"{value:g}")
            value += self.step
        canvas.setFillColor(MUTED)
        canvas.drawString(self._left + 5, goal - 10, self.goal_words)
        days = sorted({point[0] for line in self.lines for point in line.points})
        if len(days) == 1:
            canvas.drawCentredString((self._left + self._right) / 2, self._low - 13, numbers(days[0]))
            return
        canvas.drawString(self._left, self._low - 13, numbers(days[0]))
        canvas.drawRightString(self._right, self._low - 13, numbers(days[-1]))

    def _line(
        self, canvas: Canvas, line: PlotLine, dash: tuple[int, ...], marker: str
    ) -> tuple[float, float]:
        points = [self._place(day, value) for day, value in line.points]
        canvas.setStrokeColor(_GRAY)
        canvas.setFillColor(_GRAY)
        canvas.setLineWidth(1.1)
        canvas.setDash(*([list(dash)] if dash else []))
        for before, after in itertools.pairwise(points):
            canvas.line(*before, *after)
        canvas.setDash()
        for across, high in points:
            _mark(canvas, across, high, marker)
        return points[-1]


def _mark(canvas: Canvas, x: float, y: float, shape: str) -> None:
    if shape == "round":
        canvas.circle(x, y, 2.2, stroke=0, fill=1)
    elif shape == "square":
        canvas.rect(x - 2, y - 2, 4, 4, stroke=0, fill=1)
    elif shape == "up":
        path = canvas.beginPath()
        path.moveTo(x - 2.6, y - 2)
        path.lineTo(x + 2.6, y - 2)
        path.lineTo(x, y + 2.6)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    else:
        canvas.line(x - 2.2, y - 2.2, x + 2.2, y + 2.2)
        canvas.line(x - 2.2, y + 2.2, x + 2.2, y - 2.2)


def _tag(line: PlotLine) -> str:
    return f"{line.points[-1][1]:.0f} {line.label}".strip()


def _short(words: str, room: float) -> str:
    """Cut where it would leave the page; the table below says it whole."""
    while words and width(words, REGULAR, _SIZE) > room:
        words = words[:-2].rstrip() + "…"
    return words
