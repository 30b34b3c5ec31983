"""``schedule-columns``: six providers side by side, sixty appointments each, at 3840 × 2160, scrolled and dragged, frame by frame."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from benchmarks.rows import FRAME, PASSES, Effort, Row, quietest
from benchmarks.scheduling import ENVIRONMENT, frames_of

__all__ = ["ENVIRONMENT", "measure"]

COLUMNS, EACH, MINUTES = 6, 60, 10
#: Days ahead: a Monday on which no other bench books anything; ``slots`` fills the books of 180 days.
AHEAD = 210
#: Wide enough for a name in each column.
_WIDTH = 1300


def measure(folder: Path, effort: Effort) -> list[Row]:
    from PySide6.QtCore import Qt

    from benchmarks.bench_record import MOMENT
    from benchmarks.screen import main_window, panel

    day = (MOMENT + timedelta(days=AHEAD)).date()
    fill_columns(folder)
    with main_window(folder, 1920, 1080) as (window, frames):
        window.choose_perspective("front")
        schedule = panel(window, "schedule")
        frames.until(lambda: schedule.painted and schedule.visible())  # the docks stand where they will
        window.workspace.resizeDocks(
            [window.workspace.docks["schedule"]], [_WIDTH], Qt.Orientation.Horizontal
        )
        window.bench.active.choose_day(day)
        frames.until(lambda: schedule.day.day == day and len(schedule.keys) == COLUMNS)
        assert len(schedule.view.blocks) == COLUMNS * EACH
        count = effort.times(240, 8)
        took = [frames_of(schedule, frames, count) for _turn in range(effort.times(PASSES, 1))]
    return [Row("schedule-columns", quietest(took, 95), FRAME)]


def fill_columns(folder: Path) -> None:
    """As many providers as columns, each booked through."""
    from benchmarks.bench_record import MOMENT, at_the_desk
    from ma_desktop.domain.permissions import Permission
    from ma_desktop.models import Appointment, HealthcareService, Patient, Practitioner

    start = MOMENT.replace(hour=8, minute=0) + timedelta(days=AHEAD)
    with at_the_desk(folder) as (_record, desk):
        here = [row.id for row in Practitioner.select().where(Practitioner.own).order_by(Practitioner.id)]
        service = HealthcareService.get(HealthcareService.name == "Follow-up").id
        known = [
            row[0] for row in Patient.select(Patient.id).order_by(Patient.id).limit(COLUMNS * EACH).tuples()
        ]
        with desk.work("Fill the columns", needs=Permission.BOOK, undoable=False) as work:
            for number in range(len(here), COLUMNS):
                here.append(
                    work.insert(
                        Practitioner(family=f"Columna {number}", given="Ann", credential="MD", own=True)
                    ).id
                )
            work.insert_many(
                [
                    Appointment(
                        patient=known[n % len(known)], practitioner=here[n % COLUMNS], service=service, minutes=MINUTES,
                        start=start + timedelta(minutes=MINUTES * (n // COLUMNS)), reason="Blood pressure", overlap_reason="bench",
                    )
                    for n in range(COLUMNS * EACH)
                ]
            )  # fmt: skip
