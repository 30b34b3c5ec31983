"""``find-p95``, ``find-p99``, ``find-query``, ``duplicates``: one more letter in Find patient, until the list is drawn.

People type names in either order, in part, with a slip, birth dates, the end of a phone number, record numbers. Every
letter counts, also the first, which fits most patients.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.rows import FRAME, PASSES, Effort, Row, quietest


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.screen import main_window

    words = asked(folder, effort.times(60, 4))
    people = registrations(folder, effort.times(60, 4))
    with main_window(folder) as (window, frames):
        typist = Typist(window, frames)
        turns = range(effort.times(PASSES, 1))
        painted = [typist.type(words) for _turn in turns]
        queries = [_queried(window, frames, words) for _turn in turns]
        compared = [_compared(window, frames, people) for _turn in turns]
    return [
        Row("find-p95", quietest(painted, 95), FRAME),
        Row("find-p99", quietest(painted, 99), FRAME),
        Row("find-query", quietest(queries, 95), 0.010),
        Row("duplicates", quietest(compared, 95), 0.050),
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


def registrations(folder: Path, people: int, seed: int = 12) -> list[Any]:
    """What stands in the form of a registration, field by field, of somebody who is on file with a slip or a swapped date."""
    from benchmarks.bench_record import at_the_desk
    from ma_desktop.models import Patient
    from ma_desktop.services.schedule.likely_duplicates import Typed

    random, found = Random(seed), []
    with at_the_desk(folder):
        last = Patient.select(Patient.id).order_by(Patient.id.desc()).limit(1).scalar()
        for number in range(people):
            row = Patient.get_by_id(random.randint(1, last))
            family = _slip(row.family, random) if number % 3 == 0 else row.family
            born = row.birth_date
            if number % 3 == 1 and born.day <= 12:
                born = born.replace(month=born.day, day=born.month)
            found += [
                Typed(family, row.given), Typed(family, row.given, born), Typed(family, row.given, born, row.sex, row.phone)
            ]  # fmt: skip
    return found


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


class Typist:
    """Types into the field of a window and waits for the list of each letter."""

    def __init__(self, window: Any, frames: Any) -> None:
        self.box, self.frames = window.bar.find_box, frames
        self.answers = 0
        self.box.list.rows.modelReset.connect(self._answered)
        window.find_patient()

    def _answered(self) -> None:
        self.answers += 1

    def type(self, words: list[str]) -> list[float]:
        """Seconds of every letter of every word."""
        took = []
        for text in words:
            took += [self._letter(letter) for letter in text]
            self.box.clear()
            self.frames.until(lambda: True)
        return took

    def _letter(self, letter: str) -> float:
        before, began = self.answers, time.perf_counter()
        _press(self.box, letter)
        self.frames.until(lambda: self.answers > before)
        return time.perf_counter() - began


def _press(box: Any, letter: str) -> None:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(box, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def _queried(window: Any, frames: Any, words: list[str]) -> list[float]:
    """The same letters asked of the reading thread alone, hits and their visits of today included."""
    took: list[float] = []
    find, desk = window.ports.find, window.bench.desk

    def all_of_it() -> None:
        for text in words:
            for end in range(1, len(text) + 1):
                began = time.perf_counter()
                find(desk, text[:end])
                took.append(time.perf_counter() - began)

    done: list[bool] = []
    window.bench.tasks.read(all_of_it, then=lambda _nothing: done.append(True))
    frames.until(lambda: bool(done))
    return took


def _compared(window: Any, frames: Any, people: list[Any]) -> list[float]:
    """The comparison alone, on the reading thread; the first loads the table of nicknames, as opening the form does."""
    from ma_desktop.services.schedule.likely_duplicates import likely_duplicates

    took: list[float] = []
    desk = window.bench.desk

    def all_of_it() -> None:
        likely_duplicates(desk, people[-1])
        for typed in people:
            began = time.perf_counter()
            likely_duplicates(desk, typed)
            took.append(time.perf_counter() - began)

    done: list[bool] = []
    window.bench.tasks.read(all_of_it, then=lambda _nothing: done.append(True))
    frames.until(lambda: bool(done))
    return took
