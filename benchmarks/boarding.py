"""``board``: a visit is moved on, from the commit until the flow board shows it there. Twenty-five visits are in the office.

In the whole window: every other panel that the move concerns reads and paints as it does at work.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.rows import PASSES, Effort, Row, quietest

IN_THE_OFFICE = 25


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.screen import main_window

    visit = fill_office(folder)
    with main_window(folder) as (window, frames):
        moves = Moves(window, frames, visit)
        moves.one()
        took = [
            [moves.one() for _move in range(effort.times(20, 2))] for _turn in range(effort.times(PASSES, 1))
        ]
    return [Row("board", quietest(took, 95), 0.1)]


def fill_office(folder: Path) -> int:
    """Walk-ins until the office is full; which visit is moved: one whose vitals are taken."""
    from benchmarks.bench_record import at_the_desk
    from ma_desktop.domain.stages import Stage
    from ma_desktop.models import HealthcareService, Practitioner
    from ma_desktop.services.schedule.walk_in import walk_in
    from ma_desktop.services.visit.flow_board import flow_board

    with at_the_desk(folder) as (_record, desk):
        cards = flow_board(desk).cards
        provider = Practitioner.get(Practitioner.own).id
        kind = HealthcareService.get(HealthcareService.name == "Follow-up").id
        for patient in _free(IN_THE_OFFICE - len(cards)):
            walk_in(desk, patient_id=patient, practitioner_id=provider, service_id=kind, reason="Cough")
        moved = (Stage.VITALS, Stage.READY)  # ready: where an earlier run may have left it
        there = [card for card in cards if card.stage in moved]
        return min(there, key=lambda card: moved.index(card.stage)).encounter_id


def _free(count: int) -> Iterator[int]:
    """Patients without an appointment today."""
    from benchmarks.bench_record import MOMENT
    from ma_desktop.models import Appointment, Patient

    today = MOMENT.date().isoformat()
    booked = Appointment.select(Appointment.patient).where(Appointment.start.startswith(today))
    rows = Patient.select(Patient.id).where(Patient.id.not_in(booked))
    yield from (patient for (patient,) in rows.order_by(Patient.id).limit(count).tuples())


class Moves:
    """Takes one visit to *ready* and back, and waits for the board."""

    def __init__(self, window: Any, frames: Any, visit: int) -> None:
        from benchmarks.screen import panel

        self.window, self.frames, self.visit = window, frames, visit
        self.board = panel(window, "flow_board")
        assert len(self.board.board.cards) == IN_THE_OFFICE
        self.committed: list[float] = []
        window.bench.desk.feed.subscribe(lambda _change: self.committed.append(time.perf_counter()))

    def one(self) -> float:
        """Seconds from the commit to the board on the screen."""
        from ma_desktop.domain.stages import Stage
        from ma_desktop.services.visit.mark_ready import mark_ready
        from ma_desktop.services.visit.step_back import step_back

        self.committed.clear()
        if self._stage() is Stage.VITALS:
            wanted = Stage.READY
            self.window.bench.do(mark_ready, self.visit, missing_because="bench")
        else:
            wanted = Stage.VITALS
            self.window.bench.do(step_back, self.visit, wanted, "bench")
        self.frames.until(lambda: self._stage() is wanted)
        took = time.perf_counter() - self.committed[0]
        self._rest()
        return took

    def _stage(self) -> Any:
        return next(card.stage for card in self.board.board.cards if card.encounter_id == self.visit)

    def _rest(self) -> None:
        """Until both threads have answered everything."""
        done: list[bool] = []
        for lane in (self.window.bench.tasks.write, self.window.bench.tasks.read):
            lane(lambda: None, then=lambda _nothing: done.append(True))
        self.frames.until(lambda: len(done) == 2)
