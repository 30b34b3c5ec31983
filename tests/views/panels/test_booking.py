"""Booking and walking in by the keyboard alone, with the keys counted."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.models import Appointment, Encounter, Patient
from ma_desktop.views.dialogs.book import Book

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Keys:
    """Presses keys where the keyboard is, and counts them."""

    def __init__(self, window) -> None:
        self.window, self.count = window, 0

    def press(self, key: Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        there = QApplication.focusWidget() if modifier == Qt.KeyboardModifier.NoModifier else self.window
        QTest.keyClick(there, key, modifier)
        self.count += 1

    def write(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)
        self.count += len(text)


@pytest.fixture
def keys(window) -> Keys:
    return Keys(window)


def open_book(window, qtbot) -> Book:
    book = window.findChildren(Book)[-1]
    book.activateWindow()
    qtbot.waitUntil(
        lambda: QApplication.focusWidget() is not None and book.isAncestorOf(QApplication.focusWidget())
    )
    return book


def test_a_follow_up_of_the_active_patient_takes_a_dozen_keys(window, panel, keys, qtbot) -> None:
    entry = panel("schedule").day.entries[0]
    window.bench.active.choose_patient(entry.patient_id, entry.encounter_id)
    keys.press(Key.Key_B, CTRL)
    book = open_book(window, qtbot)
    assert book.service.hasFocus()
    keys.write("f")
    assert book.service.currentText().startswith("Follow-up")
    keys.press(Key.Key_Tab)
    keys.press(Key.Key_Tab)
    keys.write("2w")
    keys.press(Key.Key_Tab)
    keys.write("930")
    keys.press(Key.Key_Return)
    row = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (row.patient_id, row.start.date(), f"{row.start:%H:%M}") == (
        entry.patient_id,
        date(2026, 12, 7),
        "09:30",
    )
    assert keys.count <= 12


def test_a_known_walk_in_takes_a_dozen_keys(window, keys, qtbot) -> None:
    here = {visit.patient_id for visit in Encounter.select().where(Encounter.stage != "billed")}
    who = next(p for p in Patient.select() if p.id not in here)
    keys.press(Key.Key_N, CTRL)
    book = open_book(window, qtbot)
    keys.write(f"{who.given[:3]} {who.family[:3]}".lower())
    while book.found[book.list.currentRow()].patient_id != who.id:
        keys.press(Key.Key_Down)
    keys.press(Key.Key_Return)
    assert book.patient_id == who.id
    assert book.isVisible(), "taking the patient is not yet booking"
    keys.press(Key.Key_Return)
    assert window.bench.focus.patient_id == who.id
    assert Encounter.get_by_id(window.bench.focus.encounter_id).stage == "arrived"
    assert keys.count <= 14


def test_enter_on_a_name_nobody_has_opens_the_registration(window, keys, qtbot) -> None:
    keys.press(Key.Key_N, CTRL)
    book = open_book(window, qtbot)
    keys.write("Zander Quill")
    keys.press(Key.Key_Return)
    assert book.family.isVisible()
    assert (book.family.text(), book.given.text()) == ("Quill", "Zander")


def test_the_reason_for_going_over_is_asked_only_when_it_does(window, panel, keys, qtbot) -> None:
    entry = next(e for e in panel("schedule").day.entries if e.stage == "booked")
    other = next(
        e for e in panel("schedule").day.entries if e.patient_id != entry.patient_id and e.stage == "billed"
    )
    window.bench.active.choose_patient(other.patient_id, other.encounter_id)
    keys.press(Key.Key_B, CTRL)
    book = open_book(window, qtbot)
    assert not book.over.isVisible()
    book.provider.setCurrentIndex(book.provider.findData(entry.practitioner_id))
    book.day.setText("today")
    book.at.setText(f"{entry.start:%H:%M}")
    qtbot.mouseClick(book.yes_button, Qt.MouseButton.LeftButton)
    assert book.over.isVisible()
    keys.write("urgent")
    keys.press(Key.Key_Return)
    row = Appointment.select().order_by(Appointment.id.desc()).get()
    assert (row.patient_id, row.overlap_reason) == (other.patient_id, "urgent")
    assert window.status.passing.text().startswith("Added today. ")
    assert "Ask for: " in window.status.passing.text()
