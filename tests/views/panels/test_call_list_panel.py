"""The call list by keys and clicks."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ma_desktop.domain.letters import TEXTS
from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Appointment, Communication, Consent, DocumentReference, Recall
from ma_desktop.services.messages.add_recall import add_recall
from ma_desktop.services.messages.call_list import CallKey
from ma_desktop.services.messages.letter_text import letter_text
from ma_desktop.views.dialogs.add_recall import AddRecall
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.letter_words import LetterWords
from ma_desktop.views.dialogs.preview import Preview

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def who(desk) -> int:
    """Somebody whom nobody has to call yet."""
    from ma_desktop.models import Patient
    from ma_desktop.services.messages.call_list import call_list

    busy = {line.patient_id for line in call_list(desk).lines}
    taken = {row.patient_id for row in Appointment.select()}
    return next(row.id for row in Patient.select().order_by(Patient.id) if row.id not in busy | taken)


@pytest.fixture
def calls(panel, window, desk, who):
    add_recall(desk, who, reason="Mammogram", due_on=date(2026, 11, 1), service_id=2)
    window.bench.raise_panel("call_list")
    return panel("call_list")


def go_to(calls, who: int):
    place = next(n for n, row in enumerate(calls.table.lines.rows) if row.patient_id == who)
    calls.table.selectRow(place)
    calls.table.setFocus()
    return calls.table.current()


def attempts(who: int) -> list[str]:
    return [row.outcome for row in Communication.select().where(Communication.patient == who)]


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        (Key.Key_S, "spoke"),
        (Key.Key_L, "left-message"),
        (Key.Key_N, "no-answer"),
        (Key.Key_W, "wrong-number"),
    ],
)
def test_one_key_for_each_outcome(calls, who, key, outcome) -> None:
    line = go_to(calls, who)
    assert line.phone
    QTest.keyClick(calls.table, key, ALT)
    assert attempts(who) == [outcome]
    held = next(row for row in calls.table.lines.rows if row.patient_id == who)
    assert [one.outcome for one in held.attempts] == [outcome]
    assert held.attempts[0].who == "Ada R."


def test_the_buttons_do_the_same(calls, who, qtbot) -> None:
    from PySide6.QtWidgets import QPushButton

    go_to(calls, who)
    press = next(b for b in calls.bar.findChildren(QPushButton) if b.accessibleName() == "No answer")
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    assert attempts(who) == ["no-answer"]


def test_what_may_be_said_stands_beside(calls, who, desk) -> None:
    go_to(calls, who)
    assert "Name and birth date first" in calls.live.text()
    assert "Please call 937-555-0142" in calls.voicemail.text()
    assert "Mammogram" not in calls.voicemail.text()
    assert calls.tried.whole == "Not tried yet"


def test_who_wants_no_voicemail_gets_none(calls, who, desk) -> None:
    with desk.work("Consent", needs=Permission.CHECK_IN) as work:
        work.insert(Consent(patient=who, kind="voicemail", status="rejected", given_at=desk.now()))
    go_to(calls, who)
    assert "Leave no voicemail" in calls.voicemail.text()
    QTest.keyClick(calls.table, Key.Key_L, ALT)
    assert "wants no voicemail" in calls.widget().notice.sentence
    assert attempts(who) == []


def test_declined_asks_what_was_said_and_ends_the_line(calls, who, dialog) -> None:
    go_to(calls, who)
    QTest.keyClick(calls.table, Key.Key_D, ALT)
    asked = dialog(AskReason)
    asked.reason.setCurrentText("goes elsewhere")
    asked.accept()
    assert Recall.get(Recall.patient == who).outcome == "declined"
    assert all(row.patient_id != who for row in calls.table.lines.rows)


def test_booked_opens_the_booking_with_patient_and_kind_and_ends_the_line(calls, who, dialog, qtbot) -> None:
    line = go_to(calls, who)
    QTest.keyClick(calls.table, Key.Key_B, ALT)
    book = dialog(Book)
    assert (book.patient_id, book.service.currentData()) == (who, 2)
    book.day.setText("12/16/2026")
    book.at.setText("9:00")
    book.accept()
    row = Recall.get(Recall.patient == who)
    assert (row.status, row.outcome, row.appointment.patient_id) == ("completed", "booked", who)
    assert line.key not in {one.key for one in calls.table.lines.rows}


def test_a_booking_that_was_not_made_leaves_the_line(calls, who, dialog) -> None:
    go_to(calls, who)
    QTest.keyClick(calls.table, Key.Key_B, ALT)
    dialog(Book).reject()
    assert Recall.get(Recall.patient == who).status == "active"


@pytest.mark.parametrize(
    ("words", "outcome"), [("went elsewhere: Dr. Lee", "transferred"), ("closed by the provider: Dr. Ito", "provider-closed")]
)  # fmt: skip
def test_it_ends_only_in_the_named_ways(calls, who, dialog, words, outcome) -> None:
    go_to(calls, who)
    calls.close_line()
    dialog(AskReason).reason.setCurrentText("no time for this")
    dialog(AskReason).accept()
    assert "Begin with one of" in calls.widget().notice.sentence
    calls.close_line()
    dialog(AskReason).reason.setCurrentText(words)
    dialog(AskReason).accept()
    assert Recall.get(Recall.patient == who).outcome == outcome


def test_a_recall_is_added_for_the_patient_on_the_screen(calls, who, window, dialog) -> None:
    window.bench.active.choose_patient(who, None)
    assert window.bench.commands.run("add_recall")
    form = dialog(AddRecall)
    form.reason.setText("Blood pressure check")
    form.due.setText("someday")
    form.accept()
    assert form.isVisible()
    form.due.setText("today")
    form.accept()
    assert {row.reason for row in calls.table.lines.rows if row.patient_id == who} == {
        "Mammogram",
        "Blood pressure check",
    }


def test_undo_takes_the_last_answer_back(calls, who, window) -> None:
    go_to(calls, who)
    QTest.keyClick(calls.table, Key.Key_S, ALT)
    window.bench.commands.run("undo")
    held = next(
        row
        for row in calls.table.lines.rows
        if row.key == CallKey("Recall", Recall.get(Recall.patient == who).id)
    )
    assert held.attempts == ()


def test_letters_for_the_list_are_previewed_and_noted(calls, who, dialog) -> None:
    line = go_to(calls, who)
    calls.mail("letters", (line.key,))
    shown = dialog(Preview)
    assert shown.pdf.startswith(b"%PDF")
    shown.page.left("printed", shown.pdf, 1, lambda _entry: None, None)
    assert attempts(who) == ["sent"]
    assert DocumentReference.get(DocumentReference.kind == "letters").how == "printed"
    shown.reject()


def test_labels_ask_for_the_first_free_one(calls, who, dialog) -> None:
    line = go_to(calls, who)
    calls.mail("labels", (line.key,))
    asked = dialog(AskReason)
    asked.reason.setCurrentText("label 31")
    asked.accept()
    assert "1 to 30" in calls.widget().notice.sentence
    calls.mail("labels", (line.key,))
    asked = dialog(AskReason)
    asked.reason.setCurrentText("label 4")
    asked.accept()
    shown = dialog(Preview)
    assert shown.page.first == 4
    shown.reject()


def test_saved_letters_are_sent_only_when_somebody_says_so(calls, who, dialog, tmp_path) -> None:
    line = go_to(calls, who)
    calls.mail("letters", (line.key,))
    shown = dialog(Preview)
    shown.save_to(tmp_path / "letters.pdf")
    assert attempts(who) == []
    assert "note as sent" in shown.matched.text()
    shown.matched.click()
    assert attempts(who) == ["sent"]
    shown.reject()


def test_letters_in_words_of_the_practice_with_a_preview(window, desk, dialog) -> None:
    window.bench.commands.run("letter_words")
    shown = dialog(LetterWords)
    assert "never changed" in shown.version.text()
    assert shown.letter.text().startswith("Dear Alex Example,\n\nIt is time for your visit")
    shown.which.setCurrentIndex(3)
    assert "parent or guardian of Alex Example" in shown.letter.text()
    assert "We missed you" in shown.letter.text()
    shown.fields["en", "missed"].setPlainText("Come back, {reason}!")
    assert "⚠" in shown.letter.text()
    shown.accept()
    assert "stays out of letters" in shown.notice_line.sentence
    shown.fields["en", "missed"].setPlainText("You were missed. Ring {phone}.")
    assert "You were missed. Ring 937-555-0142." in shown.letter.text()
    shown.tabs.setCurrentIndex(1)
    assert "Le esperábamos" in shown.letter.text()
    shown.accept()
    assert letter_text(desk).texts["en"]["missed"] == "You were missed. Ring {phone}."
    window.bench.commands.run("letter_words")
    again = dialog(LetterWords)
    assert again.version.text().startswith("Version 1, changed 11/23/2026")
    again.own.click()
    again.accept()
    assert letter_text(desk).texts == TEXTS


def test_on_a_laptop_name_and_phone_stay_and_no_outcome_is_cut(calls, who, window, qapp) -> None:
    window.resize(1366, 768)
    window.choose_perspective("front")
    window.bench.raise_panel("call_list")
    qapp.processEvents()
    table = calls.table
    shown = [n for n in range(6) if not table.isColumnHidden(n)]
    assert {2, 3} <= set(shown)
    assert sum(table.columnWidth(n) for n in shown) <= table.viewport().width()
    visible = [press for press in calls.bar.buttons.values() if press.isVisible()]
    assert visible
    assert all(press.width() >= press.sizeHint().width() for press in visible)
    assert calls.bar.more.isVisible() == (len(visible) < len(calls.bar.buttons))


def test_what_is_urgent_shows_also_where_its_column_gave_way(calls, who, desk) -> None:
    Recall.update(priority="urgent").where(Recall.patient == who).execute()
    calls.refresh()
    place = next(n for n, row in enumerate(calls.table.lines.rows) if row.patient_id == who)
    index = calls.table.lines.index(place, 2)
    assert calls.table.lines.data(index, Qt.ItemDataRole.FontRole).bold()
    assert "urgent" in calls.table.lines.data(index, Qt.ItemDataRole.ToolTipRole)
