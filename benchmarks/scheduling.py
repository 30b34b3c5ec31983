"""``schedule-4k``, ``schedule-busy``: a day of sixty appointments at 3840 × 2160, scrolled and dragged, frame by frame.

The window is full-screen at twice the density, as on a 4K screen. Busy: an import writes and pages are set meanwhile.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.rows import FRAME, PASSES, Effort, Row, quietest

#: Twice the density: 1920 × 1080 of these are 3840 × 2160 dots.
ENVIRONMENT = {"QT_SCALE_FACTOR": "2"}
_STEP = 12


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.screen import main_window, panel

    count = effort.times(240, 8)
    with main_window(folder, 1920, 1080) as (window, frames):
        window.choose_perspective("front")
        schedule = panel(window, "schedule")
        frames.until(lambda: schedule.painted and schedule.visible())
        turns = range(effort.times(PASSES, 1))
        calm = [frames_of(schedule, frames, count) for _turn in turns]
        with _busy(folder, window, frames, effort):
            busy = [frames_of(schedule, frames, count) for _turn in turns]
    return [
        Row("schedule-4k", quietest(calm, 95), FRAME),
        Row("schedule-busy", quietest(busy, 95), FRAME),
    ]


def frames_of(schedule: Any, frames: Any, count: int) -> list[float]:
    """Half scrolled, half dragged; seconds from the event to the frame on the screen."""
    return [*_scrolled(schedule, frames, count // 2), *_dragged(schedule, frames, count // 2)]


def _scrolled(schedule: Any, frames: Any, count: int) -> list[float]:
    bar, took, by = schedule.scroll.verticalScrollBar(), [], _STEP
    assert bar.maximum() > 0, "the day fits the screen: nothing to scroll"
    for _number in range(count):
        if not 0 <= bar.value() + by <= bar.maximum():
            by = -by
        began = time.perf_counter()
        bar.setValue(bar.value() + by)
        frames.next()
        took.append(time.perf_counter() - began)
    return took


def _dragged(schedule: Any, frames: Any, count: int) -> list[float]:
    """The first appointment in sight that may be moved, up and down; let go where it was."""
    from PySide6.QtCore import QEvent, Qt

    view = schedule.view
    seen = view.visibleRegion().boundingRect()
    block = next(b for b in view.blocks if b.movable and seen.contains(view.rect_of(b).center().toPoint()))
    start, took = view.rect_of(block).center(), []
    _mouse(view, QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton)
    for number in range(count):
        at = start + type(start)(0.0, 10.0 + _STEP * (number % 12))
        began = time.perf_counter()
        _mouse(view, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)
        frames.next()
        took.append(time.perf_counter() - began)
    _mouse(view, QEvent.Type.MouseMove, start, Qt.MouseButton.NoButton)
    _mouse(view, QEvent.Type.MouseButtonRelease, start, Qt.MouseButton.LeftButton)
    frames.until(lambda: True)
    return took


def _mouse(view: Any, kind: Any, at: Any, button: Any) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    event = QMouseEvent(
        kind, at, view.mapToGlobal(at), button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, event)


@contextmanager
def _busy(folder: Path, window: Any, frames: Any, effort: Effort) -> Iterator[None]:
    """An import on the writing thread and one page after the other on the third, until the frames are counted."""
    from benchmarks.importing import write_export
    from benchmarks.printing import two_pages
    from ma_desktop.reports import after_visit_summary
    from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv

    tasks, desk, over = window.bench.tasks, window.bench.desk, []
    steps, pages = [], []

    def print_again(_page: Any = None) -> None:
        pages.append(_page)
        if not over:
            tasks.render(after_visit_summary.render, two_pages(), then=print_again)

    with tempfile.TemporaryDirectory(dir=folder.parent) as export:
        write_export(Path(export), effort.times(8000, 40))
        job = tasks.long(
            import_synthea_csv, desk, Path(export),
            stepped=lambda *step: steps.append(step), then=lambda _report: over.append("import"),
            stopped=lambda: over.append("stopped"),
        )  # fmt: skip
        print_again()
        frames.until(lambda: bool(steps) and len(pages) > 1)
        yield
        job.cancel()
        frames.until(lambda: job.done)
        over.append("measured")
