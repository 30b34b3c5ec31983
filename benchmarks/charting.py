"""``chart``: a patient is chosen, until the chart stands on the screen, with the other panels following as they do.

Patients with ten years of visits, each tab in front in turn; then everybody who is in the office today.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from benchmarks.rows import BLINK, PASSES, Effort, Row, quietest


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.screen import main_window

    old = long_known(folder, effort.times(60, 3))
    with main_window(folder) as (window, frames):
        charts = Charts(window, frames)
        took = [_one_pass(charts, old) for _turn in range(effort.times(PASSES, 1))]
    return [Row("chart", quietest(took, 95), BLINK)]


def _one_pass(charts: Charts, old: list[int]) -> list[float]:
    took = []
    for number, patient in enumerate(old):
        charts.front(number % 3)
        took.append(charts.choose(patient))
    charts.front(0)
    return took + [charts.choose(patient, visit) for patient, visit in charts.here_today()]


def long_known(folder: Path, count: int) -> list[int]:
    """Those with most visits among whom the practice has known for ten years, else simply with most."""
    from benchmarks.bench_record import MOMENT, at_the_desk

    since = MOMENT.replace(year=MOMENT.year - 9).isoformat()[:10]
    with at_the_desk(folder) as (record, _desk):
        rows = record.database.execute_sql(
            "SELECT patient_id FROM encounter GROUP BY patient_id "
            "ORDER BY MIN(started_at) > ?, COUNT(*) DESC, patient_id LIMIT ?",
            [since, count],
        ).fetchall()
    return [int(row[0]) for row in rows]


class Charts:
    """Chooses patients in a window and waits for the chart."""

    def __init__(self, window: Any, frames: Any) -> None:
        from benchmarks.screen import panel

        self.window, self.frames = window, frames
        self.chart = panel(window, "patient_chart")
        self.shown: list[int] = []
        really = self.chart.show

        def show(data: Any) -> None:
            really(data)
            self.shown.append(data.banner.patient_id if data.banner else 0)

        self.chart.show = show

    def front(self, tab: int) -> None:
        self.chart.tabs.setCurrentIndex(tab)
        self.settle()

    def choose(self, patient: int, visit: int | None = None) -> float:
        """Seconds until the chart of this patient is drawn."""
        self.shown.clear()
        began = time.perf_counter()
        self.window.bench.active.choose_patient(patient, visit)
        self.frames.until(lambda: patient in self.shown)
        took = time.perf_counter() - began
        self.settle()
        return took

    def settle(self) -> None:
        """Until both threads have answered everything, so that the next choice starts from rest."""
        done: list[bool] = []
        for lane in (self.window.bench.tasks.read, self.window.bench.tasks.write):
            lane(lambda: None, then=lambda _nothing: done.append(True))
        self.frames.until(lambda: len(done) == 2)

    def here_today(self) -> list[tuple[int, int]]:
        from ma_desktop.services.visit.flow_board import flow_board

        boards: list[Any] = []
        self.window.bench.read(flow_board, then=boards.append)
        self.frames.until(lambda: bool(boards))
        return [(card.patient_id, card.encounter_id) for card in boards[0].cards]
