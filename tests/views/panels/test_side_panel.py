"""The side panel of a card: keys and clicks on real widgets, drafts, the wrong-patient guard, the checks of the vital signs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, Observation, ServiceRequest, Task
from ma_desktop.services.practice.drafts import draft_of
from ma_desktop.services.visit.side_panel import side_panel

Key, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def board(panel, window):
    window.workspace.raise_panel("flow_board")
    return panel("flow_board")


def tile(board, stage: Stage):
    return next(t for t in board.tiles if t.card.stage is stage)


def opened(board, stage: Stage):
    """The sheet of a card of that stage, opened by its arrow key."""
    card = tile(board, stage)
    card.setFocus()
    QTest.keyClick(card, Key.Key_Right)
    assert board.side.isVisible()
    return board.side


def press(key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_arrow_enter_and_click_open_it_and_esc_returns_to_the_card(window, board, qtbot) -> None:
    ready = tile(board, Stage.READY)
    for way in (
        lambda: QTest.keyClick(ready, Key.Key_Right),
        lambda: QTest.keyClick(ready, Key.Key_Return),
        lambda: qtbot.mouseClick(ready.arrow, Qt.MouseButton.LeftButton),
    ):
        way()
        assert board.side.isVisible()
        assert board.side.visit.encounter_id == ready.card.encounter_id
        assert window.bench.focus.patient_id == ready.card.patient_id
        press(Key.Key_Escape)
        assert not board.side.isVisible()
        assert tile(board, Stage.READY).hasFocus()


def test_it_says_whose_visit_it_is_with_birth_date_and_allergies(board, desk) -> None:
    sheet = opened(board, Stage.VITALS)
    who = side_panel(desk, sheet.visit.encounter_id).who
    assert sheet.who.words.text() == f"{who.name} · born {who.birth_date:%m/%d/%Y}"
    chips = [chip.text() for chip in sheet.chips.chips]
    assert set(who.allergies) <= set(chips)
    assert who.allergies


def test_another_patient_closes_it_and_nothing_half_typed_is_lost(window, board, desk) -> None:
    sheet = opened(board, Stage.VITALS)
    visit, patient = sheet.visit.encounter_id, sheet.visit.patient_id
    field = sheet.vitals.rows["blood_pressure.2"].input
    assert field.hasFocus(), "the second pressure is what is missing"
    QTest.keyClicks(field, "148/9")
    other = tile(board, Stage.READY).card
    window.bench.active.choose_patient(other.patient_id, other.encounter_id)
    assert not sheet.isVisible(), "the sheet never stands over another patient's chart"
    assert field.text() == ""
    assert draft_of(desk, "board_side", patient, visit).fields == {"vital.blood_pressure.2": "148/9"}
    again = opened(board, Stage.VITALS)
    assert again.vitals.rows["blood_pressure.2"].input.text() == "148/9"


def test_another_card_takes_the_sheet_along(window, board, qtbot) -> None:
    sheet = opened(board, Stage.VITALS)
    QTest.keyClicks(sheet.vitals.rows["blood_pressure.2"].input, "14")
    qtbot.mouseClick(tile(board, Stage.READY), Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    assert sheet.visit.stage is Stage.READY
    assert window.bench.focus.encounter_id == sheet.visit.encounter_id
    assert sheet.vitals.rows["blood_pressure.2"].input.text() == ""


def test_the_letters_answer_on_the_sheet_and_not_in_the_chart_behind(board) -> None:
    sheet = opened(board, Stage.VITALS)
    need = next(need for need in sheet.visit.needs if need.missing and need.key == "allergies")
    assert need.hint == "A"
    sheet.next_button.setFocus()
    press(Key.Key_A, ALT)
    assert QApplication.activeModalWidget() is None, "the chart's dialog stays shut"
    assert "allergies" not in {need.key for need in sheet.visit.needs if need.missing}


def test_vitals_are_refused_asked_and_told_as_in_the_panel(board) -> None:
    sheet = opened(board, Stage.ROOMED)
    visit = sheet.visit.encounter_id
    pulse = sheet.vitals.rows["pulse"].input
    mine = Observation.standing().where(Observation.encounter == visit)
    before = mine.count()
    QTest.keyClicks(pulse, "7600")
    press(Key.Key_Return, CTRL)
    assert "cannot be right" in sheet.notice_line.sentence
    assert pulse.hasFocus()
    pulse.clear()
    QTest.keyClicks(pulse, "149")
    press(Key.Key_Return, CTRL)
    assert "Save again" in sheet.notice_line.sentence
    assert mine.count() == before
    press(Key.Key_Return, CTRL)
    row = mine.where(Observation.code == "8867-4").get()
    assert row.value == 149
    assert row.asked["answer"] == ["right"]
    assert Encounter.get_by_id(visit).stage == "vitals"


def test_an_alert_stays_on_the_sheet_until_the_provider_answers(board) -> None:
    sheet = opened(board, Stage.ROOMED)
    visit = sheet.visit.encounter_id
    spo2 = sheet.vitals.rows["spo2"].input
    QTest.keyClicks(spo2, "84")
    for _turn in range(2):
        press(Key.Key_Return, CTRL)
    assert "Tell the provider now" in sheet.notice_line.sentence
    assert Task.select().where(Task.encounter == visit, Task.kind == "vital-alert").exists()
    assert sheet.alerts.isVisible()


def test_orders_are_ticked_off_on_the_sheet(board) -> None:
    sheet = opened(board, Stage.VITALS)
    order = next(line for line in sheet.orders.orders if line.state == "open")
    sheet.orders.checklist.buttons[str(order.order_id)].click()
    assert ServiceRequest.get_by_id(order.order_id).status == "completed"
    assert [line.state for line in sheet.orders.orders if line.order_id == order.order_id] == ["done"]


def test_tab_stays_on_the_sheet(board) -> None:
    sheet = opened(board, Stage.VITALS)
    seen = set()
    for _turn in range(40):
        press(Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
        seen.add(QApplication.focusWidget())
    assert {sheet.next_button, sheet.print_button, sheet.close_button, sheet.allergies.same} <= seen


def test_something_missing_is_asked_about_before_ready(board, dialog) -> None:
    from ma_desktop.views.dialogs.ask_reason import AskReason

    sheet = opened(board, Stage.VITALS)
    press(Key.Key_Return, ALT)
    ask = dialog(AskReason)
    ask.reason.setCurrentText("patient declined")
    ask.accept()
    assert Encounter.get_by_id(sheet.visit.encounter_id).stage == "ready"


def test_ctrl_j_opens_it_for_the_visit_on_the_screen(window, board) -> None:
    card = tile(board, Stage.ROOMED).card
    window.bench.active.choose_patient(card.patient_id, card.encounter_id)
    QTest.keyClick(window, Key.Key_J, CTRL)
    assert board.side.isVisible()
    assert board.side.visit.encounter_id == card.encounter_id


def test_a_visit_that_is_gone_has_no_side_panel(desk) -> None:
    assert side_panel(desk, 10**9) is None


def test_what_was_typed_before_a_repaint_stays_in_the_draft_with_what_is_typed_after_it(
    window, panel, desk
) -> None:
    """A change elsewhere paints the panel anew between two fields; a crash then must bring both back."""
    visit = Encounter.get(Encounter.stage == "roomed")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    vitals = panel("vitals")
    QTest.keyClicks(vitals.rows["pulse"].input, "72")
    vitals.refresh()
    QTest.keyClicks(vitals.rows["spo2"].input, "98")
    vitals.draft.flush()
    kept = draft_of(desk, "vitals", visit.patient_id, visit.id).fields
    assert kept == {"vital.pulse": "72", "vital.spo2": "98"}


def test_labels_and_receipt_are_printed_from_the_sheet(board, dialog, pick) -> None:
    from ma_desktop.views.dialogs.preview import Preview

    sheet = opened(board, Stage.VITALS)
    sheet.print_button.click()
    menu = QApplication.activePopupWidget()
    grayed = {action.text() for action in menu.actions() if not action.isEnabled()}
    assert "Receipt" in grayed, "nothing was paid yet"
    pick("Labels: name and birth date")
    preview = dialog(Preview)
    assert preview.page.kind == "patient-labels"
    preview.reject()
    assert sheet.isVisible()
    sheet.money.method.setFocus()
    press(Key.Key_Down)
    press(Key.Key_Return)
    sheet.print_button.click()
    pick("Receipt")
    assert dialog(Preview).page.kind == "receipt"


def test_a_letter_with_alt_acts_from_a_vital_field_and_is_not_typed(window, board) -> None:
    sheet = opened(board, Stage.ROOMED)
    field = next(row.input for row in sheet.vitals.rows.values() if row.shown and row.input.isVisible())
    field.setFocus()
    assert any(need.key == "coverage" and need.missing for need in sheet.visit.needs)
    press(Key.Key_G, ALT)
    assert not any(need.key == "coverage" and need.missing for need in sheet.visit.needs)
    assert field.text() == ""
    field.setFocus()
    QTest.keyClicks(field, "98")
    assert field.text() == "98", "letters and digits without Alt are typed as ever"


def test_the_key_of_the_vitals_goes_to_the_value_that_cannot_be_right(window, board) -> None:
    sheet = opened(board, Stage.ROOMED)
    pulse = sheet.vitals.rows["pulse"].input
    pulse.setFocus()
    QTest.keyClicks(pulse, "98.2")
    press(Key.Key_Return, CTRL)
    sheet.vitals.save_button.setFocus()
    press(Key.Key_V, ALT)
    assert pulse.hasFocus()
    assert pulse.text() == "98.2"
