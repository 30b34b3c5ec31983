"""What users of other systems complain of at the front desk, tried on ours (numbers of the field study)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.models import (
    Appointment,
    Device,
    HealthcareService,
    Location,
    Patient,
    Recall,
    Schedule,
    Slot,
)
from ma_desktop.services.messages.add_recall import add_recall
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.merge_patients import merge_patients
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.take_request import take_request
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.flow_board import flow_board
from tests.views.panels.conftest import dialog, panel, pick, window

__all__ = ["dialog", "panel", "pick", "window"]

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip


@pytest.fixture
def hours(desk: Any) -> Any:
    """Open Monday to Friday from 8 to 17, nobody waiting."""
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
        for day in range(5):
            work.insert(Schedule(weekday=day, opens="08:00", closes="17:00"))
    return desk


@pytest.fixture
def book(window: Any, panel: Any, hours: Any) -> Any:
    """The appointment book, tall enough for the whole day."""
    window.choose_perspective("front")
    window.resize(1920, 1600)
    return panel("schedule")


def last_booked(book: Any) -> Any:
    return [entry for entry in book.day.entries if entry.stage is Stage.BOOKED][-1]


def block(book: Any, ident: int) -> Any:
    return next(each for each in book.view.blocks if each.id == ident)


def center(book: Any, ident: int) -> QPoint:
    return book.view.rect_of(block(book, ident)).center().toPoint()


def drag(widget: Any, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(widget, LEFT, pos=start)
    QTest.mouseMove(widget, start + (end - start) / 2)
    QTest.mouseMove(widget, end)
    QTest.mouseRelease(widget, LEFT, pos=end)


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    from zoneinfo import ZoneInfo

    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("America/New_York"))


def somebody(number: int = 0) -> int:
    """A patient who has no appointment at all."""
    taken = Appointment.select(Appointment.patient)
    rows = Patient.select().where(Patient.id.not_in(taken)).order_by(Patient.id)
    return int(rows.offset(number).first().id)


def kind(name: str = "Follow-up") -> int:
    return int(HealthcareService.get(HealthcareService.name == name).id)


def test_1_an_appointment_is_dragged_to_another_day_and_is_as_long_as_its_edge_says(book: Any) -> None:
    """No IN that needs an OUT: one block with two edges, each of which is dragged to a time, not to a number of minutes."""
    book.set_mode("week")
    entry = last_booked(book)
    book.choose_column(
        next(n for n, each in enumerate(book.day.columns) if each.practitioner_id == entry.practitioner_id)
    )
    here = center(book, entry.appointment_id)
    drag(book.view, here, QPoint(round(here.x() + book.view.column_width() * 2), here.y()))
    moved = Appointment.get_by_id(entry.appointment_id)
    assert moved.start == entry.start + timedelta(days=2)
    box = book.view.rect_of(block(book, entry.appointment_id))
    edge = QPoint(round(box.center().x()), round(box.bottom()) - 2)
    drag(book.view, edge, edge + QPoint(0, round(book.view.hour_px / 4)))
    assert Appointment.get_by_id(entry.appointment_id).minutes == entry.minutes + 15


def test_1_a_series_is_of_real_rows_and_moving_one_loses_none(
    book: Any, window: Any, dialog: Any, pick: Any, qtbot: Any
) -> None:
    from ma_desktop.views.dialogs.repeat import Repeat
    from ma_desktop.views.dialogs.series_scope import SeriesScope

    entry = last_booked(book)
    QTest.mouseClick(book.view, LEFT, pos=center(book, entry.appointment_id))
    QTest.keyClick(window, Key.Key_O, ALT)
    pick("Repeat…")
    repeat = dialog(Repeat)
    QTest.mouseClick(repeat.yes_button, LEFT)
    rows = Appointment.standing().where(Appointment.series == entry.appointment_id)
    made = rows.count()
    assert made >= 3
    later = rows.order_by(Appointment.start).offset(1).first()
    book._open_day(later.start.astimezone(entry.start.tzinfo).date())
    QTest.mouseClick(book.view, LEFT, pos=center(book, later.id))
    book.moves.move(book.entry(later.id), book.entry(later.id).start + timedelta(hours=1), book.keys[0])
    scope = dialog(SeriesScope)
    qtbot.waitUntil(scope.group.button(0).hasFocus)
    QTest.keyClick(scope, Key.Key_Return)
    assert Appointment.get_by_id(later.id).start == later.start + timedelta(hours=1)
    assert rows.count() == made, "none of the others vanished"


def test_2_a_patient_is_painted_over_a_block_of_the_provider_never_under_it(book: Any, hours: Any) -> None:
    entry = last_booked(book)
    with hours.work("Lunch", needs=Permission.BOOK) as work:
        work.insert(
            Schedule(weekday=0, opens=f"{entry.start:%H:%M}", closes=f"{entry.end:%H:%M}", kind="block", label="Lunch")
        )  # fmt: skip
    assert {s.label for head in book.view.columns for s in head.shades if s.kind == "block"} == {"Lunch"}
    assert book.view.block_at(center(book, entry.appointment_id)).id == entry.appointment_id
    picture, bare = book.view.grab().toImage(), None
    where = center(book, entry.appointment_id)
    bare = picture.pixelColor(where)
    cancel_appointment(hours, entry.appointment_id, "patient called")
    assert book.view.grab().toImage().pixelColor(where) != bare, "what is seen there was the patient"


def test_3_one_patient_is_not_at_two_providers_at_once(book: Any, window: Any, dialog: Any) -> None:
    from ma_desktop.views.dialogs.book import Book

    entry = last_booked(book)
    other = next(c.practitioner_id for c in book.day.columns if c.practitioner_id != entry.practitioner_id)
    window.bench.active.choose_patient(entry.patient_id)
    QTest.keyClick(window, Key.Key_B, CTRL)
    form = dialog(Book)
    form.provider.setCurrentIndex(form.provider.findData(other))
    form.day.setText(f"{entry.start:%m/%d/%Y}")
    form.at.setText(f"{entry.start:%H:%M}")
    QTest.mouseClick(form.yes_button, LEFT)
    assert form.isVisible()
    assert form.notice_line.sentence == "This patient already has an appointment at that time."
    form.reject()


def test_4_rooms_and_equipment_are_booked_like_people(book: Any, window: Any, hours: Any) -> None:
    with hours.work("Cart", needs=Permission.SETTINGS) as work:
        cart = work.insert(Device(name="ECG cart"))
    room = Location.standing().first()
    first = book_appointment(
        hours, patient_id=somebody(), practitioner_id=1, service_id=kind(), start=at(16, day=23), device_id=cart.id,
        location_id=room.id,
    )  # fmt: skip
    for letter, name in ((Key.Key_R, room.name), (Key.Key_Q, "ECG cart")):
        QTest.keyClick(window, letter, ALT | SHIFT)
        book.choose_column(
            [each.name for each in book.choices()].index(name)
        )  # six rooms want more width than there is
        column = block(book, first).column
        assert book.view.columns[column].title == name
    with pytest.raises(RuleBroken, match="ECG cart is booked by another appointment"):
        book_appointment(
            hours, patient_id=somebody(), practitioner_id=2, service_id=kind(), start=at(16, day=23), device_id=cart.id
        )  # fmt: skip
    QTest.keyClick(window, Key.Key_P, ALT | SHIFT)


def test_5_the_book_follows_what_others_do_and_who_waits_hears_of_a_free_time(
    window: Any, panel: Any, hours: Any
) -> None:
    """Nobody presses a button to see it anew."""
    waiting = panel("waiting_list")
    window.bench.raise_panel("waiting_list")
    book = panel("schedule")
    taken = book_appointment(
        hours, patient_id=somebody(), practitioner_id=1, service_id=kind(), start=at(16, day=23)
    )
    QApplication.processEvents()
    assert taken in [each.id for each in book.view.blocks]
    patient = somebody()
    take_request(hours, patient_id=patient, service_id=kind(), reason="Sugar is high", practitioner_id=1)
    cancel_appointment(hours, taken, "patient called")
    QApplication.processEvents()
    assert taken not in [each.id for each in book.view.blocks]
    assert "is free and fits" in waiting.widget().notice.sentence


def test_6_the_patients_of_the_day_stand_in_their_order_without_a_time(
    book: Any, window: Any, qtbot: Any
) -> None:
    QTest.keyClick(window, Key.Key_L, ALT | SHIFT)
    order = book.page.list
    assert order.isVisible()
    assert order.hasFocus()
    rows = order.rows.rows
    assert {row.appointment_id for row in rows} == {entry.appointment_id for entry in book.day.entries}
    turns = [row.turn for row in rows if row.turn]
    assert turns == list(range(1, len(turns) + 1))
    entries = [book.entry(row.appointment_id) for row in rows]
    here = [
        e.encounter_id
        for e in entries
        if e.stage not in (Stage.BOOKED, Stage.BILLED, Stage.NOSHOW, Stage.LEFT)
    ]
    assert here == sorted(here), "whoever is here, in the order in which they came"
    first = next(n for n, entry in enumerate(entries) if entry.stage is Stage.BOOKED)
    assert first == len(here), "then whoever is to come"
    words = [str(order.model().data(order.model().index(first, column))) for column in range(4)]
    assert words[:2] == [str(len(here) + 1), entries[first].patient]
    assert f"{entries[first].start:%H:%M}" not in " ".join(words)
    QTest.keyClick(order, Key.Key_Home, CTRL)
    for _row in range(first):
        QTest.keyClick(order, Key.Key_Down)
    qtbot.waitUntil(lambda: window.bench.focus.patient_id == entries[first].patient_id)
    QTest.keyClick(window, Key.Key_E, ALT)
    arrived = [row for row in order.rows.rows if row.appointment_id == rows[first].appointment_id]
    assert (arrived[0].turn, arrived[0].state) == (len(here) + 1, "Checked in"), (
        "the last of those who are here"
    )
    assert order.hasFocus()
    QTest.keyClick(window, Key.Key_P, ALT | SHIFT)
    assert not order.isVisible()


def test_6_walk_ins_stand_in_the_order_in_which_they_came(desk: Any) -> None:
    choices, clock, came = booking_choices(desk), desk.now(), []
    for number in range(3):
        moment = clock + timedelta(minutes=number)
        desk.clock = lambda moment=moment: moment
        patient = register_patient(desk, NewPatient(f"Walker{number}", "Will", date(1980, 1, 1 + number)))
        came.append(
            walk_in(desk, patient_id=patient, practitioner_id=choices.providers[0].id, service_id=choices.services[0].id, reason="")
        )  # fmt: skip
    here = [card.encounter_id for card in flow_board(desk).cards]
    assert [visit for visit in here if visit in came] == came


def test_7_somebody_new_is_registered_from_the_calendar(window: Any, dialog: Any, qtbot: Any) -> None:
    from ma_desktop.views.dialogs.book import Book

    window.bench.commands.run("book")
    book = dialog(Book)
    book.who.setText("Quill, Zander")
    book.new_button.click()
    book.birth.setText("3/14/68")
    book.day.setText("12/08/2026")
    book.at.setText("7:15am")
    book.over.setText("first day of the new calendar")
    book.accept()
    found = find_patient(window.bench.desk, "quill")
    assert [row.birth_date for row in found] == [date(1968, 3, 14)]


def test_8_a_time_in_four_months_is_found_and_nothing_found_names_the_day_it_looked_to(
    window: Any, hours: Any, dialog: Any
) -> None:
    """Sixty days that are full are not the end of the book."""
    from ma_desktop.views.dialogs.find_slot import FindSlot

    with hours.work("Away", needs=Permission.BOOK) as work:
        work.insert(Slot(kind="closed", start=at(0, day=23), minutes=92 * 1440))
        work.insert(Slot(kind="closed", start=at(0, day=23) + timedelta(days=92), minutes=30 * 1440))
    window.bench.active.choose_patient(somebody())
    QTest.keyClick(window, Key.Key_F, CTRL)
    find = dialog(FindSlot)
    assert find.results.item(0).text() == "Thursday, March 25"
    found = find.chosen()
    QTest.keyClick(find.results, Key.Key_Return)
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.start, made.start.date()) == (found.start, date(2027, 3, 25))
    with hours.work("Away", needs=Permission.BOOK) as work:
        work.insert(Slot(kind="closed", start=at(0, day=23) + timedelta(days=122), minutes=92 * 1440))
    window.bench.commands.run("find_slot")
    none = dialog(FindSlot)
    assert "until 05/26/2027" in none.results.item(0).text()
    none.reject()


def test_9_held_time_is_hard_where_the_practice_says_so(
    window: Any, panel: Any, hours: Any, dialog: Any
) -> None:
    """A question is clicked away under pressure; a hard hold opens only by its own step, which the log keeps."""
    from ma_desktop.views.dialogs.book import Book

    with hours.work("Hold", needs=Permission.BOOK) as work:
        work.insert(Schedule(weekday=0, opens="15:00", closes="16:00", kind="hold", label="same day"))
    change_setting(hours, "schedule.held_time", "hard")
    window.bench.active.choose_patient(somebody())
    QTest.keyClick(window, Key.Key_B, CTRL)
    form = dialog(Book)
    form.day.setText("11/23/2026")
    form.at.setText("15:10")
    form.over.setText("urgent, really")
    before = Appointment.select().count()
    QTest.mouseClick(form.yes_button, LEFT)
    assert form.isVisible()
    assert "Release it in the schedule first" in form.notice_line.sentence
    assert Appointment.select().count() == before
    form.reject()
    book = panel("schedule")
    book.view.put_cursor(at(15, 10, day=23), 0)
    window.bench.active.close_patient()
    from ma_desktop.views.schedule.menu import release

    release(book)
    form = Book(
        window.bench,
        patient_id=somebody(),
        start=at(15, 10, day=23),
        practitioner_id=book.keys[0].practitioner_id,
        parent=window,
    )
    form.open()
    QTest.mouseClick(form.yes_button, LEFT)
    assert Appointment.select().count() == before + 1


def test_14_a_form_that_cannot_be_saved_says_so_and_keeps_what_was_typed(window: Any, dialog: Any) -> None:
    from ma_desktop.views.dialogs.register import Register

    window.bench.commands.run("register_patient")
    form = dialog(Register)
    form.form.given.setText("Ngozi")
    form.form.birth.setText("3/4/84")
    form.accept()
    assert form.isVisible()
    assert form.notice_line.sentence == "A family name is needed."
    assert form.form.given.text() == "Ngozi"
    form.reject()


def test_14_the_filter_of_the_call_list_keeps_its_value(window: Any, panel: Any, desk: Any) -> None:
    """Over a refresh, over another patient, and over the next log-in; and it never looks as if nobody had to be called."""
    calls = panel("call_list")
    window.bench.raise_panel("call_list")
    with desk.work("Clear", needs=Permission.BOOK) as work:
        for row in Recall.standing():
            work.mark_error(row, "test")
    shot, mammogram = somebody(0), somebody(1)
    add_recall(desk, shot, reason="Second shingles shot", due_on=date(2026, 11, 2), kind="immunization")
    add_recall(desk, mammogram, reason="Mammogram", due_on=date(2026, 11, 3))
    calls.which.setFocus()
    while calls.which.currentData() != "immunization":
        QTest.keyClick(calls.which, Key.Key_Down)
    assert [line.patient_id for line in calls.table.lines.rows] == [shot]
    add_recall(desk, somebody(2), reason="Eye check", due_on=date(2026, 11, 4))
    window.bench.active.choose_patient(mammogram)
    QApplication.processEvents()
    assert [line.patient_id for line in calls.table.lines.rows] == [shot]
    window.bench.sit_down(desk.acting_as(desk.worker))
    assert calls.which.currentData() == "immunization"
    with desk.work("Done", needs=Permission.BOOK) as work:
        work.update(Recall.standing().where(Recall.patient == shot).get(), status="completed")
    QApplication.processEvents()
    assert calls.elsewhere.isVisible()
    assert "stand on the others" in calls.elsewhere.words.text()
    QTest.mouseClick(calls.elsewhere.findChild(type(calls.close_button)), LEFT)
    assert {mammogram} <= {line.patient_id for line in calls.table.lines.rows}


def test_14_a_recall_names_what_it_needs_and_a_refusal_is_said(window: Any, panel: Any, dialog: Any) -> None:
    from ma_desktop.views.dialogs.add_recall import AddRecall

    window.bench.active.choose_patient(somebody())
    window.bench.commands.run("add_recall")
    form = dialog(AddRecall)
    assert [form.reason.accessibleName(), form.due.accessibleName()] == ["What for (needed)", "Due (needed)"]
    form.due.setText("2w")
    form.accept()
    assert form.isVisible()
    assert form.notice_line.sentence == "Say what the patient is to come for."
    assert form.due.text() == "2w"
    QTest.keyClicks(form.reason, "Mammogram")
    form.accept()
    assert not form.isVisible()
    assert Recall.standing().order_by(Recall.id.desc()).first().reason == "Mammogram"


@pytest.mark.parametrize(
    "typed", ["okonjo 3/4/1984", "ngozi okon", "3.4.84", "1984-03-04", "march 4 1984", "03041984", "5550177", "okonjo 1984"]
)  # fmt: skip
def test_67_finding_goes_through_no_form_and_takes_any_spelling(desk: Any, typed: str) -> None:
    patient = register_patient(desk, NewPatient("Okonjo", "Ngozi", date(1984, 3, 4), phone="9375550177"))
    with desk.work("Left the practice", needs="settings") as work:
        work.update(Patient.get_by_id(patient), active=False)
    assert find_patient(desk, typed)[0].patient_id == patient


def test_69_merging_is_one_step_and_refuses_in_a_sentence(desk: Any) -> None:
    one, other = (
        register_patient(desk, NewPatient("Pruitt", given, date(1977, 6, 4))) for given in ("Kate", "Kathy")
    )
    with pytest.raises(RuleBroken, match="one chart already"):
        merge_patients(desk, one, one)
    merge_patients(desk, one, other)
    assert [row.patient_id for row in find_patient(desk, "pruitt kathy")] == [one]


def board_of(window: Any, panel: Any) -> Any:
    window.workspace.raise_panel("flow_board")
    return panel("flow_board")


def card_of(board: Any, stage: Stage) -> Any:
    return next(tile for tile in board.tiles if tile.card.stage is stage)


def test_10_the_board_asks_the_record_once_for_all_and_not_by_the_clock(
    window: Any, panel: Any, desk: Any, caplog: Any
) -> None:
    """Slow boards poll, and ask again for every line."""
    board, choices = board_of(window, panel), booking_choices(desk)

    def asked(run: Any) -> int:
        with caplog.at_level("DEBUG", logger="peewee"):
            caplog.clear()
            run()
            return len([record for record in caplog.records if record.name == "peewee"])

    few = asked(lambda: flow_board(desk))
    for number in range(8):
        patient = register_patient(desk, NewPatient(f"Walker{number}", "Will", date(1980, 1, 1 + number)))
        walk_in(
            desk, patient_id=patient, practitioner_id=choices.providers[0].id, service_id=choices.services[0].id, reason=""
        )  # fmt: skip
    assert len(board.tiles) == len(flow_board(desk).cards) > 8
    assert few > 0
    assert asked(lambda: flow_board(desk)) <= few + 4, "eight more visits are no reason to ask more often"
    moment = desk.now() + timedelta(minutes=7)
    desk.clock = lambda: moment
    waits = [tile.wait.text() for tile in board.tiles]
    assert asked(board._clock.timeout.emit) == 0, "the minutes go on without a look into the record"
    assert [tile.wait.text() for tile in board.tiles] != waits


def test_11_no_visit_is_stuck_in_a_stage_and_an_odd_one_does_not_stop_the_board(
    window: Any, panel: Any, desk: Any, pick: Any
) -> None:
    from ma_desktop.models import Encounter
    from ma_desktop.services.visit.step_back import step_back

    board = board_of(window, panel)
    tile = card_of(board, Stage.ARRIVED)
    visit = tile.card.encounter_id

    def stage() -> str:
        return str(Encounter.get_by_id(visit).stage)

    def next_stage(missing: str = "") -> None:
        board.side.steps.next()
        form = QApplication.activeModalWidget()
        if form is not None:
            form.reason.setCurrentText(missing)
            form.accept()

    tile.setFocus()
    QTest.keyClick(tile, Key.Key_Return)
    board.side.rooms.first.click()
    assert stage() == "roomed"
    for wanted in ("ready", "provider", "checkout", "billed"):
        next_stage("provider said go on")
        assert stage() == wanted
        assert board.side.visit.stage == wanted
    for earlier in (Stage.CHECKOUT, Stage.PROVIDER, Stage.READY, Stage.ROOMED, Stage.ARRIVED):
        step_back(desk, visit, earlier, "wrong button")
        assert stage() == earlier
        assert card_of(board, earlier).card.encounter_id in {t.card.encounter_id for t in board.tiles}
    with desk.work("Odd visit", needs=Permission.CHECK_IN) as work:
        work.update(
            Encounter.get_by_id(visit),
            practitioner=None,
            service=None,
            location=None,
            appointment=None,
            type_text="",
        )
    assert visit in {each.card.encounter_id for each in board.tiles}


def test_12_whatever_is_pressed_on_the_board_opens_exactly_that_patient(
    window: Any, panel: Any, qtbot: Any
) -> None:
    board, chart = board_of(window, panel), panel("patient_chart")

    def shown(card: Any) -> None:
        assert window.bench.focus.encounter_id == card.encounter_id
        assert window.bench.focus.patient_id == card.patient_id
        assert chart.banner.name.text().startswith(card.patient)

    for card in [tile.card for tile in board.tiles]:
        qtbot.mouseClick(next(t for t in board.tiles if t.card.encounter_id == card.encounter_id), LEFT)
        shown(card)
        qtbot.mouseClick(next(t for t in board.tiles if t.card.encounter_id == card.encounter_id).arrow, LEFT)
        shown(card)
        assert card.patient in board.side.who.words.text()
        board.side.leave()
    window.bench.commands.run("board_table")
    for place, card in enumerate(board.table.rows.cards):
        where = board.table.visualRect(board.table.rows.index(place, 0)).center()
        qtbot.mouseClick(board.table.viewport(), LEFT, pos=where)
        shown(card)


def test_13_vitals_from_the_board_throw_nobody_to_another_page(window: Any, panel: Any) -> None:
    board, chart = board_of(window, panel), panel("patient_chart")
    tile = card_of(board, Stage.ROOMED)
    chart.tabs.setCurrentIndex(1)
    place = (window.workspace.key, chart.tabs.currentIndex())
    tile.setFocus()
    QTest.keyClick(tile, Key.Key_Right)
    weight = board.side.vitals.rows["weight"].field.last
    for value in ("72", "118/76", "98", weight):
        QTest.keyClicks(QApplication.focusWidget(), value)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    visit = tile.card.encounter_id
    assert visit in {each.card.encounter_id for each in board.tiles if each.card.stage is Stage.VITALS}
    assert board.side.isVisible()
    assert board.side.isAncestorOf(QApplication.focusWidget())
    assert (window.workspace.key, chart.tabs.currentIndex()) == place
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert next(each for each in board.tiles if each.hasFocus()).card.encounter_id == visit


def test_17_one_key_from_the_board_to_the_first_field_and_one_to_the_next(window: Any, panel: Any) -> None:
    from ma_desktop.models import Observation

    board = board_of(window, panel)
    tile = card_of(board, Stage.ROOMED)
    visit = tile.card.encounter_id
    before = Observation.standing().where(Observation.encounter == visit).count()
    tile.setFocus()
    QTest.keyClick(tile, Key.Key_Return)
    rows = [row for row in board.side.vitals.rows.values() if row.typing]
    assert QApplication.focusWidget() is rows[0].input, "the first field waits for what is measured first"
    assert [row.key for row in rows] == [f.key for f in board.side.visit.vitals.fields if f.required]
    values = {"pulse": "72", "blood_pressure": "118/76", "spo2": "98"}
    values["weight"] = rows[-1].field.last
    strokes = 1
    for row in rows:
        QTest.keyClicks(QApplication.focusWidget(), values[row.key])
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
        strokes += len(values[row.key]) + 1
    assert Observation.standing().where(Observation.encounter == visit).count() >= before + 5
    assert strokes == 1 + sum(map(len, values.values())) + len(values)
