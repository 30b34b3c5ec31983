"""The window by real clicks and keys, at once and on threads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton
from pytestqt.exceptions import capture_exceptions

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AuditEvent, Draft, Setting, Task
from ma_desktop.services.desk import Change
from ma_desktop.services.practice.layout import layout
from ma_desktop.views import theme

Key = Qt.Key
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_the_title_never_names_a_patient(inline) -> None:
    inline.bench.active.choose_patient(1)
    assert inline.window.windowTitle() == "MA Desktop"


def test_perspectives_by_key_and_by_click(inline) -> None:
    window, right = inline.window, inline.panel("right")
    assert right.visible()
    QTest.keyClick(window, Key.Key_1, CTRL)
    assert not right.visible()
    assert inline.panel("left").visible()
    inline.qtbot.mouseClick(window.bar.segments.button(1), Qt.MouseButton.LeftButton)
    assert right.visible()
    assert window.workspace.key == "rooming"


def test_docks_stand_under_each_other_or_behind_each_other(inline) -> None:
    window = inline.window
    docks = window.workspace.docks
    assert not window.workspace.tabifiedDockWidgets(docks["left"])
    window.resize(1366, 768)
    inline.qtbot.waitUntil(lambda: docks["below"] in window.workspace.tabifiedDockWidgets(docks["left"]))
    window.resize(1600, 950)
    inline.qtbot.waitUntil(lambda: not window.workspace.tabifiedDockWidgets(docks["left"]))


def test_find_by_keys_makes_the_patient_active(inline) -> None:
    window = inline.window
    QTest.keyClick(window, Key.Key_F2)
    QTest.keyClicks(window.bar.find_box, "oka")
    assert window.bar.find_box.popup.isVisible()
    QTest.keyClick(window.bar.find_box, Key.Key_Return)
    assert inline.bench.focus.patient_id == 2
    assert not window.bar.find_box.popup.isVisible()
    assert not window.bar.find_box.text()


def test_find_by_mouse_and_escape(inline) -> None:
    find = inline.window.bar.find_box
    QTest.keyClicks(find, "a")
    item = find.list.visualRect(find.list.rows.index(1)).center()
    inline.qtbot.mouseClick(find.list.viewport(), Qt.MouseButton.LeftButton, pos=item)
    assert inline.bench.focus.patient_id == 2
    QTest.keyClicks(find, "zzz")
    assert "Nobody" in find.list.rows.rows[0].title
    QTest.keyClick(find, Key.Key_Escape)
    assert not find.popup.isVisible()


def test_the_palette_runs_a_command_and_gives_the_keyboard_back(inline) -> None:
    window, field = inline.window, inline.panel("left").field
    field.setFocus()
    QTest.keyClick(window, Key.Key_K, CTRL)
    assert window.palette_box.isVisible()
    QTest.keyClicks(window.palette_box.field, "check")
    QTest.keyClick(window.palette_box.field, Key.Key_Return)
    assert not window.palette_box.isVisible()
    assert window.workspace.key == "checkout"
    QTest.keyClick(window, Key.Key_K, CTRL)
    QTest.keyClicks(window.palette_box.field, "whitf")
    QTest.keyClick(window.palette_box.field, Key.Key_Return)
    assert inline.bench.focus.patient_id == 1


def test_alt_letters_and_f6_move_between_panels(inline) -> None:
    window = inline.window
    QTest.keyClick(window, Key.Key_V, ALT)
    assert window.workspace.focused_panel() is inline.panel("right")
    QTest.keyClick(window, Key.Key_F6)
    assert window.workspace.focused_panel() is inline.panel("bottom")
    QTest.keyClick(window, Key.Key_F6)
    assert window.workspace.focused_panel() is inline.panel("left")
    QTest.keyClick(window, Key.Key_F6, SHIFT)
    assert window.workspace.focused_panel() is inline.panel("bottom")


def test_a_verb_refreshes_who_shows_it_and_leaves_the_others(threaded) -> None:
    left, right = threaded.panel("left"), threaded.panel("right")
    threaded.qtbot.waitUntil(lambda: left.painted and right.painted)
    before = len(right.painted_with)
    left.field.setFocus()
    QTest.keyClicks(left.field, "Call the lab")
    QTest.keyClick(left.field, Key.Key_Return)
    threaded.qtbot.waitUntil(lambda: left.told.text() == "1 tasks")
    threaded.qtbot.waitUntil(lambda: threaded.panel("bottom").told.text() == "1 tasks")
    assert len(right.painted_with) == before


def test_the_initiator_is_told_it_was_itself(threaded) -> None:
    heard = []
    threaded.bench.changed.connect(heard.append)
    left = threaded.panel("left")
    left.field.setText("Call")
    left.save()
    # the watch over the scanner's folder may report first; that change is nobody's
    threaded.qtbot.waitUntil(lambda: any(change.title != "Scanner's folder" for change in heard))
    assert next(change for change in heard if change.title != "Scanner's folder").initiator is left


def test_hidden_panels_read_when_shown(inline) -> None:
    QTest.keyClick(inline.window, Key.Key_1, CTRL)
    right = inline.panel("right")
    painted = len(right.painted_with)
    inline.bench.active.choose_patient(1)
    assert right.stale
    assert len(right.painted_with) == painted
    QTest.keyClick(inline.window, Key.Key_2, CTRL)
    assert not right.stale
    assert right.painted_with[-1][1].patient_id == 1


def test_a_refusal_is_one_sentence_in_the_panel(inline) -> None:
    left = inline.panel("left")
    left.save()
    assert left.widget().notice.sentence == "Say what is to be done."
    left.field.setText("Call")
    left.save()
    assert left.widget().notice.sentence == ""


def test_anything_else_is_a_report_without_values(inline) -> None:
    def broken(_desk: object) -> None:
        int("Whitfield, Dana")

    inline.panel("left").do(broken)
    report = QApplication.activeModalWidget()
    assert isinstance(report, QDialog)
    assert "ValueError" in report.report
    assert "Whitfield" not in report.report
    assert "ma_desktop/views/tasks.py" in report.report
    QTest.keyClick(report, Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_undo_names_its_step_and_spares_text_fields(inline) -> None:
    window, left = inline.window, inline.panel("left")
    left.field.setText("Call the lab")
    left.save()
    assert inline.bench.commands.get("undo").title == "Undo: Add a task"
    left.field.setFocus()
    QTest.keyClicks(left.field, "half")
    QTest.keyClick(left.field, Key.Key_Z, CTRL)
    assert Task.get().error_at is None
    window.bar.lock.setFocus()
    QTest.keyClick(window.bar.lock, Key.Key_Z, CTRL)
    assert Task.get().error_at is not None


def test_the_arrangement_is_remembered_in_the_record(inline) -> None:
    window = inline.window
    window.workspace.docks["below"].close()
    QTest.keyClick(window, Key.Key_3, CTRL)
    QTest.keyClick(window, Key.Key_2, CTRL)
    assert not inline.panel("below").visible()
    window.set_look(theme_name="dark", scale=1.25)
    kept = layout(inline.bench.desk)
    assert kept["theme"] == "dark"
    assert kept["text_size"] == 1.25
    assert "docks.rooming.roomy" in kept
    assert theme.tokens().dark
    entries = AuditEvent.select().where(AuditEvent.action == "preference").count()
    window.set_look()
    assert AuditEvent.select().where(AuditEvent.action == "preference").count() == entries
    assert Setting.select().where(Setting.user == 1).count() == len(kept)


def test_bar_buttons_run_commands(inline) -> None:
    inline.panel("chart").field.setText("Walked in")
    inline.qtbot.mouseClick(inline.window.bar._commands["walk_in"], Qt.MouseButton.LeftButton)
    assert Task.select().count() == 1


def test_a_question_runs_only_on_yes(inline) -> None:
    answered = []
    for yes in (False, True):
        inline.bench.ask(
            "Cancel it?", "The patient is told.", "Cancel the visit", lambda: answered.append(1), "Keep it"
        )
        question = QApplication.activeModalWidget()
        QTest.keyClick(question, Key.Key_Return if yes else Key.Key_Escape)
    assert answered == [1]


def test_the_status_bar_speaks_words(inline) -> None:
    inline.bench.say("Checked in", "ok")
    assert inline.window.status.passing.text() == "Checked in"
    inline.window.idle.tick()
    assert inline.window.status.lock.text().startswith("locks in")


def test_help_opens_for_the_panel_with_the_keyboard(inline) -> None:
    inline.panel("left").field.setFocus()
    QTest.keyClick(inline.window, Key.Key_F1)
    page = QApplication.activeModalWidget()
    assert page.windowTitle() == "Help"
    assert page.text.toPlainText(), "a panel without a page of its own opens the contents"
    QTest.keyClick(page, Key.Key_Escape)


def test_previous_patient(inline) -> None:
    active = inline.bench.active
    active.choose_patient(1, 11)
    active.choose_patient(2)
    QTest.keyClick(inline.window, Key.Key_Left, ALT)
    assert (inline.bench.focus.patient_id, inline.bench.focus.encounter_id) == (1, 11)
    active.choose_day(inline.bench.focus.day + timedelta(days=1))
    assert inline.bench.focus.patient_id == 1


@pytest.mark.parametrize("error", [RuleBroken("No."), OSError(28, "full")])
def test_what_people_can_settle_is_a_sentence(inline, error: Exception) -> None:
    inline.bench.fail(error, inline.panel("left"))
    assert inline.panel("left").widget().notice.sentence


def test_a_patient_switch_blanks_the_field_and_brings_it_back(inline) -> None:
    left: QLineEdit = inline.panel("left").field
    inline.bench.active.choose_patient(1)
    left.setFocus()
    QTest.keyClicks(left, "dizzy since Mon")
    inline.bench.active.choose_patient(2)
    assert left.text() == ""
    assert Draft.get().patient == 1
    inline.bench.active.choose_patient(1)
    assert left.text() == "dizzy since Mon"


def test_a_change_of_theme_tints_every_icon_of_the_bars_anew(inline) -> None:
    def ink() -> list[int]:
        window = inline.window
        buttons = [
            window.bar.lock,
            window.bar._commands["walk_in"],
            window.status.findChildren(QPushButton)[0],
        ]
        return [button.icon().pixmap(16, 16).cacheKey() for button in buttons]

    before = ink()
    inline.window.set_look("dark")
    assert all(new != old for new, old in zip(ink(), before, strict=True))
    inline.window.set_look("light")


def test_a_notice_that_comes_in_after_closing_disturbs_nobody(threaded) -> None:
    with capture_exceptions() as raised:
        threaded.bench.desk.feed.publish(Change("Late", frozenset({"Task"}), frozenset(), frozenset(), None))
        threaded.window.close()
        QApplication.processEvents()
    assert raised == []
