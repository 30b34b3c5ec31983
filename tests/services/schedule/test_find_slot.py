"""Find a slot on a real record."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import (
    Appointment,
    Device,
    HealthcareService,
    Patient,
    Practitioner,
    Schedule,
    ServiceRequest,
    Setting,
    Slot,
    database,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.find_slot import Person, Search, find_slot
from ma_desktop.services.schedule.labs_back import labs_back
from ma_desktop.services.schedule.take_request import take_request
from ma_desktop.services.schedule.third_next_available import third_next_available
from ma_desktop.services.schedule.waiting_list import waiting_list
from ma_desktop.views.dialogs.booking_step import book_found

ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def hours(desk: Desk) -> Desk:
    """Monday to Friday 8 to 17, lunch at noon, 15 to 16 held for the same day until 11."""
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
        for day in range(5):
            work.insert(Schedule(weekday=day, opens="08:00", closes="17:00"))
            work.insert(Schedule(weekday=day, opens="12:00", closes="13:00", kind="block", label="Lunch"))
            work.insert(
                Schedule(weekday=day, opens="15:00", closes="16:00", kind="hold", release_minutes=240)
            )
    return desk


def kind(name: str) -> int:
    return int(HealthcareService.get(HealthcareService.name == name).id)


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def starts(found: Any) -> list[str]:
    return [f"{slot.start:%d %H:%M}" for slot in found.slots]


def patients(count: int) -> list[int]:
    return [p.id for p in Patient.select(Patient.id).order_by(Patient.id.desc()).limit(count)]


PROVIDER = 1


def ask(service: str = "Follow-up", provider: int = PROVIDER, **more: Any) -> Search:
    return Search(Person(kind(service), providers=(provider,)), **more)


def test_the_next_openings_pass_lunch_holds_and_what_is_booked(hours: Desk) -> None:
    first = patients(1)[0]
    book_appointment(
        hours, patient_id=first, practitioner_id=PROVIDER, service_id=kind("Follow-up"), start=at(24, 8)
    )
    found = find_slot(hours, ask(earliest=date(2026, 11, 24), latest=date(2026, 11, 24)), per_day=50)
    assert starts(found)[:3] == ["24 08:30", "24 09:00", "24 09:30"]
    assert not [s for s in starts(found) if s[3:5] in {"12", "15"}]
    assert found.slots[0].provider == "Kenji Ito, MD"


def test_the_days_that_are_closed_are_passed(hours: Desk) -> None:
    found = find_slot(hours, ask(earliest=date(2026, 11, 26)), days=2, per_day=1)
    assert starts(found) == ["27 08:00", "30 08:00"]  # Thanksgiving and the weekend


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ({"weekdays": frozenset({2})}, "25 08:00"),
        ({"day_part": "afternoon", "earliest": date(2026, 11, 24)}, "24 13:00"),
        ({"day_part": "morning", "since": time(10, 30), "earliest": date(2026, 11, 24)}, "24 10:30"),
        ({"earliest": date(2026, 12, 7)}, "07 08:00"),
    ],
)
def test_what_is_asked_narrows(hours: Desk, search: dict[str, Any], first: str) -> None:
    assert starts(find_slot(hours, ask(**search)))[0] == first


def test_todays_holds_are_for_the_urgent(hours: Desk) -> None:
    today = {
        "earliest": date(2026, 11, 23),
        "latest": date(2026, 11, 23),
        "since": time(15),
        "until": time(15, 59),
    }
    assert find_slot(hours, ask("Procedure", provider=2, **today)).slots == ()
    urgent = find_slot(hours, ask("Acute visit", provider=2, urgent=True, **today))
    assert [slot.held for slot in urgent.slots] == [True, True]
    tomorrow = {**today, "earliest": date(2026, 11, 24), "latest": date(2026, 11, 24)}
    assert find_slot(hours, ask("Acute visit", provider=2, urgent=True, **tomorrow)).slots == ()


def test_held_times_are_named_and_not_offered_where_booking_would_refuse_them(hours: Desk) -> None:
    today = {
        "earliest": date(2026, 11, 23),
        "latest": date(2026, 11, 23),
        "since": time(15),
        "until": time(15, 59),
    }
    plain = find_slot(hours, ask("Acute visit", provider=2, **today))
    assert plain.slots == ()
    assert plain.withheld == "Held today for what is urgent, not offered: 15:00 Osei, 15:30 Osei."
    urgent = find_slot(hours, ask("Acute visit", provider=2, urgent=True, **today))
    assert ([slot.held for slot in urgent.slots], urgent.withheld) == ([True, True], "")
    book_found(hours, patients(1)[0], kind("Acute visit"), urgent.slots[0], "ear", None)
    change_setting(hours, "schedule.held_time", "hard")
    hard = find_slot(hours, ask("Acute visit", provider=2, urgent=True, **today))
    assert hard.slots == ()
    assert "before somebody releases them in the schedule: 15:30 Osei" in hard.withheld
    assert find_slot(hours, ask("Acute visit", provider=2, earliest=date(2026, 11, 24))).withheld == ""
    take_request(hours, patient_id=patients(3)[2], service_id=kind("Acute visit"), reason="ear", urgency="urgent", practitioner_id=2,
                 earliest=date(2026, 11, 23), latest=date(2026, 11, 23), day_part="afternoon")  # fmt: skip
    row = next(row for row in waiting_list(hours).rows if row.patient_id == patients(3)[2])
    assert row.first is None or not row.first.held


@pytest.mark.parametrize("setting", ["ask", "hard"])
@pytest.mark.parametrize("overlap", ["hard", "ask", "free"])
def test_whatever_is_offered_books_without_a_question(hours: Desk, overlap: str, setting: str) -> None:
    """Every kind of overlap, waves, holds of today and a full column: each offered time is booked, the next search offers others."""
    change_setting(hours, "schedule.held_time", setting)
    HealthcareService.update(overlap=overlap).where(HealthcareService.name == "Acute visit").execute()
    with hours.work("Wave", needs=Permission.SETTINGS) as work:
        work.insert(
            Schedule(weekday=0, opens="16:00", closes="17:00", kind="wave", capacity=2, practitioner=1)
        )
    for place, patient in enumerate(patients(14)):
        search = Search(
            Person(kind("Acute visit"), patient), date(2026, 11, 23), date(2026, 11, 24), urgent=True
        )
        slots = find_slot(hours, search, days=2, per_day=30).slots
        book_found(hours, patient, kind("Acute visit"), slots[place * 7 % len(slots)], "ear", None)


def test_every_offered_time_can_be_booked(hours: Desk) -> None:
    """“No appointment” although there are some is one fault; an offered time that is refused is the other."""
    found = find_slot(hours, ask("New patient", earliest=date(2026, 11, 24)), days=3, per_day=20)
    assert len(found.slots) > 15
    for slot, patient in zip(found.slots, patients(len(found.slots)), strict=False):
        book_appointment(
            hours,
            patient_id=patient,
            practitioner_id=slot.practitioner_id,
            service_id=kind("New patient"),
            start=slot.start,
        )
    again = find_slot(hours, ask("New patient", earliest=date(2026, 11, 24)), days=3, per_day=20)
    assert not set(starts(found)) & set(starts(again))


def test_a_patient_is_not_offered_a_time_at_which_they_are_elsewhere(hours: Desk) -> None:
    patient = patients(1)[0]
    book_appointment(
        hours, patient_id=patient, practitioner_id=2, service_id=kind("Follow-up"), start=at(24, 8)
    )
    search = Search(Person(kind("Follow-up"), patient, providers=(1,)), earliest=date(2026, 11, 24))
    assert starts(find_slot(hours, search))[0] == "24 08:30"


def test_equipment_is_booked_once_and_not_when_it_is_away(hours: Desk) -> None:
    with hours.work("EKG", needs=Permission.SETTINGS) as work:
        ekg = work.insert(Device(name="EKG"))
        one = work.insert(HealthcareService(name="EKG visit", minutes=30, overlap="hard", device=ekg))
        work.insert(Slot(device=ekg, kind="block", start=at(24, 8), minutes=60, label="Service"))
    book_appointment(hours, patient_id=patients(1)[0], practitioner_id=2, service_id=one.id, start=at(24, 9))
    found = find_slot(hours, Search(Person(one.id, providers=(1,)), earliest=date(2026, 11, 24)))
    assert starts(found)[0] == "24 09:30"


def test_mother_and_child_one_after_the_other_or_at_once(hours: Desk) -> None:
    mother, child = patients(2)
    search = Search(
        Person(kind("Follow-up"), mother),
        earliest=date(2026, 11, 24),
        second=Person(kind("Well child"), child),
    )
    slot = find_slot(hours, search).slots[0]
    assert slot.second is not None
    assert (slot.start, slot.second[0]) == (at(24, 8), at(24, 8, 20))
    assert slot.second[2] == slot.practitioner_id
    at_once = find_slot(
        hours, Search(search.person, date(2026, 11, 24), second=search.second, at_once=True)
    ).slots[0]
    assert at_once.second is not None
    assert at_once.second[0] == at_once.start
    assert at_once.second[2] != at_once.practitioner_id


def test_a_wave_is_full_when_it_is_full(hours: Desk) -> None:
    with hours.work("Wave", needs=Permission.SETTINGS) as work:
        work.insert(
            Schedule(weekday=1, opens="08:00", closes="09:00", kind="wave", capacity=2, practitioner=1)
        )
    search = ask("MA visit: injection", earliest=date(2026, 11, 24), latest=date(2026, 11, 24))
    for patient in patients(2):
        assert starts(find_slot(hours, search)) == ["24 08:00"]
        book_appointment(
            hours,
            patient_id=patient,
            practitioner_id=1,
            service_id=kind("MA visit: injection"),
            start=at(24, 8),
        )
    assert find_slot(hours, search).slots == ()


def test_nothing_found_says_why(hours: Desk) -> None:
    with hours.work("Away", needs=Permission.SETTINGS) as work:
        for month in (11, 2):
            year = 2026 if month == 11 else 2027
            work.insert(Slot(kind="closed", start=datetime(year, month, 20, tzinfo=ZONE), minutes=92 * 1440))
        work.insert(Slot(kind="closed", start=datetime(2027, 5, 10, tzinfo=ZONE), minutes=92 * 1440))
    none = find_slot(hours, ask())
    assert none.slots == ()
    assert "waiting list" in none.sentence
    assert none.sentence.endswith("booked in the schedule, with a reason.")
    HealthcareService.update(overlap="hard").where(HealthcareService.name == "Follow-up").execute()
    assert find_slot(hours, ask()).sentence.endswith("Follow-up is never booked over another appointment.")
    assert "05/26/2027" in none.sentence
    assert "any day" in find_slot(hours, ask(weekdays=frozenset({0}))).sentence
    assert (
        "before the first"
        in find_slot(hours, ask(earliest=date(2026, 12, 9), latest=date(2026, 12, 1))).sentence
    )


def test_without_hours_it_looks_from_eight_to_five_and_says_so(hours: Desk) -> None:
    with hours.work("None", needs=Permission.SETTINGS) as work:
        for row in Schedule.standing():
            work.mark_error(row, "test")
    found = find_slot(hours, ask(earliest=date(2026, 11, 24)))
    assert not found.known
    assert starts(found)[0] == "24 08:00"


def test_the_third_next_counts_from_today_whatever_is_asked(hours: Desk) -> None:
    with hours.work("Away", needs=Permission.SETTINGS) as work:
        work.insert(Slot(kind="closed", start=at(23, 0), minutes=2 * 1440))
    found = find_slot(hours, ask(earliest=date(2026, 12, 7)))
    assert found.third == at(25, 9)
    assert found.third_days == 2
    rows = {(row.service, row.practitioner_id): row for row in third_next_available(hours)}
    assert rows["Follow-up", 1].third == at(25, 9)
    assert len(rows) == HealthcareService.select().where(HealthcareService.active).count() * Practitioner.select().where(Practitioner.own).count()  # fmt: skip


def test_half_a_year_takes_few_statements(hours: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    really = database.obj.execute_sql
    monkeypatch.setattr(
        database.obj, "execute_sql", lambda sql, *more: (asked.append(sql), really(sql, *more))[1]
    )
    find_slot(hours, ask(weekdays=frozenset({6})))
    assert len([sql for sql in asked if '"appointment"' in sql]) <= 2
    assert len(asked) <= 14
    assert Appointment.select().count() > 0


def test_labs_that_are_out_say_when_they_are_back(hours: Desk) -> None:
    ordered = ServiceRequest.select(ServiceRequest.patient)
    patient = Patient.select().where(Patient.id.not_in(ordered)).first().id
    assert labs_back(hours, patient) is None
    with hours.work("Order", needs=Permission.BOOK) as work:
        for days, name in ((40, "TSH"), (1, "A1c")):
            work.insert(
                ServiceRequest(
                    patient=patient, kind="lab", display=name, authored_at=hours.now() - timedelta(days=days)
                )
            )
        work.insert(ServiceRequest(patient=patient, kind="imaging", display="X-ray", authored_at=hours.now()))
    found = labs_back(hours, patient)
    assert found is not None
    assert (found.names, found.ordered, found.ready) == ("A1c, TSH", date(2026, 11, 22), date(2026, 11, 27))
    with hours.work("Faster", needs=Permission.SETTINGS) as work:
        work.insert(Setting(key="schedule.lab_days", value=1))
    again = labs_back(hours, patient)
    assert again is not None
    assert again.ready == date(2026, 11, 24)
