"""The flow board by mouse and keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter
from ma_desktop.services.visit.flow_board import flow_board

Key = Qt.Key


@pytest.fixture
def board(panel):
    return panel("flow_board")


def tile(board, stage: Stage):
    return next(t for t in board.tiles if t.card.stage is stage)


def ask(tile) -> None:
    where = tile.rect().center()
    QApplication.sendEvent(
        tile, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, tile.mapToGlobal(where))
    )


def test_a_card_says_where_who_and_the_next_step_in_few_words(board, desk) -> None:
    vitals = tile(board, Stage.VITALS)
    assert "next: BP repeat" in vitals.line.text()
    assert "you" in vitals.line.text().split(" · ")
    assert (
        "ready for Osei" in tile(board, Stage.READY).line.text()
        or "ready for Dr." in tile(board, Stage.READY).line.text()
    )
    for card in flow_board(desk).cards:
        assert "Coverage checked for this date" not in card.next_step
        assert len(card.next_step) <= 24


def test_chips_name_what_is_waited_for(board) -> None:
    assert "BP ×2" in [chip.text for chip in tile(board, Stage.VITALS).card.chips]


def test_a_click_and_enter_open_the_visit(window, board, qtbot) -> None:
    first, last = board.tiles[0], board.tiles[-1]
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.bench.focus.encounter_id == first.card.encounter_id
    board.tiles[-1].setFocus()
    QTest.keyClick(board.tiles[-1], Key.Key_Return)
    assert window.bench.focus.encounter_id == last.card.encounter_id
    assert board.tiles[-1].property("active")


def test_the_keyboard_stays_where_it_was_when_the_board_is_drawn_anew(window, board) -> None:
    board.tiles[2].setFocus()
    visit = board.tiles[2].card.encounter_id
    board._painted = None
    board.refresh()
    held = next(t for t in board.tiles if t.hasFocus())
    assert held.card.encounter_id == visit


def test_only_the_visit_that_moved_on_is_drawn_anew(window, board, pick) -> None:
    before = {t.card.encounter_id: t for t in board.tiles}
    moved = tile(board, Stage.READY).card.encounter_id
    QTest.keyClick(before[moved], Key.Key_Menu)
    pick("Provider is with the patient")
    after = {t.card.encounter_id: t for t in board.tiles}
    assert after.keys() == before.keys()
    assert after[moved] is not before[moved]
    assert after[moved].card.stage is Stage.PROVIDER
    assert all(after[visit] is before[visit] for visit in before if visit != moved)


def test_the_tiles_stand_and_take_the_keyboard_in_the_order_of_the_cards(board, pick) -> None:
    for turn in (board.board.cards[::-1], board.board.cards[1:], board.board.cards):
        board.cards.set(turn, board.desk.now(), private=False, active=None)
        board.widget().repaint()
        QApplication.processEvents()
        assert [t.card for t in board.tiles] == list(turn)
        heights = [t.y() for t in board.tiles]
        assert heights == sorted(heights)
        assert len(set(heights)) == len(turn)
        assert all(
            one.nextInFocusChain() is other for one, other in zip(board.tiles, board.tiles[1:], strict=False)
        )


def test_the_minutes_go_on_in_the_same_tile(board) -> None:
    first, now = board.tiles[0], board.desk.now()
    waited = first.card.waiting(now)
    board.cards.set(board.board.cards, now + timedelta(minutes=200), private=False, active=None)
    assert board.tiles[0] is first
    assert first.wait.text() == f"{waited + 200} min"
    assert f", {waited + 200} min," in first.accessibleName()
    assert first.wait._tone == "danger"


def test_arrows_walk_over_the_board(board) -> None:
    board.tiles[0].setFocus()
    QTest.keyClick(board.tiles[0], Key.Key_Down)
    assert board.tiles[1].hasFocus()
    QTest.keyClick(board.tiles[1], Key.Key_Up)
    assert board.tiles[0].hasFocus()


def test_a_room_is_chosen_from_the_board_and_undone(window, board, pick) -> None:
    waiting = tile(board, Stage.ARRIVED)
    visit = waiting.card.encounter_id
    ask(waiting)
    menu = QApplication.activePopupWidget()
    room = next(a.text() for a in menu.actions() if a.text().startswith("To ") and a.isEnabled())
    pick(room)
    assert Encounter.get_by_id(visit).stage == "roomed"
    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert Encounter.get_by_id(visit).stage == "arrived"


def test_the_provider_goes_in_from_the_board(board, pick) -> None:
    ready = tile(board, Stage.READY)
    QTest.keyClick(ready, Key.Key_Menu)
    pick("Provider is with the patient")
    assert Encounter.get_by_id(ready.card.encounter_id).stage == "provider"


def test_the_hallway_sees_initials_only(window, board) -> None:
    QTest.keyClick(window, Key.Key_F9)
    for each in board.tiles:
        assert each.card.patient not in each.accessibleName() + each.toolTip()
        assert each.accessibleName().startswith(each.card.initials)


def test_nobody_here_offers_the_walk_in(window, board, qtbot) -> None:
    Encounter.update(stage="billed").execute()
    board.refresh()
    from PySide6.QtWidgets import QPushButton

    from ma_desktop.views.dialogs.book import Book

    press = next(b for b in board.widget().findChildren(QPushButton) if b.text() == "Walk-in")
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    assert window.findChildren(Book)[-1].walk_in


def test_the_hallway_view_is_remembered(window, board, desk) -> None:
    from ma_desktop.services.practice.layout import layout

    assert not layout(desk).get("board.private")
    QTest.keyClick(window, Key.Key_F9)
    assert layout(desk)["board.private"] is True
    window.bench.hide_names(False)
    window.bench.worker_changed.emit()
    assert window.bench.private
    QTest.keyClick(window, Key.Key_F9)
    assert layout(desk)["board.private"] is False


def test_a_dirty_room_is_turned_over_with_one_press(board, qtbot) -> None:
    from ma_desktop.models import Location

    room = Location.standing().where(Location.state == "clean").first()
    Location.update(state="dirty").where(Location.id == room.id).execute()
    board.refresh()
    press = next(b for b in board.rooms.buttons if b.accessibleName().startswith(f"{room.name}:"))
    assert "to be cleaned" in press.accessibleName()
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    assert Location.get_by_id(room.id).state == "clean"
    assert (
        "clean"
        in next(
            b for b in board.rooms.buttons if b.accessibleName().startswith(f"{room.name}:")
        ).accessibleName()
    )


def test_an_occupied_room_opens_its_visit(window, board, qtbot) -> None:
    """Complaint 12: whatever is pressed on the board opens exactly that patient."""
    vitals = tile(board, Stage.VITALS).card
    press = next(b for b in board.rooms.buttons if b.accessibleName().startswith(f"{vitals.place}:"))
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    assert window.bench.focus.encounter_id == vitals.encounter_id
    assert window.bench.focus.patient_id == vitals.patient_id


def test_the_card_on_the_screen_shows_the_key_of_its_next_step(window, board) -> None:
    vitals = tile(board, Stage.VITALS)
    assert "Alt+V" not in vitals.line.text()
    window.bench.active.choose_patient(vitals.card.patient_id, vitals.card.encounter_id)
    assert "next: BP repeat Alt+V" in tile(board, Stage.VITALS).line.text()


def test_the_top_says_who_is_behind_or_where_it_piles_up(board) -> None:
    from dataclasses import replace

    from ma_desktop.services.visit.provider_delay import ProviderDelay

    late = ProviderDelay(1, "Dr. Ito", 25, "Dr. Ito is late.")
    board.show(replace(board.board, behind=(late,), jam=None))
    assert board.count.text() == "Dr. Ito 25 min behind"
    assert "Dr. Ito is late." in board.count.toolTip()
    board.show(replace(board.board, behind=(), jam=(Stage.READY, 3)))
    assert board.count.text() == "3 wait for the provider"
    board.show(replace(board.board, behind=(), jam=None))
    assert "here" in board.count.text()
