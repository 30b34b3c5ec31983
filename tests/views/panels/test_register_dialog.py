"""Registering at the desk with keys only: counted; duplicates shown while typing; another chart opened in one key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.models import AuditEvent, Patient
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.registration import registration
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.register import Register
from ma_desktop.views.main_window import MainWindow


class Keys:
    """Types into whatever has the keyboard, and counts: letters apart from the other keys."""

    def __init__(self) -> None:
        self.letters = self.others = 0

    def type(self, text: str) -> None:
        self.letters += len(text)
        QTest.keyClicks(QApplication.focusWidget(), text)

    def press(
        self, key: Qt.Key, times: int = 1, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for _time in range(times):
            self.others += 1
            QTest.keyClick(QApplication.focusWidget(), key, with_)


@pytest.fixture
def form(window: MainWindow, dialog: Callable[..., Any], qtbot: QtBot) -> Register:
    window.bench.commands.run("register_patient")
    found: Register = dialog(Register)
    qtbot.waitUntil(found.isActiveWindow)
    return found


def newest() -> Patient:
    return Patient.select().order_by(Patient.id.desc()).first()


def test_a_quick_registration_takes_few_keys_besides_the_letters(
    window: MainWindow, dialog: Callable[..., Any], qtbot: QtBot
) -> None:
    keys = Keys()
    keys.others += 1
    window.bench.commands.run("register_patient")  # Ctrl+Shift+N
    form = dialog(Register)
    qtbot.waitUntil(lambda: form.form.family.hasFocus())
    for text in ("Okonjo", "Ngozi", "3.4.84"):
        keys.type(text)
        keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_F)
    keys.press(Qt.Key.Key_Tab)
    keys.type("9375550177")
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bench.focus.patient_id == newest().id)
    made = newest()
    assert (made.family, made.given, made.birth_date, made.sex, made.phone) == (
        "Okonjo", "Ngozi", date(1984, 3, 4), "female", "9375550177"
    )  # fmt: skip
    assert made.unfinished == ["address", "coverage"]
    assert (keys.letters, keys.others) == (27, 7)


def test_a_likely_duplicate_shows_and_its_chart_opens_by_one_key(
    window: MainWindow, form: Register, desk: Any, qtbot: QtBot
) -> None:
    known = register_patient(desk, NewPatient("Fitzwilliam", "Robert", date(1971, 4, 9), phone="9375551234"))
    qtbot.keyClicks(form.form.family, "fitzwilliam")
    qtbot.keyClicks(form.form.given, "bob")
    qtbot.keyClicks(form.form.birth, "4/9/1971")
    qtbot.waitUntil(form.likely_list.isVisible)
    assert "similar first name" in form.likely[0].reasons
    assert form.yes_button.text() == "Somebody else: register"
    before = Patient.select().count()
    qtbot.keyClick(form, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert window.bench.focus.patient_id == known
    assert Patient.select().count() == before


def test_going_on_all_the_same_is_kept_in_the_log(
    window: MainWindow, form: Register, desk: Any, qtbot: QtBot
) -> None:
    register_patient(desk, NewPatient("Fitzwilliam", "Robert", date(1971, 4, 9), phone="9375551234"))
    qtbot.keyClicks(form.form.family, "fitzwilliam")
    qtbot.keyClicks(form.form.given, "robert")
    qtbot.keyClicks(form.form.birth, "4/9/1971")
    form.accept()  # faster than the comparison: what it finds is shown first
    assert form.isVisible()
    assert "may be somebody who is on file" in form.notice_line.sentence
    form.accept()
    qtbot.waitUntil(lambda: newest().given == "robert")
    step = (
        AuditEvent.select()
        .where(AuditEvent.title == "Register patient")
        .order_by(AuditEvent.seq.desc())
        .first()
    )
    assert "Registered although similar to #" in step.reason
    assert "same birth date" in step.reason


def test_a_wrong_field_says_so_and_gets_the_keyboard(form: Register, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.form.family, "Okonjo")
    qtbot.keyClicks(form.form.birth, "13/40/84")
    form.accept()
    assert "birth date as month, day and year" in form.notice_line.sentence
    qtbot.waitUntil(form.form.birth.hasFocus)
    form.form.birth.setText("3/4/84")
    form.form.phone.setText("12")
    form.accept()
    assert "ten digits" in form.notice_line.sentence
    assert form.form.family.text() == "Okonjo"


def test_booking_for_somebody_new_warns_too(
    window: MainWindow, desk: Any, dialog: Callable[..., Any], qtbot: QtBot
) -> None:
    known = register_patient(desk, NewPatient("Fitzwilliam", "Robert", date(1971, 4, 9), phone="9375551234"))
    window.bench.commands.run("book")
    book = dialog(Book)
    qtbot.waitUntil(book.isActiveWindow)
    qtbot.mouseClick(book.new_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(book.family, "Fitzwilliam")
    qtbot.keyClicks(book.given, "Bob")
    qtbot.keyClicks(book.birth, "4/9/71")
    assert book.likely_list.isVisible()
    qtbot.keyClick(book, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert book.patient_id == known
    assert not book.family.isVisible()


def test_an_unfinished_registration_opens_from_the_loose_ends(
    window: MainWindow, desk: Any, dialog: Callable[..., Any], panel: Callable[[str], Any]
) -> None:
    patient = register_patient(desk, NewPatient("Aardvark", "Amy", date(1980, 5, 5), "female"))
    loose = panel("loose_ends")
    loose.invalidate()
    row = next(
        n
        for n, one in enumerate(loose.model.rows)
        if one.action == "registration" and one.patient_id == patient
    )
    loose._activate(loose.model.index(row, 4))
    form = dialog(Register)
    assert form.form.family.text() == "Aardvark"
    form.form.phone.setText("937 555 0199")
    form.form.address.setText("1 Oak St")
    form.form.kind.setCurrentIndex(form.form.kind.findData("self-pay"))
    form.accept()
    assert Patient.get_by_id(patient).unfinished == []
    assert not [one for one in loose.model.rows if one.action == "registration" and one.patient_id == patient]


def test_two_insurances_and_three_people_by_the_form_alone(
    window: MainWindow, form: Register, desk: Any, dialog: Callable[..., Any], qtbot: QtBot
) -> None:
    fields = form.form
    for widget, text in ((fields.family, "Quill"), (fields.given, "Tam"), (fields.birth, "2/9/2020")):
        qtbot.keyClicks(widget, text)
    first, second = fields.coverages[:2]
    first.kind.setCurrentIndex(first.kind.findData("commercial"))
    qtbot.keyClicks(first.member, "M1")
    assert second.kind.isHidden()
    fields.more_cover.click()
    second.kind.setCurrentIndex(second.kind.findData("medicaid"))
    qtbot.keyClicks(second.member, "C2")
    for place, (name, phone) in enumerate(
        (("Mira Quill", "9375550188"), ("Ned Quill", "9375550166"), ("Ida Quill", ""))
    ):
        if place:
            fields.more_people.click()
        qtbot.keyClicks(fields.people[place].person, name)
        qtbot.keyClicks(fields.people[place].person_phone, phone)
    mother = fields.people[0]
    mother.consents.setChecked(True)
    mother.authority.setCurrentIndex(1)
    qtbot.keyClicks(mother.until, "12/31/2026")
    fields.people[1].consents.setChecked(True)
    form.accept()
    assert "on what ground" in form.notice_line.sentence
    fields.people[1].consents.setChecked(False)
    form.accept()
    qtbot.waitUntil(lambda: newest().given == "Tam")
    child = newest().id
    window.bench.active.choose_patient(child)
    window.bench.commands.run("finish_registration")
    again = dialog(Register)
    assert not again.form.coverages[1].kind.isHidden()
    assert [one.person.text() for one in again.form.people if not one.person.isHidden()] == [
        "Mira Quill",
        "Ned Quill",
        "Ida Quill",
    ]
    assert again.form.people[0].until.text() == "12/31/2026"
    again.form.coverages[1].earlier.click()
    again.form.people[2].take_off.click()
    again.accept()
    read = registration(desk, child).person
    assert [one.member_id for one in (read.coverage, *read.more_coverages)] == ["C2", "M1"]
    assert [(one.name, one.authority_until) for one in read.related] == [
        ("Mira Quill", date(2026, 12, 31)), ("Ned Quill", None)
    ]  # fmt: skip


def test_a_draft_shows_the_places_that_it_fills(
    window: MainWindow, form: Register, dialog: Callable[..., Any], qtbot: QtBot
) -> None:
    form.form.more_cover.click()
    form.form.coverages[1].kind.setCurrentIndex(2)
    form.form.more_people.click()
    qtbot.keyClicks(form.form.people[1].person, "Ned Quill")
    form.leave()
    window.bench.commands.run("register_patient")
    again = dialog(Register)
    qtbot.waitUntil(lambda: again.form.people[1].person.text() == "Ned Quill")
    assert not again.form.people[1].person.isHidden()
    assert not again.form.coverages[1].kind.isHidden()
    assert again.form.people[2].person.isHidden()


def test_the_weeks_at_birth_are_asked_of_a_small_child_only(form: Register, qtbot: QtBot) -> None:
    assert not form.form.weeks.isVisible()
    form.form.birth.setFocus()
    QTest.keyClicks(form.form.birth, "3/14/1968")
    assert not form.form.weeks.isVisible()
    form.form.birth.clear()
    QTest.keyClicks(form.form.birth, "10/1/2026")
    assert form.form.weeks.isVisible()
    QTest.keyClicks(form.form.family, "Early")
    QTest.keyClicks(form.form.given, "Kim")
    QTest.keyClicks(form.form.weeks, "soon")
    form.accept()
    assert form.isVisible(), "what is no number of weeks is refused"
    form.form.weeks.clear()
    QTest.keyClicks(form.form.weeks, "33+2")
    form.accept()
    patient = Patient.get(Patient.family == "Early")
    assert patient.gestation_weeks == pytest.approx(33 + 2 / 7)
    kept = registration(form.bench.desk, patient.id).person
    assert kept is not None
    assert kept.gestation_weeks == patient.gestation_weeks
