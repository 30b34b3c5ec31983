"""A press too many: the second one comes before the first was answered, or falls on somebody else's line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, PaymentNotice
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.widgets.row_list import ListColumn, RowList
from tests.views.panels.test_late_answers import SlowAnswers, panel, slow

__all__ = ["panel", "slow"]

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def board(slow, panel):
    slow[0].workspace.raise_panel("flow_board")
    return panel("flow_board")


def on_the_sheet(board, stage: Stage):
    card = next(t.card for t in board.tiles if t.card.stage is stage)
    board.open_side(card)
    return board.side


def paid(encounter: int) -> int:
    return PaymentNotice.standing().where(PaymentNotice.encounter == encounter).count()


def test_the_copay_beside_the_board_is_taken_once(slow, board) -> None:
    tasks: SlowAnswers = slow[1]
    sheet = on_the_sheet(board, Stage.ARRIVED)
    visit, before = sheet.visit.encounter_id, paid(sheet.visit.encounter_id)
    sheet.money.amount.setText("25.00")
    sheet.money.method.setCurrentIndex(sheet.money.method.findData("cash"))
    tasks.holding = True
    sheet.take_copay()
    sheet.take_copay()
    tasks.release()
    assert paid(visit) == before + 1


def test_equal_money_after_the_first_was_answered_is_another_payment(slow, board) -> None:
    sheet = on_the_sheet(board, Stage.ARRIVED)
    visit, before = sheet.visit.encounter_id, paid(sheet.visit.encounter_id)
    for _time in range(2):
        sheet.money.amount.setText("25.00")
        sheet.money.method.setCurrentIndex(sheet.money.method.findData("cash"))
        sheet.take_copay()
    assert paid(visit) == before + 2


def test_the_copay_in_the_billing_panel_is_taken_once(slow, panel) -> None:
    window, tasks = slow
    visit = Encounter.get(Encounter.stage == "checkout")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    window.workspace.raise_panel("billing")
    billing, before = panel("billing"), paid(visit.id)
    billing.amount.setText("25.00")
    billing.method.setCurrentIndex(billing.method.findData("cash"))
    tasks.holding = True
    billing.take_copay()
    billing.take_copay()  # the bill may be read anew already, and calls the same money a balance
    assert paid(visit.id) == before + 1


def test_a_held_key_moves_a_visit_one_stage(slow, board) -> None:
    sheet = on_the_sheet(board, Stage.READY)
    visit = sheet.visit.encounter_id
    sheet.next_button.setFocus()
    for again in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, ALT, "\r", again)
        QApplication.sendEvent(sheet, press)
    assert Encounter.get_by_id(visit).stage == "provider"


def test_a_second_press_does_not_fall_on_the_line_that_moved_up(qtbot) -> None:
    lines, done = RowList("Lines", (ListColumn("Name", str),), lambda row: row), []
    qtbot.addWidget(lines)
    lines.set(("Ann", "Bea", "Cem"))

    def act() -> None:
        done.append(lines.current())
        lines.set(tuple(row for row in lines.rows.rows if row != done[-1]))

    lines.keys = {"A": act, "B": act}
    QTest.keyClick(lines, Key.Key_A)
    QTest.keyClick(lines, Key.Key_A)
    assert done == ["Ann"]
    QTest.keyClick(lines, Key.Key_B)
    assert done == ["Ann", "Bea"], "another letter is meant"
    qtbot.wait(700)
    QTest.keyClick(lines, Key.Key_B)
    assert done == ["Ann", "Bea", "Cem"], "and so is the same one after a while"


def test_a_held_letter_acts_once(qtbot) -> None:
    lines, done = RowList("Lines", (ListColumn("Name", str),), lambda row: row), []
    qtbot.addWidget(lines)
    lines.set(("Ann", "Bea"))
    lines.keys = {"A": lambda: done.append(lines.current())}
    for again in (False, True, True):
        QApplication.sendEvent(
            lines, QKeyEvent(QEvent.Type.KeyPress, Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", again)
        )
    assert done == ["Ann"]


def test_the_key_that_opened_a_question_does_not_answer_it(slow, qtbot) -> None:
    said: list[str] = []
    question = AskReason(slow[0].bench, "Take off?", "", said.append, choices=("moved away",), parent=slow[0])
    question.open()
    question.reason.setCurrentText("moved away")
    for again in (True, True, False):
        assert said == []
        press = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", again)
        QApplication.sendEvent(question, press)
    assert said == ["moved away"]


def test_words_half_typed_for_one_question_do_not_answer_another(slow) -> None:
    """A crash left them; the next question may be about somebody else."""

    def ask(title: str) -> AskReason:
        question = AskReason(slow[0].bench, title, "", lambda _said: None, parent=slow[0])
        question.open()
        return question

    first = ask("Take Roe, Ann off the waiting list?")
    QTest.keyClicks(first.reason.lineEdit(), "moved to Dayton")
    first.leave()
    other = ask("Back to “Roomed”?")
    assert other.reason.currentText() == ""
    other.leave()
    nobody, visit = slow[0].bench.focus, Encounter.get(Encounter.stage == "roomed")
    slow[0].bench.active.choose_patient(visit.patient_id, visit.id)
    assert ask("Take Roe, Ann off the waiting list?").reason.currentText() == "", (
        "the same question about another"
    )
    slow[0].findChildren(AskReason)[-1].leave()
    slow[0].bench.active.close_patient()
    assert slow[0].bench.focus == nobody
    again = ask("Take Roe, Ann off the waiting list?")
    assert again.reason.currentText() == "moved to Dayton"
    again.reject()
