"""The lock: nothing of anybody on the screen, everything back afterwards."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ma_desktop.models import Draft
from ma_desktop.views.dialogs.confirm import Confirm
from ma_desktop.views.shell.idle import IdleWatch

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def visible_windows() -> set[object]:
    return {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}


def test_locking_hides_every_window_and_dialog_and_brings_them_back(inline) -> None:
    window = inline.window
    window.workspace.docks["right"].setFloating(True)
    question = Confirm(inline.bench, "Cancel it?", "Okafor, Chidi", "Cancel", lambda: None, parent=window)
    question.open()
    before = visible_windows()
    window.lock()
    assert visible_windows() == {window}
    assert not window.desk_page.isVisible()
    QTest.keyClicks(window.lock_page.secret, "1234")
    QTest.keyClick(window.lock_page.secret, Key.Key_Return)
    assert visible_windows() == before
    assert not window.locked
    assert question.isVisible()
    question.reject()


def test_what_opens_while_locked_waits_behind_the_lock(inline) -> None:
    inline.window.lock()
    late = QLabel("Whitfield, Dana")
    inline.qtbot.addWidget(late)
    late.show()
    assert not late.isVisible()
    inline.window.unlock()
    assert late.isVisible()


def test_no_key_reaches_a_command_while_locked(inline) -> None:
    window = inline.window
    QTest.keyClick(window, Key.Key_L, CTRL)
    assert window.locked
    for key in (Key.Key_1, Key.Key_K, Key.Key_N):
        QTest.keyClick(window, key, CTRL)
    QTest.keyClick(window, Key.Key_F2)
    assert window.workspace.key == "rooming"
    assert not window.palette_box.isVisible()
    assert QApplication.focusWidget() is window.lock_page.secret
    window.unlock()


def test_the_wrong_pin_says_so_and_the_page_names_nobody(inline) -> None:
    inline.bench.active.choose_patient(1)
    inline.window.lock()
    page = inline.window.lock_page
    QTest.keyClicks(page.secret, "9999")
    QTest.keyClick(page.secret, Key.Key_Return)
    assert inline.window.locked
    assert page.notice.sentence
    assert page.secret.text() == ""
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Whitfield" not in words
    assert "EKG room 2" in words
    inline.window.unlock()


def test_the_keyboard_is_back_in_the_field_and_the_draft_was_kept(inline) -> None:
    left = inline.panel("left")
    left.field.setFocus()
    QTest.keyClicks(left.field, "dizzy")
    inline.window.lock()
    assert Draft.get().fields == {"words": "dizzy"}
    inline.window.unlock()
    assert left.field.text() == "dizzy"
    assert QApplication.focusWidget() is left.field


def test_somebody_else_sits_down_with_a_clean_desk(inline) -> None:
    window, left = inline.window, inline.panel("left")
    inline.bench.active.choose_patient(1)
    left.field.setFocus()
    QTest.keyClicks(left.field, "ada types")
    window.lock(switching=True)
    QTest.keyClicks(window.lock_page.login, "bo")
    QTest.keyClicks(window.lock_page.secret, "secret")
    QTest.keyClick(window.lock_page.secret, Key.Key_Return)
    assert inline.bench.desk.worker.login == "bo"
    assert inline.bench.focus.patient_id is None
    assert left.field.text() == ""
    assert "Bo" in window.bar.user.toolTip()
    assert Draft.get().user == 1


def test_only_a_person_postpones_the_lock(inline) -> None:
    now = [0.0]
    watch = IdleWatch(10, clock=lambda: now[0], wall=lambda: now[0])
    watch.start()
    expired: list[bool] = []
    watch.expired.connect(lambda: expired.append(True))
    now[0] = 599
    watch.tick()
    inline.bench.say("An import goes on")
    inline.panel("left").refresh()
    now[0] = 601
    watch.tick()
    assert expired == [True]
    watch.stop()


def test_input_counts_until_the_limit_and_then_locks_first(inline) -> None:
    now = [0.0]
    watch = inline.window.idle
    watch._clock = watch._wall = lambda: now[0]
    watch.touch()
    now[0] = 500
    handle = inline.window.windowHandle()
    QTest.mouseMove(handle, QPoint(300, 300))
    QTest.mouseMove(handle, QPoint(310, 310))
    QApplication.processEvents()
    assert watch.left() == 600
    now[0] = 1200
    QTest.mouseMove(handle, QPoint(320, 320))
    QApplication.processEvents()
    assert inline.window.locked
    inline.window.unlock()


def test_a_laptop_that_slept_wakes_up_locked(inline) -> None:
    wall = [0.0]
    watch = IdleWatch(10, clock=lambda: 0.0, wall=lambda: wall[0])
    wall[0] = 3600
    with inline.qtbot.waitSignal(watch.expired, timeout=1000):
        watch.tick()
