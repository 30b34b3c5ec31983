"""Loose ends by keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Task
from ma_desktop.views.dialogs.ask_reason import AskReason

Key = Qt.Key


@pytest.fixture
def ends(panel):
    return panel("loose_ends")


def active_visit(window, panel):
    """The visit whose blood pressure waits for its second reading."""
    card = next(t.card for t in panel("flow_board").tiles if "BP" in t.card.service)
    window.bench.active.choose_patient(card.patient_id, card.encounter_id)
    return card


def test_this_visit_is_the_one_on_the_screen_and_comes_first(window, ends, panel) -> None:
    card = active_visit(window, panel)
    rows = ends.model.rows
    ours = [row for row in rows if row.due == "This visit"]
    assert ours
    assert {row.encounter_id for row in ours} == {card.encounter_id}
    calm = [row for row in rows if row.due != "Now"]
    assert calm[: len(ours)] == ours
    assert all(row.due.startswith("Here since") for row in rows if row.need and not row.here)


def test_danger_comes_before_the_visit_on_the_screen(window, ends, panel, desk) -> None:
    with desk.work("Task", needs=Permission.TASKS) as work:
        work.insert(
            Task(description="critical potassium", priority="stat", owner_role="ma", due_at=desk.now())
        )
    active_visit(window, panel)
    assert ends.model.rows[0].sentence == "critical potassium"


def test_the_next_action_stands_with_its_key(window, ends) -> None:
    index = ends.model.index(0, 4)
    shown = ends.model.data(index)
    assert shown.endswith("Enter")
    assert "Do it" not in {row.next_action for row in ends.model.rows}


def test_whose_work_it_is_is_not_pretended(window, ends, panel) -> None:
    active_visit(window, panel)
    coverage = next(row for row in ends.model.rows if row.need == "coverage")
    assert coverage.owner == "Front desk"


def test_enter_goes_to_the_place_where_it_is_done(window, ends, panel) -> None:
    place = next(n for n, row in enumerate(ends.model.rows) if row.need == "copay")
    ends.table.setFocus()
    ends.table.setCurrentIndex(ends.model.index(place, 0))
    QTest.keyClick(ends.table, Key.Key_Return)
    assert (
        window.bench.focus.encounter_id == ends.model.rows[0].encounter_id or window.bench.focus.encounter_id
    )
    assert window.workspace.focused_panel() is panel("billing")


def test_a_task_is_closed_with_its_answer_and_undone(window, ends, dialog, qtbot) -> None:
    place = next(n for n, row in enumerate(ends.model.rows) if "Referral" in row.sentence)
    task = ends.model.rows[place].task_id
    ends.table.setFocus()
    ends.table.setCurrentIndex(ends.model.index(place, 0))
    QTest.keyClick(ends.table, Key.Key_Return)
    ask = dialog(AskReason)
    qtbot.keyClicks(ask.focusWidget(), "reached")
    qtbot.mouseClick(ask.yes_button, Qt.MouseButton.LeftButton)
    assert Task.get_by_id(task).status == "completed"
    assert task not in {row.task_id for row in ends.model.rows}
    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert task in {row.task_id for row in ends.model.rows}


def test_the_row_of_the_keyboard_stays_when_others_move(window, ends, panel) -> None:
    place = next(n for n, row in enumerate(ends.model.rows) if "Refrigerator" in row.sentence)
    ends.table.setCurrentIndex(ends.model.index(place, 0))
    active_visit(window, panel)
    assert ends.model.rows[ends.table.currentIndex().row()].sentence.startswith("Refrigerator")


def test_a_limit_never_hides_danger(ends, desk) -> None:
    with desk.work("Tasks", needs=Permission.TASKS, undoable=False) as work:
        for number in range(210):
            work.insert(
                Task(description=f"routine {number}", priority="routine", owner_role="ma", due_at=desk.now())
            )
        work.insert(Task(description="critical", priority="stat", owner_role="ma"))
    ends.refresh()
    assert ends.model.rows[0].sentence == "critical"
    assert "more later" in ends.counts.text()


def test_nothing_open_says_so(window, ends, desk) -> None:
    from ma_desktop.models import Encounter

    Task.update(status="completed").execute()
    Encounter.update(stage="billed").execute()
    ends.refresh()
    assert ends.nothing.isVisible()
    assert not ends.table.isVisible()


def test_where_it_is_narrow_the_owner_goes_first_and_the_days_picture_stays(window, ends, qapp) -> None:
    table = ends.table
    due, owner = 0, 3
    for width, gone in ((1200, set()), (640, {owner}), (420, {due, owner})):
        table.setFixedWidth(width)
        qapp.processEvents()
        assert {n for n in range(5) if table.isColumnHidden(n)} == gone, width
    mark = ends.model.data(ends.model.index(0, 1), Qt.ItemDataRole.DecorationRole)
    assert not mark.isNull()
    assert ends.model.data(ends.model.index(0, 1), Qt.ItemDataRole.ToolTipRole).startswith("Due: ")


def test_a_refresh_leaves_nothing_behind(window, ends) -> None:
    before = len(ends.table.children())
    for _n in range(5):
        ends.refresh()
    assert len(ends.table.children()) == before


def test_the_visits_own_lines_are_in_sight_when_it_is_chosen(window, ends, panel, qapp) -> None:
    window.resize(1366, 768)
    qapp.processEvents()
    active_visit(window, panel)
    qapp.processEvents()
    assert ends.model.rows[0].here
    assert ends.table.rowAt(2) == 0
    assert ends.table.viewport().height() >= 3 * ends.table.verticalHeader().defaultSectionSize()
