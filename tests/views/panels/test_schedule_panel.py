"""The schedule by mouse and keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ma_desktop.domain.stages import Stage
from ma_desktop.models import Appointment, DocumentReference, Encounter
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.move import Move
from ma_desktop.views.panels.schedule import COLUMN

Key, CTRL, ALT, LEFT = (
    Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton,
)  # fmt: skip


@pytest.fixture
def schedule(panel, window):
    return panel("schedule")


def booked(schedule, place: int = 0):
    return [e for e in schedule.day.entries if e.stage is Stage.BOOKED][place]


def center(schedule, entry) -> QPoint:
    block = next(b for b in schedule.view.blocks if b.id == entry.appointment_id)
    return schedule.view.rect_of(block).center().toPoint()


def click(qtbot, schedule, entry) -> None:
    qtbot.mouseClick(schedule.view, LEFT, pos=center(schedule, entry))


def test_wide_shows_every_provider_narrow_one_with_a_choice(window, schedule, qtbot) -> None:
    assert len(schedule.view.columns) == len(schedule.day.columns) == 2
    assert not schedule.columns.isVisible()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: schedule.columns.isVisible())
    assert len(schedule.view.columns) == 1
    shown = {b.id for b in schedule.view.blocks}
    second = schedule.columns.findChildren(QPushButton)[1]
    qtbot.mouseClick(second, LEFT)
    assert shown.isdisjoint({b.id for b in schedule.view.blocks})
    assert schedule.view.blocks


def test_the_active_patients_appointment_is_marked_in_its_column(window, schedule, qtbot) -> None:
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: schedule.columns.isVisible())
    other = next(
        e for e in schedule.day.entries if e.practitioner_id == schedule.day.columns[1].practitioner_id
    )
    window.bench.active.choose_patient(other.patient_id, other.encounter_id)
    assert schedule.here == 1
    assert schedule.view.selected == other.appointment_id


def test_another_mark_is_drawn_as_if_the_whole_day_were_drawn_anew(schedule) -> None:
    """Only the two blocks are painted; hatched time and the line of now around them must not be painted twice."""
    view = schedule.view
    marks = [b.id for b in view.blocks[:4]] + [None, view.blocks[-1].id]
    for one in marks:
        view.mark(one)
        view.repaint()
        patched = view._drawn.toImage()
        view._drawn = None
        view.repaint()
        assert patched == view._drawn.toImage()


def test_names_stand_whole_at_the_smallest_window(window, schedule, qtbot) -> None:
    from PySide6.QtGui import QFontMetricsF

    from ma_desktop.views.widgets.day_paint import bold

    window.resize(1366, 768)
    qtbot.waitUntil(lambda: schedule.columns.isVisible())
    metrics = QFontMetricsF(bold())
    for block in schedule.view.blocks:
        assert metrics.horizontalAdvance(block.name) <= schedule.view.rect_of(block).width() - 16, block.name
    assert COLUMN > 0


def test_every_block_says_its_state_and_tells_all_when_pointed_at(schedule) -> None:
    by_stage = {e.stage: e for e in schedule.day.entries}
    blocks = {b.id: b for b in schedule.view.blocks}
    assert blocks[by_stage[Stage.BILLED].appointment_id].state == "✓ done"
    assert blocks[by_stage[Stage.ARRIVED].appointment_id].state == "Checked in"
    assert blocks[by_stage[Stage.ARRIVED].appointment_id].icon == "hourglass"
    entry = by_stage[Stage.BOOKED]
    tip = blocks[entry.appointment_id].tip
    for part in (
        entry.patient,
        f"{entry.birth_date:%m/%d/%Y}",
        entry.record_number,
        entry.service,
        f"{entry.start:%H:%M}",
    ):
        assert part in tip


def test_check_in_by_click_and_key_and_undo(window, schedule, qtbot) -> None:
    entry = booked(schedule)
    assert not schedule.check.isEnabled()
    click(qtbot, schedule, entry)
    assert schedule.check.isEnabled()
    QTest.keyClick(window, Key.Key_E, ALT)
    qtbot.waitUntil(lambda: schedule.entry().stage is Stage.ARRIVED)
    visit = Encounter.get(Encounter.appointment == entry.appointment_id)
    assert visit.stage == "arrived"
    assert window.bench.focus.encounter_id == visit.id
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert not Encounter.standing().where(Encounter.appointment == entry.appointment_id).exists()
    assert schedule.check.isEnabled()


def test_an_appointment_of_another_day_cannot_be_checked_in_today(window, schedule, qtbot) -> None:
    entry = booked(schedule)
    row = Appointment.get_by_id(entry.appointment_id)
    Appointment.update(start=row.start + timedelta(days=1)).where(Appointment.id == row.id).execute()
    qtbot.mouseClick(schedule.day_bar.after, LEFT)
    click(qtbot, schedule, booked(schedule))
    assert not schedule.check.isEnabled()
    qtbot.mouseClick(schedule.day_bar.day, LEFT)
    assert schedule.day.day == window.bench.desk.now().date()


def test_a_drag_moves_and_undo_brings_back(window, schedule, qtbot) -> None:
    window.choose_perspective("front")
    window.resize(1920, 1600)
    entry = booked(schedule, -1)
    here = center(schedule, entry)
    schedule.scroll.ensureVisible(here.x(), here.y() + 240)
    down = QPoint(here.x(), here.y() + round(schedule.view.hour_px * 2))
    qtbot.mousePress(schedule.view, LEFT, pos=here)
    qtbot.mouseMove(schedule.view, pos=QPoint(here.x(), here.y() + 20))
    qtbot.mouseMove(schedule.view, pos=down)
    qtbot.mouseRelease(schedule.view, LEFT, pos=down)
    assert Appointment.get_by_id(entry.appointment_id).start == entry.start + timedelta(hours=2)
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert Appointment.get_by_id(entry.appointment_id).start == entry.start


def test_a_move_by_keys(window, schedule, qtbot, dialog, pick) -> None:
    entry = booked(schedule, -1)
    click(qtbot, schedule, entry)
    QTest.keyClick(window, Key.Key_O, ALT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    pick("Move to another time…")
    move = dialog(Move)
    QTest.keyClicks(move.at, "16:40")
    QTest.keyClick(move.at, Key.Key_Return)
    assert f"{Appointment.get_by_id(entry.appointment_id).start:%H:%M}" == "16:40"


def test_a_time_that_is_none_is_one_sentence_and_stays(window, schedule, qtbot, dialog, pick) -> None:
    click(qtbot, schedule, booked(schedule, -1))
    qtbot.mouseClick(schedule.more, LEFT)
    pick("Move to another time…")
    move = dialog(Move)
    QTest.keyClicks(move.at, "soon")
    qtbot.mouseClick(move.yes_button, LEFT)
    assert "9:30" in move.notice_line.sentence
    assert move.at.text() == "soon"


def test_cancel_asks_why_and_undo_books_again(window, schedule, qtbot, dialog, pick) -> None:
    entry = booked(schedule, -1)
    click(qtbot, schedule, entry)
    qtbot.mouseClick(schedule.more, LEFT)
    pick("Cancel appointment…")
    ask = dialog(AskReason)
    qtbot.keyClicks(ask.focusWidget(), "patient called")
    qtbot.mouseClick(ask.yes_button, LEFT)
    row = Appointment.get_by_id(entry.appointment_id)
    assert (row.status, row.cancel_reason) == ("cancelled", "patient called")
    assert entry.appointment_id not in {b.id for b in schedule.view.blocks}
    QTest.keyClick(window, Key.Key_Z, CTRL)
    assert Appointment.get_by_id(entry.appointment_id).status == "booked"


def test_a_double_click_on_a_gap_books_there(window, schedule, qtbot, dialog) -> None:
    wanted = window.bench.desk.now().replace(hour=16, minute=30)
    y = round(schedule.view._y(wanted))
    x = schedule.view.width() - 20
    assert schedule.view.block_at(QPoint(x, y)) is None
    qtbot.mouseDClick(schedule.view, LEFT, pos=QPoint(x, y))
    book = dialog(Book)
    assert book.at.text() == "16:30"
    assert book.provider.currentData() == schedule.day.columns[1].practitioner_id


def test_in_the_narrow_view_a_double_click_books_with_the_provider_shown(
    window, schedule, qtbot, dialog
) -> None:
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: schedule.columns.isVisible())
    schedule.choose_column(1)
    y = round(schedule.view._y(window.bench.desk.now().replace(hour=16, minute=30)))
    qtbot.mouseDClick(schedule.view, LEFT, pos=QPoint(schedule.view.width() - 30, y))
    assert dialog(Book).provider.currentData() == schedule.day.columns[1].practitioner_id


def test_arrows_walk_through_the_day_and_follow_the_eye(window, schedule) -> None:
    QTest.keyClick(window, Key.Key_S, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert schedule.view.hasFocus()
    seen = []
    for _n in schedule.view.blocks:
        QTest.keyClick(schedule.view, Key.Key_Down)
        seen.append(schedule.view.selected)
        block = next(b for b in schedule.view.blocks if b.id == schedule.view.selected)
        middle = schedule.view.mapTo(
            schedule.scroll.viewport(), schedule.view.rect_of(block).center().toPoint()
        )
        assert schedule.scroll.viewport().rect().contains(middle)
    assert len(set(seen)) == len(schedule.view.blocks)


def test_an_empty_day_says_what_to_do(window, schedule, qtbot) -> None:
    for _n in range(5):
        qtbot.mouseClick(schedule.day_bar.after, LEFT)
    assert not schedule.day.entries
    assert schedule.empty.isVisible()
    assert "Ctrl+B" in schedule.empty.text()


def test_the_line_of_now_goes_around_words(schedule, qtbot) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QPixmap

    from ma_desktop.views.widgets.day_paint import Words, paint_now

    canvas = QPixmap(200, 40)
    canvas.fill(Qt.GlobalColor.white)
    painter = QPainter(canvas)
    words = Words(painter)
    words.begin()
    words._note(QRectF(60, 10, 80, 20))
    paint_now(words, 20, 20, 200)
    painter.end()
    image = canvas.toImage()
    white = Qt.GlobalColor.white
    assert all(image.pixelColor(QPointF(x, 20).toPoint()) == white for x in range(62, 138))
    assert image.pixelColor(40, 20) != white
    assert image.pixelColor(170, 20) != white


def test_walk_in_and_close_have_keys_of_their_own(window, dialog) -> None:
    keys = [c.shortcut for c in window.bench.commands.all() if c.shortcut]
    assert len(keys) == len(set(keys))
    assert not [k for k in keys if "," in k]
    QTest.keyClick(window, Key.Key_N, CTRL)
    assert dialog(Book).walk_in


def choose(qtbot, schedule, wanted):
    entry = next(e for e in schedule.day.entries if wanted(e))
    click(qtbot, schedule, entry)
    return entry


def tip(schedule, entry) -> str:
    return next(b for b in schedule.view.blocks if b.id == entry.appointment_id).tip


def test_a_no_show_who_comes_after_all_is_one_step_with_a_reason(
    window, schedule, qtbot, dialog, pick
) -> None:
    entry = choose(qtbot, schedule, lambda e: e.stage is Stage.NOSHOW)
    assert "1 no-show in 12 months" in tip(schedule, entry)
    schedule._menu()
    pick("Came after all: check in…")
    asked = dialog(AskReason)
    asked.reason.setCurrentText("came at 9:40")
    asked.accept()
    assert Appointment.get_by_id(entry.appointment_id).status == "arrived"
    assert window.bench.focus.patient_id == entry.patient_id


def test_running_late_is_noted_and_seen(schedule, qtbot, dialog, pick) -> None:
    entry = choose(qtbot, schedule, lambda e: e.stage is Stage.BOOKED)
    schedule._menu()
    pick("Running late…")
    asked = dialog(AskReason)
    asked.reason.setCurrentText("20 min")
    asked.accept()
    assert Appointment.get_by_id(entry.appointment_id).late_minutes == 20
    assert "Said 20 minutes late" in tip(schedule, entry)


def test_a_cancellation_keeps_its_code(schedule, qtbot, dialog, pick) -> None:
    entry = choose(qtbot, schedule, lambda e: e.stage is Stage.BOOKED)
    schedule._menu()
    pick("Cancel appointment…")
    asked = dialog(AskReason)
    asked.reason.setCurrentText("weather, roads closed")
    asked.accept()
    assert Appointment.get_by_id(entry.appointment_id).cancel_code == "weather"


@pytest.mark.parametrize(("command", "kind"), [("print_huddle", "huddle"), ("print_day", "day-schedule")])
def test_the_day_goes_on_paper(window, dialog, command, kind) -> None:
    from ma_desktop.views.dialogs.preview import Preview

    assert window.bench.commands.run(command)
    shown = dialog(Preview)
    assert shown.pdf.startswith(b"%PDF")
    assert shown.page.kind == kind
    shown.page.left("printed", shown.pdf, 1, lambda _entry: None, None)
    row = DocumentReference.get(DocumentReference.kind == kind)
    assert (row.recipient, row.patient_id) == ("staff", None)
    shown.reject()
