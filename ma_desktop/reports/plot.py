"""A plot on paper, for a black-and-white printer: hairlines, dashes and markers instead of colors, labels at the lines."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from ma_desktop.domain import plots
from ma_desktop.domain.plots import Plot, PlotLine
from ma_desktop.reports.page import Block
from ma_desktop.reports.text import LINE, MUTED, TEXT, WHITE, Ink, draw_line, one_line

_GRID, _BAND = HexColor("#DDE3E7"), HexColor("#EEF1F3")
_TITLE, _SMALL, _DATA = Ink(10, bold=True), Ink(7, MUTED), Ink(8, TEXT, bold=True)
#: Points: white at the left for numbers, at the right for labels, above for the title, below for the axis.
_LEFT, _RIGHT, _ABOVE, _BELOW = 26.0, 58.0, 18.0, 14.0
#: Labels of lines stand at least this far apart.
_APART = 7.4
_WIDTHS = {"curve": 0.5, "middle": 1.1, "beyond": 0.6, "data": 1.2}


class PlotBlock(Block):
    """``tall`` in points, title and axis included."""

    def __init__(self, plot: Plot, tall: float, *, before: float = 8) -> None:
        self.plot, self.tall, self.before = plot, tall, before

    def height(self, width: float) -> float:
        return self.tall

    def draw(self, canvas: Canvas, x: float, top: float, width: float) -> None:
        plot = self.plot
        draw_line(canvas, one_line(f"{plot.title} ({plot.unit})", _TITLE), x, top - 11, _TITLE)
        area = _Area(
            plot, x + _LEFT, top - self.tall + _BELOW, width - _LEFT - _RIGHT, self.tall - _ABOVE - _BELOW
        )
        canvas.saveState()
        self._grid(canvas, area)
        clip = canvas.beginPath()
        clip.rect(area.x, area.y - 3, area.wide + 3, area.tall + 6)
        canvas.saveState()
        canvas.clipPath(clip, stroke=0)
        for number, line in enumerate(plot.lines):
            self._line(canvas, area, line, number)
        canvas.restoreState()
        self._labels(canvas, area)
        canvas.restoreState()

    def _grid(self, canvas: Canvas, area: _Area) -> None:
        plot = self.plot
        canvas.setFillColor(_BAND)
        for band in plot.bands:
            low, high = max(band.low, plot.low), min(band.high, plot.high)
            if band.tone == "ok" and high > low:
                canvas.rect(area.x, area.up(low), area.wide, area.up(high) - area.up(low), stroke=0, fill=1)
        canvas.setLineWidth(0.35)
        canvas.setStrokeColor(_GRID)
        for value, words in plot.up:
            y = area.up(value)
            canvas.line(area.x, y, area.x + area.wide, y)
            draw_line(canvas, one_line(words, _SMALL), area.x - 4, y - 2.4, _SMALL, "right")
        for value, words in plot.across:
            here = area.across(value)
            canvas.line(here, area.y, here, area.y + area.tall)
            draw_line(canvas, one_line(words, _SMALL), here, area.y - 10, _SMALL, "center")
        canvas.setStrokeColor(LINE)
        canvas.rect(area.x, area.y, area.wide, area.tall, stroke=1, fill=0)

    def _line(self, canvas: Canvas, area: _Area, line: PlotLine, number: int) -> None:
        if not line.points:
            return
        canvas.setStrokeColor(TEXT if line.kind in ("data", "middle") else MUTED)
        canvas.setLineWidth(_WIDTHS[line.kind])
        second = line.kind == "data" and self.plot.data.index(line) % 2
        canvas.setDash(*((2.5, 2) if line.kind == "beyond" or second else ()))
        path = canvas.beginPath()
        path.moveTo(*area.at(line.points[0]))
        for point in line.points[1:]:
            path.lineTo(*area.at(point))
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setDash()
        if line.kind == "data":
            canvas.setFillColor(TEXT)
            for point in line.points:
                here, y = area.at(point)
                if second:
                    canvas.rect(here - 1.9, y - 1.9, 3.8, 3.8, stroke=0, fill=1)
                else:
                    canvas.circle(here, y, 2.1, stroke=0, fill=1)

    def _labels(self, canvas: Canvas, area: _Area) -> None:
        """Of each line at its end, pushed apart where they would meet; a child's last point beside itself, in bold."""
        mixed = any(line.kind != "data" for line in self.plot.lines)
        ends: list[tuple[float, PlotLine]] = []
        for line in self.plot.lines:
            inside = [point for point in line.points if area.holds(point)]
            if not inside:
                continue
            if (mixed and line.kind == "data") or inside[-1] != line.points[-1]:
                self._beside(canvas, area, line, inside[-1])
            else:
                ends.append((area.at(inside[-1])[1] - 2.4, line))
        ends.sort(key=lambda end: end[0])
        for (_y, line), y in zip(
            ends, plots.apart([y for y, _line in ends], area.y - 2, area.y + area.tall, _APART), strict=True
        ):
            ink = _DATA if line.kind == "data" else _SMALL
            text = f"{line.points[-1][1]:g} {line.label}" if line.kind == "data" else line.label
            draw_line(canvas, one_line(text.strip(), ink), area.x + area.wide + 5, y, ink)

    def _beside(self, canvas: Canvas, area: _Area, line: PlotLine, point: tuple[float, float]) -> None:
        """On white, so that no curve runs through the words; inside the frame."""
        ink = _DATA if line.kind == "data" else _SMALL
        words = one_line(line.label, ink)
        if not line.label:
            return
        here, y = area.at(point)
        start = min(here + 5, area.x + area.wide - words.width - 4)
        y = min(max(y - 11, area.y + 3), area.y + area.tall - 9)
        canvas.setFillColor(WHITE)
        canvas.rect(start - 1.5, y - 2, words.width + 3, 9, stroke=0, fill=1)
        draw_line(canvas, words, start, y, ink)


class _Area:
    """Points of the paper for places and values."""

    def __init__(self, plot: Plot, x: float, y: float, wide: float, tall: float) -> None:
        self.x, self.y, self.wide, self.tall = x, y, wide, tall
        self._first, self._span = plot.first, (plot.last - plot.first) or 1.0
        self._low, self._height = plot.low, (plot.high - plot.low) or 1.0

    def across(self, place: float) -> float:
        return self.x + (place - self._first) / self._span * self.wide

    def up(self, value: float) -> float:
        return self.y + (value - self._low) / self._height * self.tall

    def holds(self, point: tuple[float, float]) -> bool:
        return (
            self._first <= point[0] <= self._first + self._span
            and self._low <= point[1] <= self._low + self._height
        )

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.across(point[0]), self.up(point[1])
