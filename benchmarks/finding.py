"""``find-p95``, ``find-p99``, ``find-query``: one more letter in Find patient, until the list is drawn.

People type names in either order, in part, with a slip, birth dates, the end of a phone number, record numbers. Every
letter counts, also the first, which fits most patients.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.rows import FRAME, Effort, Row, percentile


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.screen import main_window

    words = asked(folder, effort.times(60, 4))
    with main_window(folder) as (window, frames):
        painted = _typed_into(window, frames, words)
        queries = _queried(window, words)
    return [
        Row("find-p95", percentile(painted, 95), FRAME),
        Row("find-p99", percentile(painted, 99), FRAME),
        Row("find-query", percentile(queries, 95), 0.010),
    ]


def asked(folder: Path, people: int, seed: int = 11) -> list[str]:
    """What is typed about some patients: one text each."""
    from benchmarks.bench_record import at_the_desk
    from ma_desktop.models import Patient

    random = Random(seed)
    with at_the_desk(folder):
        last = Patient.select(Patient.id).order_by(Patient.id.desc()).limit(1).scalar()
        rows = [Patient.get_by_id(random.randint(1, last)) for _number in range(people)]
        return [_about(row, random, number) for number, row in enumerate(rows)]


def _about(row: Any, random: Random, number: int) -> str:
    family, given, born = row.family, row.given, row.birth_date
    return (
        f"{family} {given[:3]}",
        f"{given} {family[:4]}",
        f"{family[:3]} {given}",
        f"{family} {born.month}/{born.day}/{born.year}",
        f"{born:%m/%d/%Y}",
        row.phone[-5:],
        f"#{row.record_number}",
        _slip(family, random) + f" {given}",
    )[number % 8]


def _slip(word: str, random: Random) -> str:
    """Two neighbors changed places."""
    at = random.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _typed_into(window: Any, frames: Any, words: list[str]) -> list[float]:
    box = window.bar.find_box
    answers: list[str] = []
    box.list.rows.modelReset.connect(lambda: answers.append(box.text()))
    window.find_patient()
    took = []
    for text in words:
        for letter in text:
            before, whole = len(answers), box.text() + letter
            if not whole.strip():
                continue
            began = time.perf_counter()
            _press(box, letter)
            frames.until(lambda before=before: len(answers) > before)
            took.append(time.perf_counter() - began)
        box.clear()
        frames.until(lambda: True)
    return took


def _press(box: Any, letter: str) -> None:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(box, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def _queried(window: Any, words: list[str]) -> list[float]:
    """The same letters asked of the reading thread alone, hits and their visits of today included."""
    took: list[float] = []
    find, desk = window.ports.find, window.bench.desk

    def all_of_it() -> None:
        for text in words:
            for end in range(1, len(text) + 1):
                began = time.perf_counter()
                find(desk, text[:end])
                took.append(time.perf_counter() - began)

    from benchmarks.screen import Frames

    done: list[bool] = []
    window.bench.tasks.read(all_of_it, then=lambda _nothing: done.append(True))
    Frames(window).until(lambda: bool(done))
    return took
