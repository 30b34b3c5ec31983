"""The days on which the clock is changed, and every day beyond them: practice_zone, day_schedule, book_appointment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.app import local_time
from ma_desktop.domain import settings
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, Setting
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.day_schedule import day_schedule
from ma_desktop.services.schedule.move_appointment import move_appointment

ZONE = ZoneInfo("America/New_York")
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


def at_desk(desk: Desk, moment: datetime) -> Desk:
    return Desk(desk.record, desk.worker, lambda: moment, desk.feed, desk.workstation)


def booked(desk: Desk, start: datetime, patient: int = 1) -> int:
    choices = booking_choices(desk)
    return book_appointment(
        desk, patient_id=patient, practitioner_id=choices.providers[0].id,
        service_id=next(s.id for s in choices.services if s.name == "Follow-up"), start=start, overlap_reason="test",
    )  # fmt: skip


@pytest.mark.parametrize("changed", [SPRING, AUTUMN])
def test_nine_stays_nine_beyond_the_change(desk: Desk, changed: date) -> None:
    before = at_desk(desk, datetime.combine(changed - timedelta(days=2), time(10), tzinfo=ZONE))
    day = changed + timedelta(days=1)
    ident = booked(before, datetime.combine(day, time(9), tzinfo=ZONE))
    entry = next(e for e in day_schedule(before, day).entries if e.appointment_id == ident)
    assert f"{entry.start:%H:%M}" == "09:00"
    row = Appointment.get_by_id(ident)
    assert row.start.astimezone(UTC).hour == (13 if changed == SPRING else 14)
    after = at_desk(desk, datetime.combine(day, time(8), tzinfo=ZONE))
    assert [f"{e.start:%H:%M}" for e in day_schedule(after, day).entries if e.appointment_id == ident] == [
        "09:00"
    ]


@pytest.mark.parametrize("changed", [SPRING, AUTUMN])
def test_late_in_the_evening_belongs_to_its_day(desk: Desk, changed: date) -> None:
    """With one offset for all days, the last or first hour of the other half of the year falls into the wrong day."""
    before = at_desk(desk, datetime.combine(changed - timedelta(days=2), time(10), tzinfo=ZONE))
    for day, hours in ((changed, (0, 23)), (changed + timedelta(days=1), (0, 23))):
        wanted = [booked(before, datetime.combine(day, time(h, 15), tzinfo=ZONE)) for h in hours]
        found = [e.appointment_id for e in day_schedule(before, day).entries]
        assert [i for i in wanted if i in found] == wanted
        others = [day - timedelta(days=1), day + timedelta(days=1)]
        assert not {e.appointment_id for d in others for e in day_schedule(before, d).entries} & set(wanted)


def test_a_move_across_the_change_keeps_the_clock_on_the_wall(desk: Desk) -> None:
    before = at_desk(desk, datetime(2026, 10, 30, 8, tzinfo=ZONE))
    ident = booked(before, datetime(2026, 10, 30, 14, 0, tzinfo=ZONE))
    move_appointment(before, ident, start=datetime(2026, 11, 2, 14, 0, tzinfo=ZONE))
    row = Appointment.get_by_id(ident)
    assert (f"{row.start:%H:%M}", row.start.utcoffset()) == ("14:00", timedelta(hours=-5))


def test_a_time_that_the_clock_jumps_over_is_refused(desk: Desk) -> None:
    before = at_desk(desk, datetime(2026, 3, 6, 8, tzinfo=ZONE))
    with pytest.raises(RuleBroken, match="does not exist"):
        booked(before, datetime(2026, 3, 8, 2, 30, tzinfo=ZONE))


def test_what_another_system_sent_in_utc_stands_at_its_local_time(desk: Desk) -> None:
    ident = booked(desk, datetime(2026, 11, 24, 9, 0, tzinfo=ZONE))
    moment = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # still Monday evening in Ohio
    Appointment.update(start=instant_text(moment)).where(Appointment.id == ident).execute()
    entry = next(e for e in day_schedule(desk, date(2026, 11, 23)).entries if e.appointment_id == ident)
    assert f"{entry.start:%d %H:%M}" == "23 22:00"


def test_the_programs_clock_knows_when_the_clock_changes() -> None:
    now = local_time()
    assert not isinstance(now.tzinfo, timezone)
    assert abs((datetime.now(UTC) - now).total_seconds()) < 5


def test_the_practices_zone_is_kept_at_set_up_and_ruled_by_its_setting(desk: Desk) -> None:
    assert (
        Setting.get((Setting.key == settings.TIME_ZONE.key) & (Setting.user == 0)).value == "America/New_York"
    )
    change_setting(desk, settings.TIME_ZONE.key, "America/Denver")
    again = log_in(desk.record, "ada", desk.clock)
    assert again.now() == desk.now()
    assert f"{again.now():%H:%M}" == "07:40"
    with pytest.raises(RuleBroken, match="time zone"):
        change_setting(desk, settings.TIME_ZONE.key, "Ohio")
