"""Hours and blocks, holds in the book, and the rules of the practice, by mouse and keys."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.red_flag_phrases import RULES
from ma_desktop.domain.template import Kind
from ma_desktop.models import HealthcareService, Schedule, Setting, Slot, User
from ma_desktop.services.desk import Worker
from ma_desktop.services.schedule.day_spans import template_rows
from ma_desktop.services.schedule.hours_and_blocks import kept_holidays
from ma_desktop.services.schedule.save_hours import save_hours
from ma_desktop.views.dialogs.hours import HoursAndBlocksDialog
from ma_desktop.views.dialogs.practice_settings import PracticeSettings
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from ma_desktop.views.schedule.menu import held_at

Key, CTRL, ALT, SHIFT, LEFT = (
    Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
    Qt.MouseButton.LeftButton,
)  # fmt: skip


@pytest.fixture
def empty(desk: Any) -> Any:
    with desk.work("Clear", needs=Permission.BOOK, undoable=False) as work:
        for table in (Schedule, Slot):
            for row in table.standing():
                work.mark_error(row, "test")
    return desk


@pytest.fixture
def hours(empty: Any, window: Any) -> Any:
    made = HoursAndBlocksDialog(window.bench, parent=window)
    made.open()
    return made


@pytest.fixture
def rules(window: Any) -> Any:
    made = PracticeSettings(window.bench, "rules", parent=window)
    made.open()
    return made.rules


def lines() -> list[tuple[int, str, time, time]]:
    return [(r.weekday, str(r.kind), r.opens, r.closes) for r in template_rows()]


def test_a_working_week_by_keys(hours: Any) -> None:
    page = hours.week
    for box in page.days[:5]:
        box.setChecked(True)
    QTest.keyClicks(page.opens, "8")
    QTest.keyClicks(page.closes, "5pm")
    QTest.keyClick(page.closes, Key.Key_Return)
    assert lines() == [(day, "open", time(8), time(17)) for day in range(5)]
    assert len(page.view.blocks) == 5
    assert hours.notice_line.sentence == "Saved."


def test_lines_are_dragged_lengthened_and_taken_out(hours: Any, qtbot: Any, window: Any) -> None:
    save_hours(window.bench.desk, None, weekdays=[0], opens=time(9), closes=time(12))
    hours.read()
    view = hours.week.view
    middle = view.rect_of(view.blocks[0]).center().toPoint()
    there = QPoint(round(middle.x() + view.column_width()), middle.y() + round(view.hour_px))
    qtbot.mousePress(view, LEFT, pos=middle)
    qtbot.mouseMove(view, pos=middle + QPoint(10, 10))
    qtbot.mouseMove(view, pos=there)
    qtbot.mouseRelease(view, LEFT, pos=there)
    assert lines() == [(1, "open", time(10), time(13))]
    QTest.keyClick(view, Key.Key_Down, SHIFT)
    assert lines() == [(1, "open", time(10), time(13, 5))]
    QTest.keyClick(view, Key.Key_Delete)
    assert lines() == []


def test_a_double_click_on_a_gap_begins_a_line_there(hours: Any, qtbot: Any) -> None:
    view, page = hours.week.view, hours.week
    at = QPoint(round(view.x_of(2)) + 20, round(view._top() + view._hour() * 3))
    qtbot.mouseDClick(view, LEFT, pos=at)
    assert [n for n, box in enumerate(page.days) if box.isChecked()] == [2]
    page.kind.setCurrentIndex(page.kind.findData(Kind.BLOCK))
    QTest.keyClicks(page.closes, "12")
    QTest.keyClicks(page.words, "Meeting")
    qtbot.mouseClick(page.save, LEFT)
    assert lines() == [(2, "block", time(11), time(12))]


def test_a_time_that_is_none_is_one_sentence_and_stays(hours: Any, qtbot: Any) -> None:
    hours.week.days[0].setChecked(True)
    QTest.keyClicks(hours.week.opens, "early")
    qtbot.mouseClick(hours.week.save, LEFT)
    assert "9:30" in hours.notice_line.sentence
    assert hours.week.opens.text() == "early"


def test_a_provider_sees_the_practices_hours_behind_their_own(hours: Any, window: Any) -> None:
    save_hours(window.bench.desk, None, weekdays=[0], opens=time(9), closes=time(12))
    hours.read()
    hours.week.who.setCurrentIndex(1)
    assert not hours.week.view.blocks
    assert hours.week.view.columns[0].shades
    assert not hours.week.view.columns[1].shades


def test_a_vacation_of_days_and_a_meeting_of_an_hour(hours: Any, window: Any) -> None:
    editor = hours.dates.editor
    for typed, count in (
        ({"kind": "closed", "first": "12/22", "last": "12/23", "label": "Vacation"}, 1),
        ({"kind": "block", "first": "12/8", "from": "9", "to": "10", "label": "Meeting"}, 2),
    ):
        editor.begin_new()
        for name, text in typed.items():
            field = editor.fields[name]
            if name == "kind":
                field.setCurrentIndex(field.findData(text))
            else:
                field.setText(text)
        QTest.keyClick(editor.fields["label"], Key.Key_Return)
        assert Slot.standing().count() == count
    assert [(r.minutes, f"{r.start:%H:%M}") for r in Slot.standing().order_by(Slot.id)] == [
        (2880, "00:00"),
        (60, "09:00"),
    ]
    assert editor.lines[1].words == "Tue, Dec 22 – Dec 23 · Vacation · the practice"
    editor.list.setCurrentRow(0)
    assert (editor.fields["from"].text(), editor.fields["to"].text()) == ("09:00", "10:00")
    editor.fields["active"].setChecked(False)
    editor.submit()
    assert len(editor.lines) == 1


def test_a_closed_time_with_patients_in_it_says_so(hours: Any, window: Any) -> None:
    editor = hours.dates.editor
    editor.begin_new()
    for name, text in (("first", "today"), ("label", "Water damage")):
        editor.fields[name].setText(text)
    editor.submit()
    assert "move or cancel them" in hours.notice_line.sentence


def test_holidays_by_space(hours: Any) -> None:
    hours.tabs.setCurrentIndex(2)
    names = [hours.holidays.item(n).data(Qt.ItemDataRole.UserRole) for n in range(hours.holidays.count())]
    hours.holidays.setCurrentRow(names.index("Thanksgiving Day"))
    QTest.keyClick(hours.holidays, Key.Key_Space)
    assert "Thanksgiving Day" not in kept_holidays()
    assert "Christmas Day" in kept_holidays()


def test_a_hold_is_drawn_and_released_from_the_book(
    empty: Any, window: Any, panel: Any, qtbot: Any, pick: Any
) -> None:
    save_hours(empty, None, weekdays=[0], opens=time(8), closes=time(17))
    save_hours(
        empty,
        None,
        weekdays=[0],
        opens=time(16),
        closes=time(17),
        kind=Kind.HOLD,
        label="same day",
        release_minutes=60,
    )
    window.choose_perspective("front")
    window.resize(1920, 1600)
    schedule = panel("schedule")
    schedule.refresh()
    hold = next(s for s in schedule.view.columns[0].shades if s.kind == "hold")
    assert (hold.label, hold.detail) == ("held: same day", "until 15:00")
    at = QPoint(round(schedule.view.x_of(0)) + 30, round(schedule.view._y(hold.start)) + 20)
    qtbot.mouseClick(schedule.view, LEFT, pos=at)
    assert held_at(schedule) is not None
    QTest.keyClick(window, Key.Key_O, ALT)
    from PySide6.QtWidgets import QApplication

    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    pick("Release the held time")
    kinds = {(s.kind, s.detail) for s in schedule.view.columns[0].shades if s.kind != "closed"}
    assert kinds == {("released", "released 09:40")}
    assert "hold" in {s.kind for s in schedule.view.columns[1].shades}


def test_every_declared_rule_is_listed_and_changed_by_keys(rules: Any, window: Any) -> None:
    from ma_desktop.domain import settings

    keys = [rules.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(rules.list.count())]
    assert set(settings.BY_KEY) == {key for key in keys if key}
    rules.list.setCurrentRow(keys.index("flow.arrived.amber"))
    assert rules.text.text() == "15"
    assert "Not yet approved" in rules.approval.text()
    rules.text.setText("20")
    QTest.keyClick(rules.text, Key.Key_Return)
    assert Setting.get(Setting.key == "flow.arrived.amber").value == 20
    assert "Usual: 15" in rules.default.text()
    rules.text.setText("many")
    QTest.keyClick(rules.text, Key.Key_Return)
    assert Setting.get(Setting.key == "flow.arrived.amber").value == 20
    assert "whole number" in window.findChildren(PracticeSettings)[-1].notice_line.sentence


def test_a_provider_approves_over_the_window(
    rules: Any, window: Any, qtbot: Any, dialog: Any, monkeypatch: Any
) -> None:
    """The owner may not approve; the provider signs in place, and it says who and when."""
    desk = window.bench.desk
    provider = desk.acting_as(Worker(User.get(User.login == "ada").id, "ito", "Kenji Ito", Role.PROVIDER))
    window.ports.log_in = lambda _login, _password: provider
    keys = [rules.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(rules.list.count())]
    rules.list.setCurrentRow(keys.index("flow.arrived.red"))
    qtbot.waitUntil(rules.window().isActiveWindow)
    rules.take_keyboard()
    QTest.keyClick(rules.list, Key.Key_P, ALT)
    sign = [d for d in rules.window().findChildren(SignInPlace) if d.isVisible()][-1]
    QTest.keyClicks(sign.login, "ito")
    QTest.keyClicks(sign.password, "a provider's password")
    QTest.keyClick(sign.password, Key.Key_Return)
    row = Setting.get(Setting.key == "flow.arrived.red")
    assert row.approved_at is not None
    assert "Approved by" in rules.approval.text()
    assert "11/23/2026" in rules.approval.text()
    assert rules.approve.isHidden()
    rules.text.setText("31")
    rules.submit()
    assert "Not yet approved" in rules.approval.text()


def test_a_kind_of_visit_keeps_its_lists(window: Any, qtbot: Any) -> None:
    made = PracticeSettings(window.bench, "visits", parent=window)
    made.open()
    editor = made.editors["visits"]
    editor.list.setCurrentRow(0)
    editor.fields["prep"].setText("tray; gown")
    editor.fields["tone"].setCurrentIndex(editor.fields["tone"].findData("violet"))
    QTest.keyClick(editor.fields["prep"], Key.Key_Return)
    row = HealthcareService.get_by_id(editor.lines[0].id)
    assert (row.prep, row.tone) == (["tray", "gown"], "violet")
    assert editor.fields["prep"].text() == "tray; gown"


def test_built_in_red_flags_lose_their_tick_by_keys_and_wait_for_the_provider(
    rules: Any, window: Any
) -> None:
    keys = [rules.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(rules.list.count())]
    rules.list.setCurrentRow(keys.index("red_flags.off"))
    assert not rules.text.isVisible()
    assert rules.ticks.count() == len(RULES)
    place = list(RULES).index("headache")
    rules.ticks.setFocus()
    rules.ticks.setCurrentRow(place)
    QTest.keyClick(rules.ticks, Key.Key_Space)
    rules.submit()
    assert Setting.get(Setting.key == "red_flags.off").value == "headache"
    assert rules.list.currentItem().text().startswith("Built-in rules that stop booking: 1 off")
    assert "Not yet approved" in rules.approval.text()
    assert rules.ticks.item(place).checkState() == Qt.CheckState.Unchecked
    rules.ticks.setCurrentRow(place)
    QTest.keyClick(rules.ticks, Key.Key_Space)
    rules.submit()
    assert Setting.get(Setting.key == "red_flags.off").value == ""


def test_the_vital_signs_of_a_kind_of_visit_are_ticked(window: Any, qtbot: Any) -> None:
    made = PracticeSettings(window.bench, "visits", parent=window)
    made.open()
    editor = made.editors["visits"]
    editor.list.setCurrentRow(0)
    ticks = editor.fields["vitals"]
    assert set(ticks.values) == set(HealthcareService.get_by_id(editor.lines[0].id).vitals)
    ticks.set_values(["waist", "blood_pressure"])
    editor.submit()
    assert HealthcareService.get_by_id(editor.lines[0].id).vitals == ["blood_pressure", "waist"]
    editor.begin_new()
    editor.fields["name"].setText("Diabetes class")
    editor.fields["minutes"].setText("30")
    editor.submit()
    assert "temperature" in HealthcareService.get(HealthcareService.name == "Diabetes class").vitals
