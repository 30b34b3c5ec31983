"""Where a visit has been: the reading, and the sheet from the card, the side panel, the chart's step track and the palette."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ma_desktop.domain.stages import BACKWARD, FORWARD, Stage, is_back
from ma_desktop.models import Encounter, EncounterStatusHistory
from ma_desktop.services.visit.stage_history import stage_history
from ma_desktop.services.visit.step_back import step_back
from ma_desktop.views.dialogs.stage_times import StageTimes

Key = Qt.Key


def later(desk, minutes: float) -> None:
    moment = desk.now() + timedelta(minutes=minutes)
    desk.clock = lambda: moment


@pytest.fixture
def went_back(desk):
    """A visit that was measured, went back to its room for a reason, and is there for four minutes."""
    visit = Encounter.get(Encounter.stage == "vitals")
    later(desk, 3)
    step_back(desk, visit.id, Stage.ROOMED, "measure again")
    later(desk, 4)
    return visit


def test_every_stage_with_minutes_who_and_the_reason_of_a_step_back(desk, went_back) -> None:
    history = stage_history(desk, went_back.id)
    assert [stay.stage for stay in history.stays] == [Stage.ARRIVED, Stage.ROOMED, Stage.VITALS, Stage.ROOMED]
    last = history.stays[-1]
    assert (last.back, last.reason, last.minutes, last.until) == (True, "measure again", 4, None)
    assert last.by == desk.worker.name
    assert not any(stay.back for stay in history.stays[:-1])
    for stay, following in zip(history.stays, history.stays[1:], strict=False):
        assert stay.until == following.at
        assert stay.minutes == int((following.at - stay.at).total_seconds() // 60)
    assert history.open
    assert history.minutes == int((desk.now() - history.stays[0].at).total_seconds() // 60)


def test_an_ended_visit_has_no_minutes_after_its_end(desk) -> None:
    visit = Encounter.get(
        Encounter.stage == "billed",
        Encounter.id.in_(EncounterStatusHistory.select(EncounterStatusHistory.encounter)),
    )
    history = stage_history(desk, visit.id)
    assert history.stays[-1].minutes is None
    assert not history.open
    assert stage_history(desk, 10**9) is None


def test_a_step_back_is_told_from_the_way_forward() -> None:
    for here in Stage:
        assert not any(is_back(here, there) for there in FORWARD[here])
        assert all(is_back(here, there) for there in BACKWARD[here])


def rows(sheet) -> list[list[str]]:
    table = sheet.table
    return [[table.item(row, column).text() for column in range(6)] for row in range(table.rowCount())]


def test_the_sheet_opens_from_the_card_and_says_why_it_went_back(
    window, panel, dialog, pick, desk, went_back
) -> None:
    board = panel("flow_board")
    board.refresh()
    window.workspace.raise_panel("flow_board")
    tile = next(t for t in board.tiles if t.card.encounter_id == went_back.id)
    tile.setFocus()
    QTest.keyClick(tile, Key.Key_Menu)
    pick("Stages and times…")
    sheet = dialog(StageTimes)
    assert rows(sheet)[-1][0] == "back to Roomed"
    assert rows(sheet)[-1][2:] == ["now", "4", desk.worker.name, "measure again"]
    assert went_back.patient.family in sheet.who.words.text()
    QTest.keyClick(sheet, Key.Key_Return)
    assert not sheet.isVisible()


def test_it_opens_from_the_step_track_and_from_the_side_panel(window, panel, dialog, qtbot) -> None:
    visit = Encounter.get(Encounter.stage == "ready")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    qtbot.mouseClick(panel("patient_chart").visit_tab.track, Qt.MouseButton.LeftButton)
    first = dialog(StageTimes)
    assert [row[0] for row in rows(first)][-1] == "Ready"
    first.accept()
    window.bench.commands.run("board_side")
    qtbot.mouseClick(panel("flow_board").side.times_button, Qt.MouseButton.LeftButton)
    assert dialog(StageTimes).isVisible()
