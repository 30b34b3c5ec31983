"""A month at a glance, and the reason that may follow a change: month_schedule, explain_change."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, AuditEvent, HealthcareService, Practitioner, Schedule, Slot
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.explain_change import explain_change
from ma_desktop.services.schedule.month_schedule import month_schedule

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def hours(desk: Desk) -> Desk:
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
        for weekday in range(5):
            work.insert(Schedule(weekday=weekday, opens="08:00", closes="12:00"))
            work.insert(
                Schedule(weekday=weekday, opens="10:00", closes="11:00", kind="block", label="Meeting")
            )
    return desk


def test_counts_and_what_is_free(hours: Desk) -> None:
    one, two = (r.id for r in Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id))
    kind = HealthcareService.get(HealthcareService.name == "Acute visit").id
    day = datetime(2026, 12, 8, 9, 0, tzinfo=ZONE)
    for patient, start, provider in ((1, day, one), (2, day.replace(minute=10), one), (3, day, two)):
        book_appointment(
            hours,
            patient_id=patient,
            practitioner_id=provider,
            service_id=kind,
            start=start,
            overlap_reason="x",
        )
    month = month_schedule(hours, date(2026, 12, 20))
    assert (month.month, month.days[0].day, month.days[-1].day) == (
        date(2026, 12, 1),
        date(2026, 11, 30),
        date(2027, 1, 3),
    )
    found = next(d for d in month.days if d.day == day.date())
    assert (found.booked, found.open_minutes, found.free_minutes) == (3, 360, 360 - 30 - 20)
    own = next(d for d in month_schedule(hours, day.date(), one).days if d.day == day.date())
    assert (own.booked, own.open_minutes, own.free_minutes) == (2, 180, 150)


def test_holidays_weekends_and_absences_are_closed(hours: Desk) -> None:
    with hours.work("Away", needs=Permission.BOOK) as work:
        work.insert(
            Slot(kind="closed", start=datetime(2026, 12, 22, tzinfo=ZONE), minutes=1440, label="Staff day")
        )
    days = {d.day: d for d in month_schedule(hours, date(2026, 12, 1)).days}
    assert (days[date(2026, 12, 25)].closed, days[date(2026, 12, 25)].words) == (True, "Christmas Day")
    assert (days[date(2026, 12, 22)].closed, days[date(2026, 12, 22)].words) == (True, "Staff day")
    assert (days[date(2026, 12, 5)].closed, days[date(2026, 12, 5)].words) == (True, "")
    assert not days[date(2026, 12, 1)].closed


def test_without_hours_nothing_is_called_closed(desk: Desk) -> None:
    with desk.work("Clear", needs=Permission.BOOK) as work:
        for row in Schedule.standing():
            work.mark_error(row, "test")
    assert not any(day.closed or day.known for day in month_schedule(desk, date(2026, 12, 1)).days)


def test_a_reason_afterwards_is_a_line_of_the_log_and_no_step(desk: Desk) -> None:
    row = Appointment.standing().first()
    explain_change(desk, row.id, " needs an interpreter ")
    last = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert (last.reason, last.entities, last.patient_id) == ("needs an interpreter", "[]", row.patient_id)
    with pytest.raises(RuleBroken):
        explain_change(desk, row.id, " ")
