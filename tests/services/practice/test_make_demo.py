"""The invented practice: the same seed makes the same one, and its day is full."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.domain.stages import Stage
from ma_desktop.models import Appointment, Encounter, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.services.practice.make_demo import make_demo
from ma_desktop.services.schedule.day_schedule import day_schedule
from ma_desktop.services.visit.visit_facts import visit_facts
from ma_desktop.storage.record import create
from ma_desktop.storage.slots import Cost


def names(folder: Path, clock) -> list[tuple[str, str, str]]:
    record, _code = create(
        folder, login="ada", password="correct horse battery", store=None, cost=Cost(8192, 1, 1)
    )
    make_demo(log_in(record, "ada", clock), size=25, visits=2, seed=3)
    rows = [
        (row.family, row.given, row.birth_date.isoformat()) for row in Patient.select().order_by(Patient.id)
    ]
    record.close()
    return rows


def test_the_same_seed_makes_the_same_people(tmp_path: Path, clock) -> None:
    assert names(tmp_path / "one", clock) == names(tmp_path / "two", clock)


def test_today_has_visits_in_every_stage(desk: Desk) -> None:
    stages = {entry.stage for entry in day_schedule(desk, desk.now().date(), with_cancelled=True).entries}
    assert stages >= set(Stage) - {Stage.LEFT}


def test_an_adult_is_not_measured_like_an_infant(desk: Desk) -> None:
    for visit in Encounter.select().where(Encounter.stage == "vitals"):
        assert "head" not in visit_facts(desk, visit).vitals_required


def test_a_demo_of_fifty_has_hours_equipment_and_a_series(tmp_path: Path, clock) -> None:
    """``demo_hours``: the series is real rows, the cart is booked, lunch is blocked, and today lies within the hours."""
    record, _code = create(
        tmp_path / "record", login="ada", password="correct horse battery", store=None, cost=Cost(8192, 1, 1)
    )
    desk = log_in(record, "ada", clock)
    desk = desk.acting_as(make_demo(desk, size=55, visits=1))
    today = day_schedule(desk, clock().date())
    assert today.spans.known
    own = next(iter(today.spans.spans.values()))
    assert "Lunch" in {span.label for span in own}
    closed = [span for span in own if span.kind == "closed"]
    assert not [e for e in today.entries if any(s.start <= e.start < s.end for s in closed)]
    series = [row for row in Appointment.standing() if row.series is not None]
    assert len(series) >= 5
    assert [row.device.name for row in Appointment.standing() if row.device_id] == ["ECG cart"]
    record.close()
