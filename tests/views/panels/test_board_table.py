"""The flow board as a table: the same visits, sorted by any column, with the same keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.stages import ORDER, Stage
from ma_desktop.models import Encounter
from ma_desktop.services.practice.layout import layout
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.views.board.table import NAME, STAGE, TOTAL, WAIT

Key = Qt.Key


@pytest.fixture
def board(window, panel):
    window.workspace.raise_panel("flow_board")
    window.bench.commands.run("board_table")
    return panel("flow_board")


def column(board, number: int) -> list[str]:
    rows = board.table.rows
    return [rows.index(row, number).data() for row in range(rows.rowCount())]


def press_head(board, qtbot, number: int) -> None:
    head = board.table.horizontalHeader()
    board.table.setColumnHidden(number, False)
    where = QPoint(head.sectionViewportPosition(number) + 12, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)


def row_of(board, stage: Stage):
    place = next(n for n, card in enumerate(board.table.rows.cards) if card.stage is stage)
    board.table.setCurrentIndex(board.table.rows.index(place, NAME))
    return board.table.rows.cards[place]


def test_it_shows_everybody_in_the_boards_order(board, desk) -> None:
    assert board.as_table
    assert column(board, NAME) == [card.patient for card in flow_board(desk).cards]
    assert board.table.hasFocus()


def test_a_press_on_a_heading_sorts_and_a_third_brings_the_boards_order_back(board, qtbot, desk) -> None:
    press_head(board, qtbot, NAME)
    assert column(board, NAME) == sorted(column(board, NAME), key=str.casefold)
    press_head(board, qtbot, NAME)
    assert column(board, NAME) == sorted(column(board, NAME), key=str.casefold, reverse=True)
    press_head(board, qtbot, NAME)
    assert column(board, NAME) == [card.patient for card in flow_board(desk).cards]


def test_minutes_sort_as_numbers_and_stages_in_the_order_of_the_work(board, desk) -> None:
    now = desk.now()
    board.table.sort_as(WAIT, True)
    waits = [card.waiting(now) for card in board.table.rows.cards]
    assert waits == sorted(waits, reverse=True)
    board.table.sort_as(TOTAL, False)
    totals = [card.total(now) for card in board.table.rows.cards]
    assert totals == sorted(totals)
    board.table.sort_as(STAGE, False)
    places = [ORDER.index(card.stage) for card in board.table.rows.cards]
    assert places == sorted(places)


def test_table_and_order_are_remembered_for_each_person(window, board, panel, desk) -> None:
    board.table.sort_as(WAIT, True)
    kept = layout(desk)
    assert kept["board.table"] is True
    assert kept["board.order"] == [WAIT, True]
    board.as_table = False
    board.table.rows.sort(-1)
    window.bench.worker_changed.emit()
    assert board.as_table
    waits = [card.waiting(desk.now()) for card in board.table.rows.cards]
    assert waits == sorted(waits, reverse=True)


def test_enter_works_beside_the_board_and_esc_returns_to_the_row(window, board) -> None:
    card = row_of(board, Stage.ROOMED)
    QTest.keyClick(board.table, Key.Key_Return)
    assert board.side.isVisible()
    assert board.side.visit.encounter_id == card.encounter_id == window.bench.focus.encounter_id
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert board.table.hasFocus()
    assert board.table.current().encounter_id == card.encounter_id


def test_the_keyboard_stays_on_its_visit_when_rows_move(board) -> None:
    card = row_of(board, Stage.ROOMED)
    board.table.sort_as(NAME, True)
    assert board.table.current().encounter_id == card.encounter_id
    board._painted = None
    board.refresh()
    assert board.table.current().encounter_id == card.encounter_id


def test_the_menu_key_moves_a_visit_on(board, pick) -> None:
    card = row_of(board, Stage.READY)
    QTest.keyClick(board.table, Key.Key_Menu)
    pick("Provider is with the patient")
    assert Encounter.get_by_id(card.encounter_id).stage == "provider"


def test_the_hallway_sees_initials_in_the_table_too(window, board) -> None:
    QTest.keyClick(window, Key.Key_F9)
    assert column(board, NAME) == [card.initials for card in board.table.rows.cards]
    rows = board.table.rows
    assert {rows.index(n, NAME).data(Qt.ItemDataRole.ToolTipRole) for n in range(rows.rowCount())} == {None}


def test_a_narrow_board_keeps_name_and_wait(board) -> None:
    board.table.resize(240, 300)
    assert not board.table.isColumnHidden(NAME)
    assert not board.table.isColumnHidden(WAIT)
    board.table.resize(1200, 300)
    assert not any(board.table.isColumnHidden(n) for n in range(8))


def test_nobody_here_offers_the_walk_in_in_the_table_too(board) -> None:
    Encounter.update(stage="billed").execute()
    board.refresh()
    assert board.table.rows.rowCount() == 0
    assert board.views.currentWidget() is board.cards, "an empty table would say nothing"
