"""The chart's Summary and Timeline tabs, and what the lock does to a half-typed form of the real window."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Encounter, Observation
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
from tests.conftest import PASSWORD

Key, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def nobody_knows(window) -> int:
    """A patient who was registered a minute ago."""
    return register_patient(
        window.bench.desk, NewPatient(family="Quill", given="Zander", birth_date=date(1968, 3, 14))
    )


def test_an_empty_summary_says_what_to_do_and_does_it(window, panel, dialog, nobody_knows: int) -> None:
    chart = panel("patient_chart")
    window.bench.active.choose_patient(nobody_knows)
    chart.tabs.setCurrentIndex(1)
    tab = chart.tab["summary"]
    for card in (tab.allergies, tab.problems, tab.medicines, tab.visits, tab.contact, tab.vitals, tab.shots):
        assert card._nothing.isVisible(), card.title.text()
        assert card._nothing.text()
    assert "Nobody asked yet" in tab.allergies._nothing.text()
    QTest.mouseClick(tab.allergies.press, Qt.MouseButton.LeftButton)
    dialog(ReviewAllergies).reject()
    QTest.mouseClick(tab.visits.press, Qt.MouseButton.LeftButton)
    book = dialog(Book)
    assert book.patient_id == nobody_knows
    book.reject()


def test_nothing_of_the_patient_before_stays_in_the_summary(window, panel, nobody_knows: int) -> None:
    chart = panel("patient_chart")
    chart.tabs.setCurrentIndex(1)
    known = Encounter.get(Encounter.stage == "provider")
    window.bench.active.choose_patient(known.patient_id, known.id)
    assert any(line.what.text() for line in chart.tab["summary"].contact._lines)
    window.bench.active.choose_patient(nobody_knows)
    assert [line.what.text() for line in chart.tab["summary"].contact._lines if line.what.text()] == []


def test_the_chart_is_searched_by_words_and_by_kind(window, panel, nobody_knows: int) -> None:
    desk = window.bench.desk
    with desk.work("Results", needs=Permission.RECORD_VITALS) as work:
        for days, value in ((400, 6.8), (10, 7.1)):
            work.insert(
                Observation(
                    patient=nobody_knows, category="laboratory", code="4548-4", display="Hemoglobin A1c", value=value,
                    unit="%", effective_at=work.now - timedelta(days=days), interpretation="H",
                )
            )  # fmt: skip
        work.insert(
            Encounter(
                patient=nobody_knows,
                type_text="Well visit",
                started_at=work.now - timedelta(days=10),
                stage="billed",
            )
        )
    chart = panel("patient_chart")
    tab = chart.tab["timeline"]
    window.bench.active.choose_patient(nobody_knows)
    chart.choose_tab("timeline")
    assert [(line.heading, line.title) for line in tab.timeline.lines] == [
        ("2026", "Well visit"), ("", "Hemoglobin A1c"), ("2025", "Hemoglobin A1c"),
    ]  # fmt: skip
    assert tab.timeline.lines[1].tag == "out of range"
    tab.kind.setFocus()
    QTest.keyClick(tab.kind, Key.Key_F3)
    assert QApplication.focusWidget() is tab.search
    QTest.keyClicks(tab.search, "hemo 2025")
    assert [line.detail for line in tab.timeline.lines] == ["6.8%"]
    assert tab.count.text() == "1 entry"
    QTest.keyClicks(tab.search, " nothing")
    assert tab.stack.currentWidget() is tab.no_match
    QTest.keyClick(tab.search, Key.Key_Escape)
    assert tab.search.text() == ""
    tab.kind.setCurrentIndex(tab.kind.findData("visit"))
    assert [line.title for line in tab.timeline.lines] == ["Well visit"]
    QTest.keyClick(tab.search, Key.Key_Down)
    assert QApplication.focusWidget() is tab.timeline
    other = Encounter.get(Encounter.stage == "provider")
    tab.search.setText("hemo")
    window.bench.active.choose_patient(other.patient_id, other.id)
    assert tab.search.text() == "", "the search belonged to the patient before"
    window.bench.active.choose_patient(nobody_knows)
    assert tab.kind.currentData() == ""


def test_an_empty_timeline_says_so(window, panel, nobody_knows: int) -> None:
    chart = panel("patient_chart")
    window.bench.active.choose_patient(nobody_knows)
    chart.choose_tab("timeline")
    assert chart.tab["timeline"].stack.currentWidget() is chart.tab["timeline"].nothing


def _vital(panel) -> QWidget:
    return panel("vitals").entries["blood_pressure"].input


def _reason(panel) -> QWidget:
    tab = panel("patient_chart").visit_tab
    QTest.mouseClick(tab.reason_card.quote, Qt.MouseButton.LeftButton)
    return tab.reason


def _plan(panel) -> QWidget:
    return panel("patient_chart").visit_tab.plan


def _amount(panel) -> QWidget:
    return panel("billing").amount


def text_and_cursor(field) -> tuple[str, int]:
    if hasattr(field, "cursorPosition"):
        return field.text(), field.cursorPosition()
    return field.toPlainText(), field.textCursor().position()


@pytest.mark.parametrize(
    ("stage", "perspective", "find", "words"),
    [
        ("roomed", "rooming", _vital, "132"),
        ("roomed", "rooming", _reason, "My head hurts"),
        ("provider", "rooming", _plan, "Rest and fluids"),
        ("checkout", "checkout", _amount, "25"),
    ],
)  # fmt: skip
def test_the_lock_in_the_middle_of_typing_gives_back_field_text_and_cursor(
    window, panel, qtbot, stage: str, perspective: str, find, words: str
) -> None:
    visit = Encounter.get(Encounter.stage == stage)
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    window.choose_perspective(perspective)
    field = find(panel)
    field.setFocus()
    QTest.keyClick(field, Key.Key_A, CTRL)
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Key.Key_Left)
    before = text_and_cursor(field)
    assert before == (words, len(words) - 1)
    floated = window.workspace.docks["vitals"]
    floated.setFloating(True)
    floated.show()
    field.window().activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=2000)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_L, CTRL)
    assert window.locked
    assert not field.isVisible()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window] == []
    QTest.keyClicks(window.lock_page.secret, PASSWORD)
    QTest.keyClick(window.lock_page.secret, Key.Key_Return)
    assert not window.locked
    assert floated.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field, timeout=2000)
    assert text_and_cursor(field) == before
    QTest.keyClicks(QApplication.focusWidget(), "9")
    assert text_and_cursor(field)[0] == words[:-1] + "9" + words[-1]
    floated.setFloating(False)
