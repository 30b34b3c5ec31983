"""Notes by keys, and the list of what waits for the provider."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.permissions import Role
from ma_desktop.models import AllergyIntolerance, ClinicalNote, Encounter, Patient
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.cosign_note import cosign_note
from ma_desktop.services.chart.return_note import return_note
from ma_desktop.services.chart.sign_note import sign_note
from ma_desktop.services.chart.write_note import write_note
from ma_desktop.services.desk import Worker
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.confirm_entries import ConfirmEntries
from ma_desktop.views.dialogs.sign_in_place import SignInPlace

Key, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def quill(window) -> int:
    who = register_patient(
        window.bench.desk, NewPatient(family="Quill", given="Zander", birth_date=date(1968, 3, 14))
    )
    window.bench.active.choose_patient(who)
    return who


@pytest.fixture
def ma(window):
    """An MA sits down: who may not sign for the provider."""
    desk = window.bench.desk
    window.bench.sit_down(desk.acting_as(Worker(desk.worker.user_id, "ada", "Ada R.", Role.MA)))
    return window.bench.desk


@pytest.fixture
def provider(window):
    desk = window.bench.desk
    return desk.acting_as(Worker(desk.worker.user_id + 1, "ito", "Kenji Ito", Role.PROVIDER))


@pytest.fixture
def tab(window, panel, ma, quill):
    window.bench.active.choose_patient(quill)
    QTest.keyClick(window, Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    found = panel("patient_chart").tab["notes"]
    assert QApplication.focusWidget() is found.form.text
    return found


def rows(patient: int) -> list[ClinicalNote]:
    return list(ClinicalNote.select().where(ClinicalNote.patient == patient).order_by(ClinicalNote.id))


def test_a_note_is_typed_and_signed_by_keys(window, tab, quill: int) -> None:
    QTest.keyClicks(tab.form.text, "Told to rest")
    QTest.keyClick(tab.form.text, Key.Key_Return, ALT)
    (row,) = rows(quill)
    assert (row.text, row.status, row.cosign) == ("Told to rest", "final", "waiting")
    assert tab.form.text.toPlainText() == ""
    assert tab.list.lines[0].tag == "waits for the provider"


def test_an_empty_note_says_so_and_is_not_saved(window, panel, tab, quill: int) -> None:
    QTest.keyClick(tab.form.text, Key.Key_Return, CTRL)
    assert "empty note" in panel("patient_chart").widget().notice.label.text()
    assert rows(quill) == []


def test_a_time_that_is_none_keeps_every_word(window, panel, tab, quill: int) -> None:
    QTest.keyClicks(tab.form.text, "Fell")
    tab.form.about.setText("noonish or so")
    QTest.keyClick(tab.form.text, Key.Key_Return, CTRL)
    assert "Type a time" in panel("patient_chart").widget().notice.label.text()
    assert tab.form.text.toPlainText() == "Fell"
    assert rows(quill) == []


@pytest.mark.parametrize(
    ("typed", "hours"), [("9:30", 0.1667), ("yesterday 16:00", 17.667), ("11/20 16:00", 65.667)]
)
def test_when_it_happened(window, tab, quill: int, typed: str, hours: float) -> None:
    tab.form.about.setText(typed)
    QTest.keyClicks(tab.form.text, "Called back")
    QTest.keyClick(tab.form.text, Key.Key_Return, CTRL)
    (row,) = rows(quill)
    about: datetime = row.about_at
    assert window.bench.desk.now() - about == pytest.approx(timedelta(hours=hours), abs=timedelta(minutes=1))
    assert row.late is (hours > 4)
    assert ("late entry" in tab.list.lines[0].detail) is (hours > 4)


def test_enter_changes_an_unsigned_note_and_adds_to_a_signed_one(window, tab, quill: int) -> None:
    QTest.keyClicks(tab.form.text, "Frist")
    QTest.keyClick(tab.form.text, Key.Key_Return, CTRL)
    tab.list.setFocus()
    tab.list.setCurrentIndex(tab.list.model().index(0, 0))
    QTest.keyClick(tab.list, Key.Key_Return)
    assert tab.form.text.toPlainText() == "Frist"
    assert tab.form.target.isVisible()
    tab.form.text.selectAll()
    QTest.keyClicks(tab.form.text, "First")
    QTest.keyClick(tab.form.text, Key.Key_Return, ALT)
    (row,) = rows(quill)
    assert (row.text, row.status) == ("First", "final")
    tab.list.setCurrentIndex(tab.list.model().index(0, 0))
    QTest.keyClick(tab.list, Key.Key_Return)
    assert "adding to" in tab.form.target.words.text()
    QTest.keyClicks(tab.form.text, "And more")
    QTest.keyClick(tab.form.text, Key.Key_Return, ALT)
    assert [(r.text, r.amends) for r in rows(quill)] == [("First", None), ("And more", row.id)]
    assert [line.title for line in tab.list.lines] == ["Visit note", "Added to it"]


def test_another_patient_does_not_get_the_half_typed_note_and_it_waits(
    window, panel, tab, quill: int
) -> None:
    QTest.keyClicks(tab.form.text, "Half a sen")
    tab.draft.flush()
    other = Encounter.get(Encounter.stage == "provider")
    window.bench.active.choose_patient(other.patient_id, other.id)
    assert tab.form.text.toPlainText() == ""
    window.bench.active.choose_patient(quill)
    assert tab.form.text.toPlainText() == "Half a sen"


def test_a_half_typed_addendum_comes_back_as_one(window, tab, quill: int) -> None:
    note = write_note(window.bench.desk, quill, "Signed words")
    sign_note(window.bench.desk, note)
    tab.form.add_to(next(n for n in tab.notes if n.note_id == note))
    QTest.keyClicks(tab.form.text, "more")
    tab.draft.flush()
    window.bench.active.choose_patient(Encounter.get(Encounter.stage == "provider").patient_id)
    assert tab.form.target.chosen == {}
    window.bench.active.choose_patient(quill)
    assert tab.form.target.chosen["amends"] == note


def test_the_providers_words_come_back_with_the_note(window, tab, provider, quill: int) -> None:
    note = write_note(window.bench.desk, quill, "BP taken")
    sign_note(window.bench.desk, note)
    return_note(provider, note, "which arm?")
    assert tab.list.lines[0].tag == "came back: which arm?"
    tab.list.setCurrentIndex(tab.list.model().index(0, 0))
    QTest.keyClick(tab.list, Key.Key_Return)
    assert "which arm?" in tab.form.target.words.text()


def test_the_list_to_sign_asks_for_the_provider(window, panel, dialog, tab, quill: int) -> None:
    note = write_note(window.bench.desk, quill, "Needs a look", kind="phone")
    sign_note(window.bench.desk, note)
    QTest.keyClick(window, Key.Key_Y, CTRL | Qt.KeyboardModifier.ShiftModifier)
    waiting = panel("to_sign")
    place = next(n for n, one in enumerate(waiting.list.rows.rows) if one.row == note and one.kind == "note")
    waiting.list.selectRow(place)
    assert "Needs a look" in waiting.text.text()
    born = Patient.get_by_id(quill).birth_date
    assert f"born {born:%m/%d/%Y}" in waiting.what.text(), "two identifiers before anybody signs"
    waiting.list.setFocus()
    QTest.keyClick(waiting.list, Key.Key_R)
    dialog(AskReason).reject()
    QTest.keyClick(waiting.list, Key.Key_S)
    asked = dialog(SignInPlace)
    assert ClinicalNote.get_by_id(note).cosign == "waiting", "nobody signed in yet"
    asked.reject()
    QTest.keyClick(waiting.list, Key.Key_O)
    assert window.bench.focus.patient_id == quill


def test_a_provider_at_the_desk_signs_with_one_key(window, panel, tab, provider, quill: int) -> None:
    note = write_note(window.bench.desk, quill, "Needs a look", kind="phone")
    sign_note(window.bench.desk, note)
    window.bench.sit_down(provider)
    window.raise_panel("to_sign")
    waiting = panel("to_sign")
    waiting.list.selectRow(
        next(n for n, one in enumerate(waiting.list.rows.rows) if one.row == note and one.kind == "note")
    )
    waiting.list.setFocus()
    QTest.keyClick(waiting.list, Key.Key_S)
    row = ClinicalNote.get_by_id(note)
    assert (row.cosign, row.cosigned_by) == ("done", provider.worker.user_id)
    assert not any(one.row == note and one.kind == "note" for one in waiting.list.rows.rows)
    with pytest.raises(Exception, match="does not wait"):
        cosign_note(provider, note)


def test_changed_lists_are_shown_entry_by_entry_before_they_are_signed(
    window, panel, dialog, tab, provider, quill: int
) -> None:
    allergy = add_allergy(window.bench.desk, quill, substance="Latex")
    window.bench.sit_down(provider)
    window.raise_panel("to_sign")
    waiting = panel("to_sign")
    waiting.list.selectRow(
        next(n for n, one in enumerate(waiting.list.rows.rows) if (one.kind, one.row) == ("lists", quill))
    )
    waiting.list.setFocus()
    QTest.keyClick(waiting.list, Key.Key_S)
    shown = dialog(ConfirmEntries)
    assert shown.who.startswith("Quill, Zander, born 03/14/1968")
    assert [row.data.what for row in shown.rows.shown] == ["Allergies: Latex"]
    assert AllergyIntolerance.get_by_id(allergy).verification_status == "unconfirmed", (
        "nothing is signed unseen"
    )
    shown.accept()
    assert AllergyIntolerance.get_by_id(allergy).verification_status == "confirmed"
