"""The Outbox by keys and clicks, on the demo practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.models import Appointment, DocumentReference, OutboxItem, Task
from ma_desktop.services.messages.email_account import email_account
from ma_desktop.services.messages.outbox_state import outbox_state
from ma_desktop.services.messages.reminder_text import reminder_text
from ma_desktop.services.messages.settle_interrupted import settle_interrupted
from ma_desktop.services.practice.demo_messages import fill_outbox
from ma_desktop.services.practice.drafts import draft_of
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.email_route import EmailRoute
from ma_desktop.views.dialogs.outbox_item import OutboxDetails
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.dialogs.reminder_words import ReminderWords

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(desk: Any) -> Any:
    """With visits of the next days and their reminders."""
    fill_outbox(desk, desk.now())
    return desk


@pytest.fixture
def box(window: Any, panel: Callable[[str], Any]) -> Any:
    QTest.keyClick(window, Key.Key_U, CTRL_SHIFT)
    found = panel("outbox")
    assert found.visible()
    return found


def keyboard() -> Any:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def choose(box: Any, **wanted: str) -> Any:
    """Puts the keyboard on the first line with these values."""
    rows = box.model.rows
    place = next(
        n for n, row in enumerate(rows) if all(getattr(row, name) == value for name, value in wanted.items())
    )
    box.table.setFocus()
    box.table.setCurrentIndex(box.model.index(place, 0))
    return rows[place]


def test_the_panel_shows_what_a_person_has_to_decide_first(box: Any, window: Any, desk: Any) -> None:
    first = box.model.rows[0]
    assert (first.status, first.route) == ("failed", "email")
    cells = [box.model.data(box.model.index(0, n)) for n in range(box.model.columnCount())]
    assert cells[0] == "Not sent"
    assert "Call, or print a card" in cells[-1]
    assert "550 5.1.1" in cells[-1]
    assert (box.asking.text(), box.calls.isVisible()) == ("1 to decide", True)
    state = outbox_state(desk)
    (word,) = [word for word in window.status.words if word.icon == "outbox"]
    assert word.text == f"Outbox {state.waiting} · 1 to decide"
    assert word.command == "panel_outbox"


def test_enter_and_one_key_confirm_the_appointment(
    box: Any, qtbot: QtBot, dialog: Callable[[type], Any]
) -> None:
    line = choose(box, route="call-sheet", next_try="")
    before = box.table.currentIndex().row()
    QTest.keyClick(box.table, Key.Key_Return)
    shown = dialog(OutboxDetails)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown, Key.Key_1, ALT)
    assert not shown.isVisible()
    row = Appointment.get_by_id(line.appointment_id)
    assert (row.answer, row.confirmed) == ("confirmed", True)
    assert line.item_id not in {one.item_id for one in box.model.rows}
    assert box.table.currentIndex().row() == before, "the next call is under the keyboard"


def test_cannot_come_opens_a_task(box: Any, qtbot: QtBot, dialog: Callable[[type], Any]) -> None:
    line = choose(box, route="call-sheet", next_try="")
    QTest.keyClick(box.table, Key.Key_Return)
    shown = dialog(OutboxDetails)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown, Key.Key_2, ALT)
    assert Task.select().where((Task.kind == "rebook") & (Task.patient == line.patient_id)).count() == 1


def test_a_saved_call_sheet_closes_its_lines_when_somebody_says_it_is_printed(
    box: Any, window: Any, dialog: Callable[[type], Any], tmp_path: Any
) -> None:
    due = {row.item_id for row in box.model.rows if row.to_call and not row.next_try}
    assert due
    box.table.setFocus()
    QTest.keyClick(box.table, Key.Key_F7)
    shown = dialog(Preview)
    shown.save_to(tmp_path / "calls.pdf")
    assert (tmp_path / "calls.pdf").read_bytes().startswith(b"%PDF")
    assert not OutboxItem.select().where(OutboxItem.status == "printed").exists(), "a file reaches nobody"
    assert shown.handing.isVisible()
    shown.matched.click()
    assert not shown.handing.isVisible()
    assert {row.id for row in OutboxItem.select().where(OutboxItem.status == "printed")} == due
    assert DocumentReference.select().where(DocumentReference.kind == "call-sheet").count() == 2
    shown.close()
    assert {row.state for row in box.model.rows if row.item_id in due} == {"Printed: answer?"}


def test_print_instead_of_what_failed(
    box: Any, window: Any, dialog: Callable[[type], Any], tmp_path: Any
) -> None:
    line = choose(box, status="failed")
    QTest.keyClick(box.table, Key.Key_F8)
    shown = dialog(Preview)
    shown.save_to(tmp_path / "card.pdf")
    assert OutboxItem.get_by_id(line.item_id).status == "failed"
    shown.matched.click()
    shown.close()
    assert OutboxItem.get_by_id(line.item_id).status == "printed"
    box.which.setCurrentIndex(1)
    assert line.item_id in {row.item_id for row in box.model.rows}


def test_do_not_send_asks_why(box: Any, dialog: Callable[[type], Any]) -> None:
    line = choose(box, status="failed")
    QTest.keyClick(box.table, Key.Key_Return)
    dialog(OutboxDetails).decisions["cancel"].click()
    asked = dialog(AskReason)
    asked.reason.setCurrentText("called instead")
    QTest.keyClick(asked.yes_button, Key.Key_Space)
    row = OutboxItem.get_by_id(line.item_id)
    assert (row.status, row.last_error) == ("cancelled", "called instead")


def test_what_is_unclear_is_decided_by_a_person(box: Any, desk: Any, dialog: Callable[[type], Any]) -> None:
    line = choose(box, status="failed")
    row = OutboxItem.get_by_id(line.item_id)
    with desk.work("Test", needs="personal", undoable=False) as work:
        work.update(row, status="sending")
    assert settle_interrupted(desk) == 1
    assert box.model.rows[0].state == "Did it arrive? Decide"
    choose(box, status="unclear")
    QTest.keyClick(box.table, Key.Key_Return)
    shown = dialog(OutboxDetails)
    assert set(shown.decisions) == {"sent", "again", "print", "cancel"}
    shown.decisions["sent"].click()
    assert OutboxItem.get_by_id(line.item_id).status == "sent"


def test_an_empty_outbox_says_how_it_fills(box: Any, desk: Any) -> None:
    from tests.mail_server import empty

    empty(desk)
    assert box.table.isHidden()
    assert "come here by themselves" in box.nothing.text()
    assert "E-mail is not set up" in box.nothing.text()


def test_the_mailbox_is_set_up_by_keys_and_a_mistake_is_one_sentence(
    box: Any, window: Any, desk: Any, record: Any, dialog: Callable[[type], Any]
) -> None:
    window.bench.commands.run("email_route")
    shown = dialog(EmailRoute)
    shown.in_use.setChecked(True)
    QTest.keyClicks(shown.server, "mail.cedar.example")
    QTest.keyClick(shown.server, Key.Key_Return)
    assert shown.isVisible()
    assert "own e-mail address" in shown.notice_line.label.text()
    QTest.keyClicks(shown.sender, "desk@cedar.example")
    QTest.keyClicks(shown.user, "desk")
    QTest.keyClicks(shown.password, "mail box secret")
    shown.security.setCurrentIndex(1)
    assert shown.port.text() == "465"
    QTest.keyClick(shown.password, Key.Key_Return)
    assert not shown.isVisible()
    kept = email_account(desk)
    assert (kept.server, kept.port, kept.security, kept.in_use) == ("mail.cedar.example", 465, "tls", True)
    assert record.route_secret("email") == "mail box secret"


def test_a_test_to_myself_says_what_the_server_said(
    box: Any, window: Any, dialog: Callable[[type], Any], mail: Any
) -> None:
    window.bench.commands.run("email_route")
    shown = dialog(EmailRoute)
    shown.security.setCurrentIndex(2)
    shown.server.setText("127.0.0.1")
    shown.port.setText(str(mail.port))
    shown.sender.setText("desk@cedar.example")
    shown.test.click()
    assert "250 2.0.0 OK queued as 4711" in shown.notice_line.label.text()
    assert [got["To"] for got in mail.inbox.mails] == ["desk@cedar.example"]
    mail.inbox.rcpt = ["550 no such box"]
    shown.test.click()
    assert "550 no such box" in shown.notice_line.label.text()


def test_the_words_of_the_reminders(box: Any, window: Any, desk: Any, dialog: Callable[[type], Any]) -> None:
    window.bench.commands.run("reminder_words")
    shown = dialog(ReminderWords)
    assert shown.mail.text().startswith("Hello Alex,")
    shown.tabs.setCurrentIndex(1)
    assert "martes 24 de noviembre" in shown.mail.text()
    shown.tabs.setCurrentIndex(0)
    shown.texts["en"].setPlainText("{first_name}, come on {day}")
    assert shown.mail.text().startswith("⚠")
    shown.accept()
    assert "{time}" in shown.notice_line.label.text()
    shown.texts["en"].setPlainText("{first_name}, come on {day} at {time}")
    shown.accept()
    assert reminder_text(desk).texts["en"] == "{first_name}, come on {day} at {time}"


def test_half_typed_words_of_the_reminders_are_kept(
    box: Any, window: Any, desk: Any, dialog: Callable[[type], Any]
) -> None:
    window.bench.commands.run("reminder_words")
    shown = dialog(ReminderWords)
    shown.texts["en"].setPlainText("{first_name}, half a sen")
    shown._draft.flush()
    assert draft_of(desk, "reminder_words").fields == {"text.en": "{first_name}, half a sen"}
    shown.deleteLater()
    QCoreApplication.sendPostedEvents(shown, QEvent.Type.DeferredDelete)
    window.bench.commands.run("reminder_words")
    again = dialog(ReminderWords)
    assert again.texts["en"].toPlainText() == "{first_name}, half a sen"
    again.texts["en"].setPlainText("{first_name}, come on {day} at {time}")
    again.accept()
    assert draft_of(desk, "reminder_words") is None
