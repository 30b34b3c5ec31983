"""Find a time, requests, the waiting list and red flags by keys on the real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import (
    Appointment,
    AppointmentRequest,
    AppointmentResponse,
    Encounter,
    HealthcareService,
    Patient,
    Schedule,
    Slot,
    Task,
)
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
from ma_desktop.services.schedule.release_hold import release_hold
from ma_desktop.services.schedule.take_request import take_request
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.find_slot import FindSlot
from ma_desktop.views.dialogs.offer_slot import OfferSlot
from ma_desktop.views.dialogs.red_flag import AnswerRedFlag, ToldVerbally
from ma_desktop.views.dialogs.request import TakeRequest
from ma_desktop.views.dialogs.sign_in_place import SignInPlace

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
ZONE = ZoneInfo("America/New_York")


@pytest.fixture
def hours(desk: Any) -> Any:
    """Open Monday to Friday from 8 to 17, nobody waiting."""
    with desk.work("Hours", needs=Permission.BOOK) as work:
        for table in (Schedule, Slot, AppointmentRequest):
            for row in table.standing():
                work.mark_error(row, "test")
        for day in range(5):
            work.insert(Schedule(weekday=day, opens="08:00", closes="17:00"))
    return desk


@pytest.fixture
def free(hours: Any) -> list[int]:
    """Patients who are not in the office."""
    here = Encounter.select(Encounter.patient).where(Encounter.started_at >= "2026-11-23")
    booked = Appointment.select(Appointment.patient).where(Appointment.start >= "2026-11-23")
    rows = Patient.select().where(Patient.id.not_in(here) & Patient.id.not_in(booked)).order_by(Patient.id)
    return [row.id for row in rows.limit(6)]


def kind(name: str = "Follow-up") -> int:
    return int(HealthcareService.get(HealthcareService.name == name).id)


def write(widget: Any, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def active(dialog: Any, qtbot: Any) -> Any:
    """Shortcuts work in the window that has the keyboard."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def texts(dialog: FindSlot) -> list[str]:
    return [dialog.results.item(n).text() for n in range(dialog.results.count())]


# -- find a time ---------------------------------------------------------------------------------------------


def test_two_keys_book_the_next_time(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any], qtbot: Any
) -> None:
    window.bench.active.choose_patient(free[0], None)
    QTest.keyClick(window, Key.Key_F, CTRL)
    find = dialog(FindSlot)
    assert texts(find)[0] == "Monday, November 23"
    assert find.third.text().startswith("Third next available:")
    slot = find.chosen()
    QTest.keyClick(find.results, Key.Key_Return)
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.patient_id, made.start, made.practitioner_id) == (free[0], slot.start, slot.practitioner_id)
    assert not find.isVisible()


def test_choices_narrow_and_arrows_pass_the_headings(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any]
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("find_slot")
    find = dialog(FindSlot)
    find.first.setText("2w")
    find.days.buttons[3].click()
    find.part.setCurrentIndex(2)
    assert texts(find)[0] == "Thursday, December 10"
    assert texts(find)[1].startswith("12:00")
    find.step(1)
    assert find.chosen().start.hour == 12
    for _n in range(30):
        QTest.keyClick(find.first, Key.Key_Down)
    assert find.chosen() is not None
    assert find.chosen().start.date() > date(2026, 12, 10)


def test_nothing_found_says_what_to_loosen(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any]
) -> None:
    window.bench.commands.run("find_slot")
    find = dialog(FindSlot)
    find.days.buttons[6].click()
    assert texts(find) == ["Nothing fits until 05/26/2027. Try any day, any time, or a later last day."]
    assert not find.yes_button.isEnabled()


def test_half_a_date_disturbs_nobody(hours: Any, window: Any, dialog: Callable[..., Any]) -> None:
    window.bench.commands.run("find_slot")
    find = dialog(FindSlot)
    before = texts(find)
    find.first.setText("12/")
    assert texts(find) == before


def test_mother_and_child_are_booked_in_one_step(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any]
) -> None:
    mother, child = free[:2]
    window.bench.active.choose_patient(mother, None)
    window.bench.commands.run("find_slot")
    find = dialog(FindSlot)
    find.first.setText("tomorrow")
    row = Patient.get_by_id(child)
    write(find.also.edit, f"{row.record_number}")
    QTest.keyClick(find.also.edit, Key.Key_Return)
    assert find.also.patient_id == child
    find.second.setCurrentIndex(find.second.findData(kind("Well child")))
    assert find.chosen().second is not None
    find.accept()
    first, second = list(Appointment.select().order_by(Appointment.id.desc()).limit(2))[::-1]
    assert (first.patient_id, second.patient_id) == (mother, child)
    assert second.start == first.start + timedelta(minutes=first.minutes)
    window.bench.commands.run("undo")
    assert Appointment.standing().where(Appointment.id.in_([first.id, second.id])).count() == 0


def test_book_takes_a_found_time(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any], qtbot: Any
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("book")
    book = active(dialog(Book), qtbot)
    QTest.keyClick(book, Key.Key_F, CTRL)
    find = dialog(FindSlot)
    find.first.setText("12/8")
    find.accept()
    assert book.day.text() == "12/08/2026"
    assert book.at.text() == "08:00"


# -- red flags -----------------------------------------------------------------------------------------------


def test_red_flag_words_stop_the_booking_and_reach_the_provider(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any], qtbot: Any
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("book")
    book = dialog(Book)
    write(book.reason, "chest pai")
    assert not book.stop.held
    write(book.reason, "n")
    assert book.stop.held
    assert book.stop.level.text() == "911"
    assert book.stop.since.text().startswith("Stopped at 09:40")
    assert not book.service.isVisible()
    assert not book.yes_button.isEnabled()
    before = Appointment.select().count()
    QTest.keyClick(book.reason, Key.Key_Return)
    book.accept()
    assert Appointment.select().count() == before
    qtbot.waitUntil(lambda: book.stop.task_id is not None)
    task = Task.get_by_id(book.stop.task_id)
    assert (task.priority, task.patient_id, task.kind) == ("stat", free[0], "red_flag")
    assert Task.select().where(Task.kind == "red_flag").count() == 1


def test_a_slip_that_is_taken_back_at_once_stops_nobody(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any]
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("book")
    book = dialog(Book)
    book.reason.setText("chest pain")
    assert book.stop.held
    book.reason.setText("chest cold")
    assert not book.stop.held
    assert book.service.isVisible()
    assert Task.select().where(Task.kind == "red_flag").count() == 0


def test_told_and_read_back_releases_it(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any]
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("book")
    book = dialog(Book)
    book.day.setText("tomorrow")
    book.at.setText("9")
    book.reason.setText("calf pain")
    assert book.stop.level.text() == "Give to the provider now"
    QTest.mouseClick(book.stop.tell, Qt.MouseButton.LeftButton)
    told = dialog(ToldVerbally)
    told.accept()
    assert told.notice_line.sentence == "Say who was told and what they answered."
    told.answer.setCurrentText("see her tomorrow")
    told.accept()
    assert not book.stop.held
    assert book.stop.since.text() == "told verbally 09:40 to Kenji Ito, MD, read back: see her tomorrow"
    assert book.service.isVisible()
    book.accept()
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.patient_id, made.reason) == (free[0], "calf pain")


def test_the_provider_signs_over_the_form(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any], record: Any, qtbot: Any
) -> None:
    from ma_desktop.services.practice.add_user import add_user

    add_user(
        hours,
        login="ito",
        name="Kenji Ito",
        role="provider",
        password="another horse battery",
        practitioner_id=1,
    )
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("book")
    book = dialog(Book)
    book.reason.setText("short of breath")
    QTest.mouseClick(book.stop.sign, Qt.MouseButton.LeftButton)
    sign = dialog(SignInPlace)
    sign.login.setText("ito")
    sign.password.setText("another horse battery")
    sign.accept()
    ask = dialog(AskReason)
    ask.reason.setCurrentText("I call her now, book tomorrow")
    ask.accept()
    assert not book.stop.held
    assert book.stop.since.text() == "Kenji Ito at 09:40: I call her now, book tomorrow"
    task = Task.get_by_id(book.stop.task_id)
    assert (task.status, task.outcome) == ("completed", "I call her now, book tomorrow")


def test_one_key_stops_without_a_word(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any], qtbot: Any
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("book")
    book = active(dialog(Book), qtbot)
    QTest.keyClick(book, Key.Key_G, Qt.KeyboardModifier.AltModifier)
    assert book.stop.held
    assert book.stop.rules.text() == "Stopped by the person at the desk"
    assert Task.get_by_id(book.stop.task_id).priority == "stat"


def test_a_walk_in_is_stopped_and_a_new_baby_with_fever_too(
    hours: Any, window: Any, dialog: Callable[..., Any]
) -> None:
    window.bench.commands.run("walk_in")
    book = dialog(Book)
    book._show_new()
    write(book.birth, "10/1/2026")
    book.reason.setText("fever")
    assert book.stop.held
    assert book.stop.rules.text() == "Fever or low temperature under 3 months"


def test_the_stop_on_the_list_of_loose_ends_is_answered_there(
    hours: Any, free: list[int], window: Any, panel: Callable[[str], Any], dialog: Callable[..., Any]
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("book")
    book = dialog(Book)
    book.reason.setText("worst headache ever")
    book.stop.give()
    book.reject()
    ends = panel("loose_ends")
    ends.refresh()
    assert ends.model.rows[0].sentence.startswith("Give to the provider now · Worst or sudden headache")
    ends.table.setCurrentIndex(ends.model.index(0, 0))
    ends._activate(ends.model.index(0, 0))
    answer = dialog(AnswerRedFlag)
    QTest.mouseClick(answer.told, Qt.MouseButton.LeftButton)
    told = dialog(ToldVerbally)
    told.answer.setCurrentText("send her over")
    told.accept()
    assert Task.select().where(Task.kind == "red_flag").get().status == "received"


# -- requests and the waiting list ---------------------------------------------------------------------------


def test_a_request_by_phone_in_few_keys(
    hours: Any,
    free: list[int],
    window: Any,
    panel: Callable[[str], Any],
    dialog: Callable[..., Any],
    qtbot: Any,
) -> None:
    window.bench.active.choose_patient(free[0], None)
    QTest.keyClick(window, Key.Key_R, CTRL)
    request = active(dialog(TakeRequest), qtbot)
    assert request.reason.hasFocus()
    QTest.keyClicks(request.reason, "sugar is high again")
    request.urgency.setCurrentIndex(request.urgency.findData("soon"))
    request.days.buttons[1].click()
    request.accept()
    row = AppointmentRequest.standing().get()
    assert (row.patient_id, row.reason, row.urgency, row.weekdays) == (
        free[0],
        "sugar is high again",
        "soon",
        [1],
    )
    waiting = panel("waiting_list")
    waiting.refresh()
    assert [r.patient_id for r in waiting.model.rows] == [free[0]]


def test_a_request_is_stopped_by_red_flags(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any]
) -> None:
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("take_request")
    request = dialog(TakeRequest)
    request.reason.setText("feeling suicidal")
    assert request.stop.level.text() == "911"
    request.accept()
    assert AppointmentRequest.standing().count() == 0
    assert Task.get_by_id(request.stop.task_id).description.startswith("911 · Suicidal or violent words")


@pytest.fixture
def waiting(hours: Any, free: list[int], window: Any, panel: Callable[[str], Any]) -> Any:
    """Two who wait, the urgent one first."""
    take_request(hours, patient_id=free[0], service_id=kind(), reason="sugar")
    take_request(hours, patient_id=free[1], service_id=kind("Acute visit"), reason="ear", urgency="urgent")
    made = panel("waiting_list")
    window.bench.raise_panel("waiting_list")
    made.refresh()
    made.table.selectRow(0)
    return made


def test_a_books_at_once_and_one_undo_takes_it_back(waiting: Any, free: list[int], window: Any) -> None:
    assert [row.patient_id for row in waiting.model.rows] == [free[1], free[0]]
    first = waiting.model.rows[0].first
    QTest.keyClick(waiting.table, Key.Key_A)
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.patient_id, made.start) == (free[1], first.start)
    assert [row.patient_id for row in waiting.model.rows] == [free[0]]
    window.bench.commands.run("undo")
    assert AppointmentRequest.standing().where(AppointmentRequest.status == "waitlist").count() == 2


@pytest.mark.parametrize(
    ("key", "answer"), [(Key.Key_D, "declined"), (Key.Key_L, "tentative"), (Key.Key_N, "needs-action")]
)
def test_other_letters_keep_the_answer(waiting: Any, key: Key, answer: str) -> None:
    offered = waiting.model.rows[0].first.start
    QTest.keyClick(waiting.table, key)
    row = AppointmentResponse.select().order_by(AppointmentResponse.id.desc()).get()
    assert (row.answer, row.start) == (answer, offered)
    assert (waiting.model.rows[0].first.start == offered) == (answer != "declined")


def test_other_times_book_and_close_the_request(
    waiting: Any, free: list[int], dialog: Callable[..., Any]
) -> None:
    QTest.keyClick(waiting.table, Key.Key_T)
    find = dialog(FindSlot)
    find.first.setText("12/8")
    find.accept()
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.patient_id, made.start.date()) == (free[1], date(2026, 12, 8))
    assert AppointmentRequest.get(AppointmentRequest.patient == free[1]).status == "booked"


def test_e_changes_what_is_waited_for(waiting: Any, dialog: Callable[..., Any], qtbot: Any) -> None:
    before = waiting.chosen()
    QTest.keyClick(waiting.table, Key.Key_E)
    form = dialog(TakeRequest)
    assert (form.reason.text(), form.service.currentData()) == (before.reason, before.service_id)
    form.urgency.setCurrentIndex(form.urgency.findData("soon"))
    form.last.setText("12/18/2026")
    form.reason.setText("chest pain")
    qtbot.waitUntil(lambda: form.stop.held)
    assert not form.yes_button.isEnabled()
    form.reason.setText(before.reason)
    form.stop.held or form.accept()
    row = AppointmentRequest.get_by_id(before.request_id)
    assert (row.urgency, row.latest, row.reason) == ("soon", date(2026, 12, 18), before.reason)


def test_at_a_laptops_width_four_lines_show_and_no_step_is_lost(
    waiting: Any, window: Any, pick: Callable[[str], None], dialog: Callable[..., Any]
) -> None:
    window.resize(1366, 768)
    window.choose_perspective("front")
    window.bench.raise_panel("waiting_list")
    QApplication.processEvents()
    table, bar = waiting.table, waiting.bar
    line = table.verticalHeader().defaultSectionSize()
    assert table.viewport().height() >= 4 * line
    shown = [press for press in bar.buttons.values() if press.isVisible()]
    assert all(press.width() >= press.sizeHint().width() for press in shown)
    assert (
        sum(table.columnWidth(n) for n in range(6) if not table.isColumnHidden(n)) <= table.viewport().width()
    )
    assert not table.isColumnHidden(1)
    assert "Kind of visit: Acute visit" in table.rows.data(
        table.rows.index(0, 0), Qt.ItemDataRole.ToolTipRole
    )
    bar.more.click()
    pick("Take off…")
    dialog(AskReason).reject()


def test_taking_off_asks_why(waiting: Any, dialog: Callable[..., Any]) -> None:
    QTest.keyClick(waiting.table, Key.Key_C)
    ask = dialog(AskReason)
    ask.reason.setCurrentText("went elsewhere")
    ask.accept()
    assert len(waiting.model.rows) == 1


def test_a_cancelled_time_says_whom_it_fits(
    waiting: Any, free: list[int], window: Any, hours: Any, dialog: Callable[..., Any]
) -> None:
    start = datetime(2026, 11, 24, 9, tzinfo=ZONE)
    taken = book_appointment(hours, patient_id=free[2], practitioner_id=1, service_id=kind(), start=start)
    cancel_appointment(hours, taken, "patient called")
    QApplication.processEvents()
    assert (
        waiting.widget().notice.sentence == "Tue 11/24 09:00 is free and fits 2 people who wait: Ctrl+Shift+O"
    )
    window.bench.commands.run("offer_freed")
    offer = dialog(OfferSlot)
    assert [row.patient_id for row in offer.rows] == [free[1], free[0]]
    QTest.keyClick(offer.list, Key.Key_D)
    assert [row.patient_id for row in offer.rows] == [free[0]]
    QTest.keyClick(offer.list, Key.Key_A)
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.patient_id, made.start) == (free[0], start)
    assert not offer.isVisible()


def test_a_held_time_that_opens_says_whom_it_fits(waiting: Any, window: Any, hours: Any, panel: Any) -> None:
    with hours.work("Hold", needs=Permission.BOOK) as work:
        work.insert(
            Schedule(
                weekday=1, opens="09:00", closes="10:00", kind="hold", practitioner=1, release_minutes=60
            )
        )
    QApplication.processEvents()
    assert waiting._opens.isActive()
    assert "fits" not in waiting.widget().notice.sentence
    opens = datetime(2026, 11, 24, 8, tzinfo=ZONE)
    assert waiting._opens.interval() == pytest.approx(
        min((opens - hours.now()).total_seconds() + 1, 3600) * 1000
    )
    hours.clock = lambda: opens
    waiting._opens.timeout.emit()
    assert (
        waiting.widget().notice.sentence == "Tue 11/24 09:00 is free and fits 2 people who wait: Ctrl+Shift+O"
    )
    with hours.work("Hold", needs=Permission.BOOK) as work:
        work.insert(Schedule(weekday=1, opens="13:00", closes="14:00", kind="hold", practitioner=2))
    QApplication.processEvents()
    hours.clock = lambda: opens + timedelta(minutes=1)
    release_hold(hours, 2, opens.replace(hour=13))
    QApplication.processEvents()
    assert "Tue 11/24 13:00 is free" in waiting.widget().notice.sentence


def test_nobody_waits_says_what_to_do(hours: Any, panel: Callable[[str], Any], window: Any) -> None:
    empty = panel("waiting_list")
    window.bench.raise_panel("waiting_list")
    empty.refresh()
    assert empty.empty.isVisible()
    assert not empty.table.isVisible()
    QTest.keyClick(empty.table, Key.Key_A)


def test_a_walk_in_goes_to_whoever_is_free_first(hours: Any, window: Any, dialog: Callable[..., Any]) -> None:
    window.bench.commands.run("walk_in")
    book = dialog(Book)
    book.service.setCurrentIndex(book.service.findData(kind("Acute visit")))
    assert book.wait.text()
    assert book.provider.currentText() in book.wait.text()


def test_the_call_sheet_is_previewed_and_noted_when_it_leaves(
    waiting: Any, window: Any, dialog: Callable[..., Any]
) -> None:
    from ma_desktop.models import DocumentReference
    from ma_desktop.services.schedule.waiting_calls_page import waiting_calls_page
    from ma_desktop.views.call_sheet_print import WaitingCallsPage
    from ma_desktop.views.dialogs.preview import Preview

    QTest.keyClick(waiting.table, Key.Key_P)
    preview = dialog(Preview)
    assert preview.pdf.startswith(b"%PDF")
    preview.page.left("printed", preview.pdf, 1, lambda _entry: None, preview)
    row = DocumentReference.select().order_by(DocumentReference.id.desc()).get()
    assert (row.kind, row.patient_id, row.how) == (WaitingCallsPage.KIND, None, "printed")
    assert "Call" not in preview.page.file_name or ":" not in preview.page.file_name
    assert [call.urgency for call in waiting_calls_page(window.bench.desk).calls] == ["Urgent", "Routine"]


def test_checkout_looks_from_the_day_that_the_provider_said(
    hours: Any, window: Any, panel: Callable[[str], Any], dialog: Callable[..., Any]
) -> None:
    """“Come back in 3 months”: the right kind, provider and day stand there; Enter books."""
    from ma_desktop.services.visit.record_plan import record_plan

    visit = Encounter.select().where(Encounter.stage == "checkout").order_by(Encounter.id.desc()).first()
    record_plan(hours, visit.id, plan="Go on", next_steps=[], follow_up="3 months")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    chart = panel("patient_chart")
    window.bench.raise_panel("patient_chart")
    chart.refresh()
    steps = next(
        t for t in (getattr(chart, "visit_tab", None), getattr(chart, "visit", None)) if t is not None
    ).steps
    steps.follow_up()
    find = dialog(FindSlot)
    assert find.first.text() == "02/23/2027"
    assert find.service.currentText().startswith("Follow-up")
    assert find.provider.currentData() == visit.practitioner_id
    find.accept()
    made = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (made.patient_id, made.start.date()) == (visit.patient_id, date(2027, 2, 23))


def test_after_the_labs_are_back(
    hours: Any, free: list[int], window: Any, dialog: Callable[..., Any]
) -> None:
    from ma_desktop.models import ServiceRequest

    with hours.work("Order", needs=Permission.BOOK) as work:
        work.insert(
            ServiceRequest(
                patient=free[0], kind="lab", display="A1c", authored_at=hours.now() - timedelta(days=2)
            )
        )
        work.insert(
            ServiceRequest(
                patient=free[1], kind="lab", display="TSH", status="completed", authored_at=hours.now()
            )
        )
    window.bench.active.choose_patient(free[0], None)
    window.bench.commands.run("find_slot")
    find = dialog(FindSlot)
    assert find.labs.text().startswith("After the labs are back (A1c): from 11/26")
    QTest.mouseClick(find.labs, Qt.MouseButton.LeftButton)
    assert texts(find)[0] == "Friday, November 27"  # Thanksgiving lies between
    find.reject()
    window.bench.active.choose_patient(free[1], None)
    window.bench.commands.run("find_slot")
    assert not dialog(FindSlot).labs.isVisible()


def test_how_soon_people_get_in_is_one_table(hours: Any, window: Any, dialog: Callable[..., Any]) -> None:
    from ma_desktop.views.dialogs.access import AccessTable

    window.bench.commands.run("access")
    table = dialog(AccessTable).table
    assert table.rowCount() == HealthcareService.select().where(HealthcareService.active).count() * 2
    assert table.item(0, 0).text() == "Acute visit"
    assert table.item(0, 2).text()
