"""The History tab: lines typed and saved by keys, what was not understood goes to the form, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from ma_desktop.models import Consent, Encounter, FamilyMemberHistory, Observation, ReviewedList
from ma_desktop.services.practice.drafts import draft_of
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.history_changes import ShowChanges
from ma_desktop.views.dialogs.history_entry import HistoryEntry

Key, ALT, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier  # fmt: skip


@pytest.fixture
def tab(window, panel):
    visit = Encounter.get((Encounter.stage == "roomed") & (Encounter.import_run.is_null()))
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    chart = panel("patient_chart")
    chart.choose_tab("history")
    return chart.tab["history"]


def type_line(tab, section: str, text: str) -> QLineEdit:
    line = tab.cards[section].line
    line.setFocus()
    QTest.keyClicks(line, text)
    return line


def test_the_third_tab_is_the_history(window, panel, tab) -> None:
    tabs = panel("patient_chart").tabs
    assert [tabs.widget(n).NAME for n in range(3)] == ["visit", "summary", "history"]
    assert tabs.widget(tabs.count() - 1).NAME == "timeline"


def test_a_line_says_what_it_understood_and_enter_keeps_it(window, tab) -> None:
    line = type_line(tab, "past", "appendectomy 2009")
    card = tab.cards["past"]
    assert card.preview.isVisible()
    assert card.preview.text() == "What: Appendectomy · Kind: operation · When: 2009"
    QTest.keyClick(line, Key.Key_Return)
    assert line.text() == ""
    assert QApplication.focusWidget() is line, "ready for the next line"
    assert [row.data.what for row in card.rows.shown] == ["Appendectomy"]
    assert card.rows.shown[0].data.chips == (("unconfirmed", "warn"),)
    assert draft_of(window.bench.desk, "chart.history", tab.focus.patient_id, tab.focus.encounter_id) is None


def test_what_was_not_understood_goes_to_the_form_with_what_was(tab, dialog) -> None:
    line = type_line(tab, "tobacco", "1 ppd 20 y blue")
    card = tab.cards["tobacco"]
    assert card.preview.property("tone") == "warn"
    QTest.keyClick(line, Key.Key_Return)
    assert (
        Observation.select()
        .where((Observation.code == "72166-2") & (Observation.patient == tab.focus.patient_id))
        .count()
        == 0
    )
    form = dialog(HistoryEntry)
    assert form.form.values()["packs_per_day"] == "1"
    assert "20 pack-years" in form.computed.text()
    years = form.form.widgets["years"]
    years.setFocus()
    years.selectAll()
    QTest.keyClicks(years, "10")
    assert "10 pack-years" in form.computed.text()
    QTest.keyClick(years, Key.Key_Return)
    assert [row.data.detail for row in card.rows.shown] == [
        "cigarettes · 1 pack a day · 10 years · 10 pack-years"
    ]
    assert line.text() == ""


def test_typing_on_is_not_wiped_by_the_answer_to_the_line_before(tab) -> None:
    card = tab.cards["past"]
    type_line(tab, "past", "hernia repair 2011")
    card.saved("appendectomy 2009")
    assert card.line.text() == "hernia repair 2011"


def test_a_row_is_changed_and_taken_off_by_keys(tab, dialog, qtbot) -> None:
    for text in ("mother breast ca 52", "dad mi 60"):
        QTest.keyClick(type_line(tab, "family", text), Key.Key_Return)
    rows = tab.cards["family"].rows
    rows.shown[0].setFocus()
    assert rows.hint.isVisible()
    QTest.keyClick(rows.shown[0], Key.Key_Down)
    assert rows.shown[1].hasFocus()
    QTest.keyClick(rows.shown[1], Key.Key_Return)
    form = dialog(HistoryEntry)
    assert form.form.values()["display"] == "Breast cancer"
    age = form.form.widgets["age"]
    age.setFocus()
    age.selectAll()
    QTest.keyClicks(age, "54")
    QTest.keyClick(age, Key.Key_Return)
    row = FamilyMemberHistory.get(FamilyMemberHistory.display == "Breast cancer")
    assert (row.onset_age, row.version) == (54, 2)
    qtbot.waitUntil(lambda: not form.isVisible())
    rows.shown[1].setFocus()
    QTest.keyClick(rows.shown[1], Key.Key_Delete)
    ask = dialog(AskReason)
    edit = ask.reason.lineEdit()
    QTest.keyClicks(edit, "wrong patient")
    QTest.keyClick(edit, Key.Key_Return)
    assert [each.data.what for each in rows.shown] == ["Father: Heart attack"]
    assert FamilyMemberHistory.get_by_id(row.id).error_reason == "wrong patient"


def test_one_key_says_that_nothing_changed_but_not_over_half_typed_lines(window, panel, tab) -> None:
    line = type_line(tab, "past", "append")
    QTest.keyClick(line, Key.Key_B, ALT)
    assert (
        ReviewedList.select()
        .where((ReviewedList.code == "history") & (ReviewedList.encounter == tab.focus.encounter_id))
        .count()
        == 0
    )
    assert "Half-typed" in panel("patient_chart").widget().notice.label.text()
    line.clear()
    QTest.keyClick(line, Key.Key_B, ALT)
    row = ReviewedList.get(
        (ReviewedList.code == "history") & (ReviewedList.encounter == tab.focus.encounter_id)
    )
    assert row.outcome == "no-change"
    assert tab.reviewed.text() == "Reviewed Nov 23, 2026 by Ada R."


def test_a_section_is_reviewed_alone_and_says_whether_it_changed(tab) -> None:
    line = type_line(tab, "implants", "pacemaker left chest 2019")
    QTest.keyClick(line, Key.Key_Return)
    QTest.keyClick(line, Key.Key_Return, CTRL)
    row = ReviewedList.get(
        (ReviewedList.code == "implants") & (ReviewedList.encounter == tab.focus.encounter_id)
    )
    assert row.outcome == "changed"
    assert tab.cards["implants"].reviewed.text() == "Reviewed Nov 23, 2026 by Ada R."
    assert tab.cards["family"].reviewed.text() == ""


def test_an_implant_warns_on_the_banner(panel, tab) -> None:
    QTest.keyClick(type_line(tab, "implants", "pacemaker left chest 2019"), Key.Key_Return)
    chips = [chip.text() for chip in panel("patient_chart").banner._chips.chips]
    assert "Pacemaker (left chest)" in chips


def test_problems_are_found_as_in_billing(tab, qtbot) -> None:
    line = type_line(tab, "problems", "g43.909")
    card = tab.cards["problems"]
    qtbot.waitUntil(lambda: card.found.isVisible(), timeout=20000)
    QTest.keyClick(line, Key.Key_Return)
    assert any("Migraine" in row.data.what for row in card.rows.shown)


def test_a_half_typed_line_and_form_come_back(window, tab, dialog) -> None:
    line = type_line(tab, "past", "gallblad")
    QTest.keyClick(line, Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    form = dialog(HistoryEntry)
    note = form.form.widgets["note"]
    note.setFocus()
    QTest.keyClicks(note, "in Ohio")
    form.leave()
    tab.draft.flush()
    desk, focus = window.bench.desk, tab.focus
    assert draft_of(desk, "chart.history", focus.patient_id, focus.encounter_id).fields == {
        "line.past": "gallblad"
    }
    tab.open_form("past", {})
    again = dialog(HistoryEntry)
    assert again.form.values()["note"] == "in Ohio"
    assert again.form.values()["display"] == "Gallblad"
    assert again.form.focusProxy() is again.form.widgets["note"]


def test_what_changed_is_shown(tab, dialog) -> None:
    QTest.keyClick(type_line(tab, "past", "appendectomy 2009"), Key.Key_Return)
    QTest.keyClick(tab.cards["past"].line, Key.Key_H, ALT | SHIFT)
    shown = dialog(ShowChanges)
    assert ("added", "Appendectomy") in [(change.kind, change.what) for change in shown.read.changes]


def test_a_choice_without_an_answer_is_refused_in_the_form(tab, dialog) -> None:
    QTest.keyClick(tab.cards["directives"].line, Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    tab.cards["directives"].form_button.click()
    form = dialog(HistoryEntry)
    assert isinstance(form.form.widgets["kind"], QComboBox)
    form.accept()
    assert form.isVisible()
    assert "missing" in form.notice_line.label.text()
    assert (
        Consent.select()
        .where((Consent.kind == "living-will") & (Consent.patient == tab.focus.patient_id))
        .count()
        == 0
    )


def test_the_draft_of_one_entry_does_not_fill_another(tab, dialog) -> None:
    for text in ("mother breast ca 52", "dad mi 60"):
        QTest.keyClick(type_line(tab, "family", text), Key.Key_Return)
    first, second = tab.cards["family"].rows.shown
    QTest.keyClick(first, Key.Key_Return)
    form = dialog(HistoryEntry)
    QTest.keyClicks(form.form.widgets["note"], "bypass")
    form.leave()
    QTest.keyClick(second, Key.Key_Return)
    other = dialog(HistoryEntry)
    assert other.form.about == second.data.key
    assert (other.form.values()["note"], other.form.values()["display"]) == ("", "Breast cancer")
