"""``find-slot``: the next times that fit, over half a year of full books, beside 200 ms.

Every provider has twenty-four visits on each day of it but the last few, so that nearly all of it is searched.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.rows import PASSES, Effort, Row

LIMIT = 0.2
_COLUMNS = (
    "patient_id", "practitioner_id", "service_id", "status", "confirmed", "start", "minutes", "reason", "note", "walk_in",
    "overlap_reason", "cancel_reason", "cancel_code", "series_rule", "answer", "version", "recorded_at",
)  # fmt: skip


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.bench_record import at_the_desk
    from ma_desktop.services.schedule.find_slot import Person, Search, find_slot

    with at_the_desk(folder) as (_record, desk):
        service = _fill(desk, effort.times(180, 20))
        took = []
        for _turn in range(effort.times(PASSES + 2, 1)):
            began = time.perf_counter()
            found = find_slot(desk, Search(Person(service)))
            took.append(time.perf_counter() - began)
            assert found.slots, "the last day is free"
    return [Row("find-slot", min(took), LIMIT)]


def _fill(desk: Any, days: int) -> int:
    """Answers the id of the kind of visit that is looked for. Weekdays 8 to 17, lunch at noon; the last day stays free."""
    from ma_desktop.domain.permissions import Permission
    from ma_desktop.models import Appointment, HealthcareService, Patient, Practitioner, Schedule
    from ma_desktop.models.fields import instant_text

    now = desk.now()
    service = HealthcareService.get(HealthcareService.name == "New patient").id
    providers = [row.id for row in Practitioner.standing().where(Practitioner.own)]
    patients = int(Patient.select(Patient.id).order_by(Patient.id.desc()).limit(1).scalar())
    stamp, rows = instant_text(now), []
    for number in range(days):
        day = now.date() + timedelta(days=number)
        for place, provider in enumerate(providers):
            for begin in (*range(480, 720, 20), *range(780, 1020, 20)):
                start = datetime(day.year, day.month, day.day, begin // 60, begin % 60, tzinfo=now.tzinfo)
                who = (len(rows) * 7 + place) % patients + 1
                rows.append(
                    (
                        who,
                        provider,
                        service,
                        "booked",
                        0,
                        instant_text(start),
                        20,
                        "",
                        "",
                        0,
                        "",
                        "",
                        "",
                        "",
                        "",
                        1,
                        stamp,
                    )
                )
    with desk.work("Full books", needs=Permission.IMPORT_DATA, action="import") as work:
        for row in Schedule.standing():
            work.mark_error(row, "bench")
        for weekday in range(5):
            work.insert(Schedule(weekday=weekday, opens="08:00", closes="12:00"))
            work.insert(Schedule(weekday=weekday, opens="13:00", closes="17:00"))
        work.bulk(Appointment, _COLUMNS, rows)
    return int(service)
