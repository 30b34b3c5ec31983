"""Hours, exceptions and holds as they are entered: save_hours, remove_hours, save_exception, release_hold, hours_and_blocks,
save_device, save_visit_type."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.template import Kind
from ma_desktop.models import Appointment, HealthcareService, Practitioner, Schedule, Slot
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.practice_lists import practice_lists
from ma_desktop.services.practice.save_device import save_device
from ma_desktop.services.practice.save_visit_type import save_visit_type
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.day_schedule import day_schedule
from ma_desktop.services.schedule.day_spans import day_spans
from ma_desktop.services.schedule.hours_and_blocks import hours_and_blocks
from ma_desktop.services.schedule.release_hold import release_hold
from ma_desktop.services.schedule.remove_hours import remove_hours
from ma_desktop.services.schedule.save_exception import save_exception
from ma_desktop.services.schedule.save_hours import save_hours

ZONE = ZoneInfo("America/New_York")
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def empty(desk: Desk) -> Desk:
    with desk.work("Clear", needs=Permission.BOOK, undoable=False) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
    return desk


def provider() -> int:
    return int(Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id).first().id)


def kinds(desk: Desk, day: date = TUESDAY) -> list[tuple[str, str, str]]:
    return [(s.kind, f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in day_spans(desk, day).spans[provider()]]


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


def front_desk(desk: Desk) -> Desk:
    return desk.acting_as(Worker(9, "fay", "Fay", Role.FRONT_DESK))


def test_a_working_week_is_one_step_and_one_undo(empty: Desk) -> None:
    ids = save_hours(empty, None, weekdays=range(5), opens=time(8), closes=time(17))
    assert len(ids) == 5
    lunch = save_hours(
        empty,
        None,
        weekdays=[1],
        opens=time(12),
        closes=time(13),
        kind=Kind.BLOCK,
        label=" Lunch ",
        capacity=3,
    )
    row = Schedule.get_by_id(lunch[0])
    assert (row.label, row.capacity, row.release_minutes) == ("Lunch", 1, None)
    assert [k for k in kinds(empty) if k[0] != "closed"] == [
        ("open", "08:00", "12:00"), ("block", "12:00", "13:00"), ("open", "13:00", "17:00"),
    ]  # fmt: skip
    undo_last(empty)
    undo_last(empty)
    assert not day_spans(empty, TUESDAY).known


def test_a_line_is_changed_copied_to_other_days_and_taken_out(empty: Desk) -> None:
    (first,) = save_hours(empty, None, weekdays=[1], opens=time(8), closes=time(12))
    assert save_hours(empty, first, weekdays=[1, 2], opens=time(9), closes=time(12))[0] == first
    assert [(r.weekday, r.opens) for r in hours_and_blocks(empty).rows] == [(1, time(9)), (2, time(9))]
    remove_hours(empty, first)
    assert [r.weekday for r in hours_and_blocks(empty).rows] == [2]
    undo_last(empty)
    assert len(hours_and_blocks(empty).rows) == 2


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ({"weekdays": []}, "day of the week"),
        ({"weekdays": [1], "opens": time(12), "closes": time(12)}, "later than"),
        ({"weekdays": [1], "kind": Kind.WAVE, "capacity": 0}, "at least one"),
        ({"weekdays": [9]}, "day of the week"),
    ],
)
def test_lines_that_cannot_be(empty: Desk, values: dict[str, object], match: str) -> None:
    with pytest.raises(RuleBroken, match=match):
        save_hours(empty, None, **({"opens": time(8), "closes": time(9)} | values))  # type: ignore[arg-type]


def test_the_front_desk_enters_absences_but_not_the_template(empty: Desk) -> None:
    desk = front_desk(empty)
    with pytest.raises(RuleBroken, match="role"):
        save_hours(desk, None, weekdays=[1], opens=time(8), closes=time(9))
    with pytest.raises(RuleBroken, match="role"):
        remove_hours(desk, 1)
    assert save_exception(desk, None, kind=Kind.CLOSED, start=at(0), end=at(23), label="Training").id


def test_a_vacation_closes_and_says_who_has_to_be_moved(empty: Desk) -> None:
    save_hours(empty, None, weekdays=range(5), opens=time(8), closes=time(17))
    kind = HealthcareService.get(HealthcareService.name == "Follow-up").id
    book_appointment(empty, patient_id=1, practitioner_id=provider(), service_id=kind, start=at(9))
    saved = save_exception(
        empty, None, kind=Kind.CLOSED, start=at(0), end=at(0, day=TUESDAY + timedelta(days=2)), label="Vacation",
        practitioner_id=provider(),
    )  # fmt: skip
    assert saved.booked == 1
    assert {k[0] for k in kinds(empty)} == {"closed"}
    save_exception(empty, saved.id, kind=Kind.CLOSED, start=at(0), end=at(12), label="Vacation", active=False)
    assert ("open", "08:00", "17:00") in kinds(empty)
    undo_last(empty)
    assert {k[0] for k in kinds(empty)} == {"closed"}


def test_extra_hours_open_a_saturday(empty: Desk) -> None:
    saturday = date(2026, 11, 28)
    save_hours(empty, None, weekdays=range(5), opens=time(8), closes=time(17))
    save_exception(
        empty, None, kind=Kind.OPEN, start=at(9, 0, saturday), end=at(12, 0, saturday), label="Flu clinic"
    )
    assert ("open", "09:00", "12:00") in kinds(empty, saturday)


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ({"end": at(8)}, "later than"),
        ({"label": " "}, "Say in a word"),
        ({"end": at(8) + timedelta(days=100)}, "pieces"),
        ({"kind": Kind.OPEN, "location_id": 1}, "out of use"),
    ],
)
def test_exceptions_that_cannot_be(empty: Desk, values: dict[str, object], match: str) -> None:
    given = {"kind": Kind.CLOSED, "start": at(8), "end": at(9), "label": "Meeting"} | values
    with pytest.raises(RuleBroken, match=match):
        save_exception(empty, None, **given)  # type: ignore[arg-type]


def test_a_hold_of_the_template_is_opened_for_one_day(empty: Desk) -> None:
    save_hours(empty, None, weekdays=[1], opens=time(8), closes=time(17))
    save_hours(empty, None, weekdays=[1], opens=time(15), closes=time(16), kind=Kind.HOLD, release_minutes=60)
    release_hold(front_desk(empty), provider(), at(15, 30))
    opened = next(s for s in day_spans(empty, TUESDAY).spans[provider()] if s.released)
    assert (opened.kind, f"{opened.start:%H:%M}", opened.release_at) == (Kind.OPEN, "15:00", empty.now())
    assert ("hold", "15:00", "16:00") in kinds(empty, TUESDAY + timedelta(days=7))
    with pytest.raises(RuleBroken, match="No time is held"):
        release_hold(empty, provider(), at(15))


def test_a_dated_hold_is_opened_and_comes_back_by_undo(empty: Desk) -> None:
    save_hours(empty, None, weekdays=[1], opens=time(8), closes=time(17))
    save_exception(empty, None, kind=Kind.HOLD, start=at(10), end=at(11), label="urgent", release_at=at(9))
    release_hold(empty, provider(), at(10))
    assert "hold" not in {k[0] for k in kinds(empty)}
    undo_last(empty)
    assert ("hold", "10:00", "11:00") in kinds(empty)


def test_holidays_come_with_the_state_and_follow_the_setting(empty: Desk) -> None:
    found = {h.name: h for h in hours_and_blocks(empty).holidays}
    assert found["Thanksgiving Day"].kept
    assert found["Thanksgiving Day"].day == date(2026, 11, 26)
    assert not found["Veterans Day"].kept
    change_setting(empty, "schedule.holidays", "Veterans Day")
    again = {h.name for h in hours_and_blocks(empty).holidays if h.kept}
    assert again == {"Veterans Day"}


def test_a_kind_of_visit_with_everything_it_needs(desk: Desk) -> None:
    cart = save_device(desk, None, name=" ECG cart ")
    kind = save_visit_type(
        desk, None, name="ECG", minutes=15, tone="violet", room_need="table", device_id=cart,
        prep=["gown", " electrodes ", ""], screenings=["PHQ-2"], forms=["consent"],
    )  # fmt: skip
    line = next(v for v in practice_lists(desk).visit_types if v.id == kind)
    assert (line.tone, line.room_need, line.device_id, line.prep, line.screenings, line.forms) == (
        "violet", "table", cart, ("gown", "electrodes"), ("PHQ-2",), ("consent",),
    )  # fmt: skip
    ident = book_appointment(
        desk, patient_id=1, practitioner_id=provider(), service_id=kind, start=at(19), overlap_reason="x"
    )
    assert Appointment.get_by_id(ident).device_id == cart
    entry = next(e for e in day_schedule(desk, TUESDAY).entries if e.appointment_id == ident)
    assert entry.prep == ("gown", "electrodes")
    save_device(desk, cart, name="ECG cart", active=False)
    assert [d.active for d in practice_lists(desk).devices if d.id == cart] == [False]
    for wrong in (
        lambda: save_device(desk, None, name=" "),
        lambda: save_visit_type(desk, None, name="X", minutes=20, tone="pink"),
    ):
        with pytest.raises(RuleBroken):
            wrong()
