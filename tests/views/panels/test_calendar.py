"""The appointment book's pages: week, month, rooms, lengths, pin board, copies, series, by mouse and keys."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.recurrence import Recurrence
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Appointment, AuditEvent, Device, Location, Schedule, Slot
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.day_schedule import day_schedule
from ma_desktop.services.schedule.pinned_appointments import pinned_appointments
from ma_desktop.services.schedule.repeat_appointment import repeat_appointment
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.move import Move
from ma_desktop.views.dialogs.repeat import Repeat
from ma_desktop.views.dialogs.series_scope import SeriesScope
from ma_desktop.views.schedule import pages

Key, CTRL, ALT, SHIFT, LEFT = (
    Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.MouseButton.LeftButton,
)  # fmt: skip


@pytest.fixture
def schedule(panel: Any, window: Any, desk: Any) -> Any:
    """A tall front desk, no hours, so that every time may be booked."""
    with desk.work("Clear", needs=Permission.BOOK, undoable=False) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
    window.choose_perspective("front")
    window.resize(1920, 1600)
    return panel("schedule")


def last_booked(schedule: Any) -> Any:
    return [e for e in schedule.day.entries if e.stage is Stage.BOOKED][-1]


def rect(schedule: Any, ident: int) -> Any:
    return schedule.view.rect_of(next(b for b in schedule.view.blocks if b.id == ident))


def center(schedule: Any, ident: int) -> QPoint:
    return rect(schedule, ident).center().toPoint()


def row(ident: int) -> Any:
    return Appointment.get_by_id(ident)


def drag(qtbot: Any, widget: Any, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(widget, LEFT, pos=start)
    qtbot.mouseMove(widget, pos=start + (end - start) / 2)
    qtbot.mouseMove(widget, pos=end)
    qtbot.mouseRelease(widget, LEFT, pos=end)


def test_the_keys_of_the_three_pages(window: Any, schedule: Any) -> None:
    for key, mode in ((Key.Key_W, "week"), (Key.Key_M, "month"), (Key.Key_D, "day")):
        QTest.keyClick(window, key, ALT | SHIFT)
        assert schedule.mode == mode
    assert schedule.view.hasFocus()


def test_a_week_shows_its_days_of_one_provider_and_a_title_opens_the_day(
    window: Any, schedule: Any, qtbot: Any
) -> None:
    schedule.set_mode("week")
    assert [head.title for head in schedule.view.columns] == [
        "Mon 23",
        "Tue 24",
        "Wed 25",
        "Thu 26",
        "Fri 27",
    ]
    own = schedule.day.columns[0].practitioner_id
    assert {
        e.practitioner_id
        for b in schedule.view.blocks
        for e in schedule.day.entries
        if e.appointment_id == b.id
    } == {own}
    assert "Nov 23–27" in schedule.day_bar.day.text()
    heads = schedule.page.heads
    qtbot.mouseClick(heads, LEFT, pos=QPoint(round(schedule.view.x_of(1)) + 20, 8))
    assert (schedule.mode, schedule.day.day) == ("day", date(2026, 11, 24))


def test_a_drag_to_another_day_of_the_week(window: Any, schedule: Any, qtbot: Any) -> None:
    """FIELD complaint 1: an appointment could not be dragged to another day."""
    schedule.set_mode("week")
    entry = last_booked(schedule)
    schedule.here = next(
        n for n, c in enumerate(schedule.day.columns) if c.practitioner_id == entry.practitioner_id
    )
    schedule._paint_day()
    here = center(schedule, entry.appointment_id)
    there = QPoint(round(here.x() + schedule.view.column_width() * 2), here.y())
    drag(qtbot, schedule.view, here, there)
    assert row(entry.appointment_id).start == entry.start + timedelta(days=2)
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert row(entry.appointment_id).start == entry.start


def test_a_month_counts_and_a_click_goes_there(window: Any, schedule: Any, qtbot: Any) -> None:
    schedule.set_mode("month")
    today = next(cell for cell in schedule.month.cells if cell.day == date(2026, 11, 23))
    standing = [
        e for e in schedule.day.entries if e.status in ("booked", "arrived", "checked-in", "fulfilled")
    ]
    assert today.booked == len(standing)
    assert schedule.day_bar.day.text() == "November 2026"
    qtbot.mouseClick(schedule.day_bar.after, LEFT)
    assert schedule.day_bar.day.text() == "December 2026"
    place = next(n for n, cell in enumerate(schedule.month.cells) if cell.day == date(2026, 12, 8))
    qtbot.mouseClick(schedule.month, LEFT, pos=schedule.month.rect_of(place).center().toPoint())
    assert (schedule.mode, schedule.day.day) == ("day", date(2026, 12, 8))


def test_a_month_by_keys(window: Any, schedule: Any) -> None:
    QTest.keyClick(window, Key.Key_M, ALT | SHIFT)
    assert schedule.month.hasFocus()
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Return):
        QTest.keyClick(schedule.month, key)
    assert schedule.day.day == date(2026, 12, 1)


def test_rooms_and_equipment_are_columns_too(window: Any, schedule: Any, qtbot: Any, desk: Any) -> None:
    """FIELD complaint 4: rooms and equipment as things that are booked."""
    QTest.keyClick(window, Key.Key_R, ALT | SHIFT)
    titles = [head.title for head in schedule.view.columns]
    assert titles[0] == "No room yet" or schedule._alone
    here = next(e for e in schedule.day.entries if e.stage is Stage.PROVIDER)
    choice = next(c for c in schedule.choices() if c.key.location_id == here.location_id)
    assert Location.get_by_id(here.location_id).name == choice.name
    with desk.work("Cart", needs=Permission.SETTINGS) as work:
        work.insert(Device(name="ECG cart"))
    QTest.keyClick(window, Key.Key_Q, ALT | SHIFT)
    assert [c.name for c in schedule.choices()] == ["ECG cart"]
    assert schedule.empty.isVisible()


def test_a_drop_on_a_room_books_it_and_takes_no_confirmation_away(schedule: Any) -> None:
    entry = last_booked(schedule)
    Appointment.update(confirmed=True).where(Appointment.id == entry.appointment_id).execute()
    room = schedule.day.rooms[1].id
    schedule.moves.move(entry, entry.start, pages.Key(schedule.day.day, location_id=room))
    assert (row(entry.appointment_id).location_id, row(entry.appointment_id).confirmed) == (room, True)


def test_an_edge_lengthens_and_undo_brings_back(window: Any, schedule: Any, qtbot: Any) -> None:
    entry = last_booked(schedule)
    box = rect(schedule, entry.appointment_id)
    edge = QPoint(round(box.center().x()), round(box.bottom()) - 2)
    drag(qtbot, schedule.view, edge, edge + QPoint(0, round(schedule.view.hour_px / 4)))
    assert (row(entry.appointment_id).minutes, row(entry.appointment_id).start) == (
        entry.minutes + 15,
        entry.start,
    )
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert row(entry.appointment_id).minutes == entry.minutes
    top = QPoint(round(box.center().x()), round(box.top()) + 1)
    drag(qtbot, schedule.view, top, top - QPoint(0, round(schedule.view.hour_px / 4)))
    changed = row(entry.appointment_id)
    assert (changed.minutes, changed.start) == (entry.minutes + 15, entry.start - timedelta(minutes=15))


def test_lengths_by_keys(schedule: Any, qtbot: Any) -> None:
    entry = last_booked(schedule)
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry.appointment_id))
    QTest.keyClick(schedule.view, Key.Key_Down, SHIFT)
    assert row(entry.appointment_id).minutes == entry.minutes + 5
    QTest.keyClick(schedule.view, Key.Key_Up, SHIFT)
    assert row(entry.appointment_id).minutes == entry.minutes


def test_a_reason_may_be_given_or_left_out(window: Any, schedule: Any, qtbot: Any, desk: Any) -> None:
    entry = last_booked(schedule)
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry.appointment_id))
    QTest.keyClick(schedule.view, Key.Key_Down, SHIFT)
    assert schedule.page.why_box.isVisible()
    assert schedule.view.hasFocus()
    QTest.keyClick(window, Key.Key_Y, ALT)
    QTest.keyClicks(schedule.page.why, "needs an interpreter")
    QTest.keyClick(schedule.page.why, Key.Key_Return)
    last = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert (last.title, last.reason) == ("Reason for the change", "needs an interpreter")
    assert not schedule.page.why_box.isVisible()
    assert undo_last(desk) == "Move appointment"
    QTest.keyClick(schedule.view, Key.Key_Down, SHIFT)
    QTest.keyClick(window, Key.Key_Y, ALT)
    QTest.keyClick(schedule.page.why, Key.Key_Escape)
    assert not schedule.page.why_box.isVisible()


def test_the_pin_board_carries_an_appointment_to_another_day(
    window: Any, schedule: Any, qtbot: Any, desk: Any
) -> None:
    entry = last_booked(schedule)
    view = schedule.view
    here = center(schedule, entry.appointment_id)
    qtbot.mousePress(view, LEFT, pos=here)
    qtbot.mouseMove(view, pos=here + QPoint(0, 20))
    assert schedule.pin_board.isVisible()
    below = view.mapFromGlobal(schedule.pin_board.mapToGlobal(QPoint(60, 8)))
    qtbot.mouseMove(view, pos=below)
    qtbot.mouseRelease(view, LEFT, pos=below)
    assert [p.appointment_id for p in pinned_appointments(desk)] == [entry.appointment_id]
    assert row(entry.appointment_id).start == entry.start, "a pinned appointment keeps its place"
    assert next(b for b in view.blocks if b.id == entry.appointment_id).away
    qtbot.mouseClick(schedule.day_bar.after, LEFT)
    assert schedule.pin_board.isVisible()
    pin = schedule.pin_board.rows()[0]
    wanted = desk.now().replace(hour=9, minute=0) + timedelta(days=1)
    place = QPoint(round(view.x_of(0)) + 40, round(view._y(wanted)) + 2)
    schedule.scroll.ensureVisible(place.x(), place.y())
    there = pin.mapFromGlobal(view.mapToGlobal(place))
    drag(qtbot, pin, QPoint(30, 10), there)
    assert row(entry.appointment_id).start == wanted
    assert not schedule.pin_board.isVisible()
    assert pinned_appointments(desk) == ()


def test_cut_and_paste_by_keys_with_a_day_between(window: Any, schedule: Any, qtbot: Any) -> None:
    entry = last_booked(schedule)
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry.appointment_id))
    QTest.keyClick(schedule.view, Key.Key_X, CTRL)
    QTest.keyClick(schedule.view, Key.Key_PageDown, CTRL)
    assert schedule.day.day == date(2026, 11, 24)
    QTest.keyClick(schedule.view, Key.Key_V, CTRL)
    assert "Choose a time first" in schedule.widget().notice.sentence
    for _n in range(5):
        QTest.keyClick(schedule.view, Key.Key_Down, CTRL)
    QTest.keyClick(schedule.view, Key.Key_V, CTRL)
    assert f"{row(entry.appointment_id).start:%d %H:%M}" == "24 09:00"
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert row(entry.appointment_id).start == entry.start


def test_the_pin_board_survives_a_restart_and_belongs_to_who_pinned(
    window: Any, schedule: Any, qtbot: Any, desk: Any, record: Any
) -> None:
    from ma_desktop.views.main_window import MainWindow
    from ma_desktop.views.shell.seat import make_ports
    from ma_desktop.views.tasks import InlineTasks
    from ma_desktop.views.workbench import Workbench

    entry = last_booked(schedule)
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry.appointment_id))
    QTest.keyClick(schedule.view, Key.Key_X, CTRL)
    again = MainWindow(Workbench(desk, InlineTasks()), make_ports(record, desk))
    qtbot.addWidget(again)
    again.resize(1920, 1080)
    again.show()
    again.begin()
    other = next(p for p in again.panels if p.name == "schedule")
    assert [pin.appointment_id for pin in other.pin_board.pins] == [entry.appointment_id]
    qtbot.mouseClick(other.pin_board.rows()[0].off, LEFT)
    assert not other.pin_board.isVisible()
    assert row(entry.appointment_id).start == entry.start


def test_what_was_cancelled_is_gone_from_the_pin_board(schedule: Any, qtbot: Any, desk: Any) -> None:
    entry = last_booked(schedule)
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry.appointment_id))
    QTest.keyClick(schedule.view, Key.Key_X, CTRL)
    Appointment.update(status="cancelled").where(Appointment.id == entry.appointment_id).execute()
    schedule.refresh()
    assert not schedule.pin_board.isVisible()


def test_a_copy_by_keys_is_one_more_booking(window: Any, schedule: Any, qtbot: Any) -> None:
    entry = last_booked(schedule)
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry.appointment_id))
    QTest.keyClick(schedule.view, Key.Key_C, CTRL)
    QTest.keyClick(schedule.view, Key.Key_PageDown, CTRL)
    QTest.keyClick(schedule.view, Key.Key_Down, CTRL)
    QTest.keyClick(schedule.view, Key.Key_V, CTRL)
    rows = list(Appointment.standing().where(Appointment.patient == entry.patient_id))
    assert len([r for r in rows if r.start.date() == date(2026, 11, 24)]) == 1
    assert row(entry.appointment_id).start == entry.start


def test_enter_books_in_the_gap_that_the_keyboard_is_in(schedule: Any, dialog: Any) -> None:
    QTest.keyClick(schedule.view, Key.Key_Right, CTRL)
    for _n in range(30):
        QTest.keyClick(schedule.view, Key.Key_Down, CTRL)
    start, column = schedule.view.cursor_at
    QTest.keyClick(schedule.view, Key.Key_Return)
    book = dialog(Book)
    assert book.at.text() == f"{start:%H:%M}"
    assert book.provider.currentData() == schedule.keys[column].practitioner_id


def test_over_another_the_program_asks_once_and_keeps_the_answer(
    window: Any, schedule: Any, qtbot: Any, dialog: Any, desk: Any
) -> None:
    entry = last_booked(schedule)
    ask = [e for e in schedule.day.entries if e.stage is Stage.BOOKED and e.service == "Follow-up"][-1]
    schedule.moves.move(entry, ask.start, pages.Key(schedule.day.day, practitioner_id=ask.practitioner_id))
    question = dialog(AskReason)
    QTest.keyClicks(question.focusWidget(), "family together")
    qtbot.mouseClick(question.yes_button, LEFT)
    assert row(entry.appointment_id).overlap_reason == "family together"
    assert "family together" in next(b.tip for b in schedule.view.blocks if b.id == entry.appointment_id)


def test_the_same_patient_is_not_at_two_providers(schedule: Any, desk: Any) -> None:
    """FIELD complaint 3."""
    entry = last_booked(schedule)
    other = next(
        c.practitioner_id for c in schedule.day.columns if c.practitioner_id != entry.practitioner_id
    )
    schedule.moves.copy(entry.appointment_id, entry.start, pages.Key(schedule.day.day, practitioner_id=other))
    assert "already has an appointment" in schedule.widget().notice.sentence


def test_a_patient_is_never_hidden_under_a_block_of_time(schedule: Any, desk: Any) -> None:
    """FIELD complaint 2: what is booked into lunch is painted over the lunch, not under it."""
    entry = last_booked(schedule)
    with desk.work("Lunch", needs=Permission.BOOK) as work:
        work.insert(Schedule(weekday=0, opens="08:00", closes="17:00"))
        work.insert(
            Schedule(
                weekday=0,
                opens=f"{entry.start:%H:%M}",
                closes=f"{entry.end:%H:%M}",
                kind="block",
                label="Lunch",
            )
        )
    shades = [s for head in schedule.view.columns for s in head.shades if s.kind == "block"]
    assert {s.label for s in shades} == {"Lunch"}
    where = center(schedule, entry.appointment_id)
    assert schedule.view.block_at(where).id == entry.appointment_id


def test_repeat_says_what_cannot_be_placed_before_it_books(
    window: Any, schedule: Any, qtbot: Any, dialog: Any, pick: Any, desk: Any
) -> None:
    """FIELD complaint 1: recurring events vanished."""
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for weekday in range(5):
            work.insert(Schedule(weekday=weekday, opens="08:00", closes="19:00"))
    entry = last_booked(schedule)
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry.appointment_id))
    QTest.keyClick(window, Key.Key_O, ALT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    pick("Repeat…")
    repeat = dialog(Repeat)
    repeat.days[3].setChecked(True)
    assert "cannot be placed" in repeat.summary.text()
    lines = [repeat.list.item(n).text() for n in range(repeat.list.count())]
    assert any("Nov 26" in line and "Thanksgiving Day" in line for line in lines)
    before = Appointment.select().count()
    qtbot.mouseClick(repeat.yes_button, LEFT)
    assert Appointment.select().count() == before + len([line for line in lines if "—" not in line])
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert Appointment.standing().where(Appointment.series == entry.appointment_id).count() == 0


@pytest.mark.parametrize(("downs", "moved"), [(0, 1), (1, 2), (2, 3)])
def test_a_drag_in_a_series_asks_for_which(
    schedule: Any, dialog: Any, desk: Any, qtbot: Any, downs: int, moved: int
) -> None:
    first = last_booked(schedule)
    made = [
        first.appointment_id,
        *repeat_appointment(desk, first.appointment_id, Recurrence(weekdays=(0,), count=3)),
    ]
    chosen = day_schedule(desk, date(2026, 11, 30)).entries[0]
    assert chosen.appointment_id == made[1]
    schedule.moves.move(chosen, chosen.start + timedelta(hours=1), pages.Key(chosen.start.date()))
    scope = dialog(SeriesScope)
    qtbot.waitUntil(scope.group.button(0).hasFocus)
    for _n in range(downs):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Down)
    QTest.keyClick(scope, Key.Key_Return)
    starts = [row(ident).start.hour for ident in made]
    expected = {1: [0, 1, 0], 2: [0, 1, 1], 3: [1, 1, 1]}[moved]
    assert starts == [first.start.hour + hours for hours in expected]


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_a_day_of_23_or_25_hours_is_drawn_as_long_as_it_is(schedule: Any, window: Any, day: date) -> None:
    from zoneinfo import ZoneInfo

    from ma_desktop.views.widgets.day_axis import Axis, Head
    from ma_desktop.views.widgets.day_layout import DayBlock

    zone = ZoneInfo("America/New_York")
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    nine = midnight.replace(hour=9)
    view = schedule.view
    night = DayBlock(2, 0, midnight.replace(hour=0, minute=30), 20, "Night, N", "", "", "accent")
    view.set(
        (DayBlock(1, 0, nine, 30, "Nine, N", "", "", "accent"), night), (Head("Dr. Ito", midnight),), None
    )
    hours = 23 if day.month == 3 else 25
    assert Axis(view.columns).hours() == hours
    labels = [view.axis.label(h) for h in range(view.first_hour, view.last_hour + 1)]
    assert labels.count("1:00") == (1 if hours == 23 else 2)
    assert ("2:00" in labels) == (hours == 25)
    y = view.rect_of(view.blocks[0]).top()
    assert view.time_at(y, 0) == nine
    assert view.axis.label(view.first_hour + round((y - view._top()) / view._hour())) == "9:00"


def test_a_new_patient_is_booked_from_a_gap_of_the_book(schedule: Any, qtbot: Any, dialog: Any) -> None:
    """FIELD complaint 7: adding a new patient from the calendar was broken."""
    view = schedule.view
    wanted = schedule.desk.now().replace(hour=16, minute=30)
    at = QPoint(round(view.x_of(1)) + 30, round(view._y(wanted)) + 2)
    qtbot.mouseDClick(view, LEFT, pos=at)
    book = dialog(Book)
    book.who.clear()
    QTest.keyClicks(book.who, "Zander Quill")
    QTest.keyClick(book.who, Key.Key_Return)
    QTest.keyClicks(book.birth, "3/14/1968")
    QTest.keyClicks(book.phone, "9375550177")
    qtbot.mouseClick(book.yes_button, LEFT)
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.patient.family, made.patient.given, f"{made.start:%H:%M}") == ("Quill", "Zander", "16:30")
    assert made.practitioner_id == schedule.day.columns[1].practitioner_id
    assert made.id in {block.id for block in view.blocks}


def test_a_closed_day_says_why(schedule: Any, window: Any, desk: Any) -> None:
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for weekday in range(5):
            work.insert(Schedule(weekday=weekday, opens="08:00", closes="17:00"))
    window.bench.active.choose_day(date(2026, 11, 26))
    assert schedule.empty.text() == "Closed: Thanksgiving Day."
    assert {s.kind for head in schedule.view.columns for s in head.shades} == {"closed"}


def test_many_rooms_are_a_list_that_does_not_widen_the_panel(window: Any, schedule: Any, qtbot: Any) -> None:
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.width() == 1366)
    before = schedule.page.minimumSizeHint().width()
    QTest.keyClick(window, Key.Key_R, ALT | SHIFT)
    many = schedule.columns.many
    assert many.isVisible()
    assert many.count() == len(schedule.choices()) > 4
    assert schedule.page.minimumSizeHint().width() <= before + 40
    many.setFocus()
    QTest.keyClick(many, Key.Key_Down)
    assert schedule.here == 1
    assert len(schedule.view.columns) == 1
    assert schedule.view.columns[0].title == "Room 1"


def test_a_room_and_a_length_by_keys(window: Any, schedule: Any, qtbot: Any, dialog: Any) -> None:
    """FIELD complaint 1: a length in minutes."""
    entry = last_booked(schedule)
    schedule.move_by_keys(entry)
    move = dialog(Move)
    move.minutes.setText("35")
    move.room.setCurrentIndex(2)
    qtbot.mouseClick(move.yes_button, LEFT)
    changed = row(entry.appointment_id)
    assert (changed.minutes, changed.location_id, changed.start) == (
        35,
        schedule.day.rooms[1].id,
        entry.start,
    )
    schedule.move_by_keys(schedule.entry(entry.appointment_id))
    again = dialog(Move)
    again.minutes.setText("long")
    qtbot.mouseClick(again.yes_button, LEFT)
    assert "such as 20" in again.notice_line.sentence


def test_a_move_by_keys_within_a_series_asks_for_which(
    schedule: Any, qtbot: Any, dialog: Any, desk: Any
) -> None:
    first = last_booked(schedule)
    made = [
        first.appointment_id,
        *repeat_appointment(desk, first.appointment_id, Recurrence(weekdays=(0,), count=3)),
    ]
    schedule.refresh()
    schedule.move_by_keys(schedule.entry(first.appointment_id))
    move = dialog(Move)
    move.minutes.setText("25")
    qtbot.mouseClick(move.yes_button, LEFT)
    scope = [d for d in move.findChildren(SeriesScope) if d.isVisible()][-1]
    scope.group.button(2).setChecked(True)
    qtbot.mouseClick(scope.yes_button, LEFT)
    assert [row(ident).minutes for ident in made] == [25, 25, 25]
    assert not move.isVisible()
