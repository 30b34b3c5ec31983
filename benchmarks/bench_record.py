"""The practice that is measured: made by the seeded generator, encrypted like any other, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

LOGIN, PASSWORD = "ada", "seven gray herons wade"
#: Monday, twenty to ten: the day of the practice, whatever today is.
MOMENT = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York"))
APPOINTMENTS = 60

_ROOT = Path(__file__).resolve().parents[1]
#: What a kept record depends on; when one of these changes it is made anew.
_MADE_BY = (
    "ma_desktop/services/practice/make_demo.py",
    "ma_desktop/services/practice/demo_people.py",
    "ma_desktop/services/practice/demo_history.py",
    "ma_desktop/services/practice/demo_day.py",
    "ma_desktop/storage/search_index.py",
    "ma_desktop/storage/migrations/m0001_foundation.py",
    "benchmarks/bench_record.py",
)


def clock() -> datetime:
    """It stands still, so that every run measures the same day."""
    return MOMENT


@contextmanager
def scratch_record(size: int, scratch: Path, kept: Path | None = None) -> Iterator[Path]:
    """A record of ``size`` patients in ``scratch``; ``kept``: where finished ones wait for the next run."""
    folder = scratch / "record"
    if kept is None:
        make(folder, size)
    else:
        source = kept / f"practice-{size}-{_version()}"
        if not source.is_dir():
            unfinished = kept / f"unfinished-{os.getpid()}"
            make(unfinished, size)
            unfinished.rename(source)
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("record.lock"))
    yield folder
    shutil.rmtree(folder)


def _version() -> str:
    return sha256(b"".join((_ROOT / name).read_bytes() for name in _MADE_BY)).hexdigest()[:12]


def make(folder: Path, size: int) -> None:
    """A new record at ``folder``: its day filled up to sixty appointments, its window left as a person leaves it."""
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.services.practice.make_demo import make_demo
    from ma_desktop.services.practice.remember_layout import remember_layout
    from ma_desktop.storage.record import create
    from ma_desktop.storage.slots import Cost

    record, _code = create(folder, login=LOGIN, password=PASSWORD, store=None, cost=Cost(8192, 1, 1))
    desk = log_in(record, LOGIN, clock)
    desk = desk.acting_as(make_demo(desk, size=size))
    _fill_day(desk)
    remember_layout(desk, {"perspective": "rooming", "theme": "light", "text_size": 1.0})
    record.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    record.close()


def _fill_day(desk: Any) -> None:
    """Books patients from the end of the list every quarter of an hour, two providers in turn."""
    from ma_desktop.domain.permissions import Permission
    from ma_desktop.models import Appointment, HealthcareService, Patient, Practitioner

    day = Appointment.select(Appointment.patient)
    free = Patient.select().where(Patient.id.not_in(day)).order_by(Patient.id.desc())
    providers = list(Practitioner.select().where(Practitioner.own).order_by(Practitioner.id))
    service = HealthcareService.select().where(HealthcareService.name == "Follow-up").first()
    start = MOMENT.replace(hour=8, minute=0)
    with desk.work("Fill the day", needs=Permission.BOOK, undoable=False) as work:
        work.insert_many(
            [
                Appointment(
                    patient=patient.id, practitioner=providers[n % 2].id, service=service.id, minutes=15,
                    start=start + timedelta(minutes=15 * (n // 2)), reason="Blood pressure", overlap_reason="bench",
                )
                for n, patient in enumerate(free.limit(APPOINTMENTS - day.count()))
            ]
        )  # fmt: skip


@contextmanager
def at_the_desk(folder: Path) -> Iterator[tuple[Any, Any]]:
    """The record open on this thread, and Ada at its desk."""
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.storage.record import open_record

    record = open_record(folder, LOGIN, PASSWORD, store=None, now=MOMENT)
    try:
        yield record, log_in(record, LOGIN, clock)
    finally:
        record.connect_writer()
        record.close()
