"""F9: what the hallway can see names nobody, wherever the window shows many people at once."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget

from ma_desktop.models import Appointment, Encounter, Patient
from ma_desktop.views.hallway import initials_of

Key = Qt.Key


def families() -> set[str]:
    """Of everybody who is in the book or in the office."""
    booked = Patient.select(Patient.family).join(Appointment).tuples()
    here = Patient.select(Patient.family).join(Encounter).tuples()
    return {family for (family,) in [*booked, *here]}


def words_of(widget: QWidget) -> list[str]:
    found = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.whatsThis()]
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        found.append(widget.text())
    if isinstance(widget, QTableView) and widget.model() is not None:
        model = widget.model()
        found += [
            str(model.index(row, column).data(role) or "")
            for row in range(model.rowCount())
            for column in range(model.columnCount())
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        ]
    for block in getattr(widget, "blocks", ()):
        found += [str(getattr(block, part, "")) for part in ("name", "detail", "state", "tip", "card")]
    return found


def named(window: QWidget) -> set[str]:
    """Family names that a person in front of the window can read, hear or point at."""
    QApplication.processEvents()
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    text = "\n".join(part for widget in shown for part in words_of(widget))
    return {family for family in families() if re.search(rf"\b{re.escape(family)}\b", text)}


@pytest.fixture
def everything(window, panel):
    """Schedule, board, loose ends and a chart are on the screen."""
    for name in ("schedule", "flow_board", "loose_ends"):
        window.workspace.raise_panel(name)
    board = panel("flow_board")
    board.open_side(board.tiles[0].card)
    return window


def test_nobody_is_named_on_board_schedule_and_lists(everything, panel) -> None:
    window, board = everything, panel("flow_board")
    assert len(named(window)) > 5, "before, they are"
    QTest.keyClick(window, Key.Key_F9)
    assert named(window) == set()
    assert not board.side.isVisible(), "the side panel closes"
    assert window.bench.focus.patient_id is None, "whoever was on the screen is put away"
    assert {t.accessibleName().split(",")[0] for t in board.tiles} == {t.card.initials for t in board.tiles}
    blocks = panel("schedule").view.blocks
    assert blocks
    assert all(len(block.name) <= 3 for block in blocks)


@pytest.mark.parametrize("name", ["waiting_list", "call_list", "outbox", "loose_ends"])
def test_a_list_that_cannot_hide_names_is_put_away(window, panel, name) -> None:
    QTest.keyClick(window, Key.Key_F9)
    window.workspace.raise_panel(name)
    frame = panel(name).widget()
    assert frame.curtain.isVisible()
    assert not frame.body.isVisible()
    assert named(window) == set()
    QTest.keyClick(window, Key.Key_F9)
    assert frame.body.isVisible()
    assert not frame.curtain.isVisible()


def test_f9_again_brings_names_and_the_patient_back(everything, panel) -> None:
    window = everything
    before = window.bench.focus
    QTest.keyClick(window, Key.Key_F9)
    QTest.keyClick(window, Key.Key_F9)
    assert window.bench.focus == before
    assert len(named(window)) > 5


def test_the_week_and_what_changes_meanwhile_are_masked_too(window, panel, desk) -> None:
    QTest.keyClick(window, Key.Key_F9)
    panel("schedule").set_mode("week")
    panel("schedule").refresh()
    panel("flow_board").refresh()
    assert named(window) == set()


def test_whoever_opens_a_patient_in_the_hallway_view_sees_who_it_is(window, panel) -> None:
    """Working on somebody without the name would be the greater danger."""
    QTest.keyClick(window, Key.Key_F9)
    board = panel("flow_board")
    card = board.tiles[0].card
    QTest.keyClick(board.tiles[0], Key.Key_Space)
    assert panel("patient_chart").banner.name.text() == card.patient


@pytest.mark.parametrize(
    ("patient", "shown"), [("Lombardi, Amara", "LA"), ("Garcia-Lopez, Ines", "GI"), ("Cher", "C")]
)
def test_initials(patient: str, shown: str) -> None:
    assert initials_of(patient) in {shown, shown[::-1]}


def test_what_was_said_searched_and_refused_goes_with_the_names(window, panel) -> None:
    schedule, family = panel("schedule"), sorted(families())[0]
    window.workspace.raise_panel("schedule")
    window.say(f"Booked for {family}.")
    schedule.notice(f"{family} is here already.")
    box = window.bar.find_box
    box.setFocus()
    QTest.keyClicks(box, family)
    assert box.popup.isVisible()
    QTest.keyClick(window, Key.Key_F9)
    assert named(window) == set()


def test_whom_somebody_put_away_does_not_come_back_for_the_next_person(window, panel) -> None:
    board = panel("flow_board")
    board.open_side(board.tiles[0].card)
    QTest.keyClick(window, Key.Key_F9)
    window.bench.sit_down(window.bench.desk)
    board.toggle_privacy()
    if window.bench.private:
        board.toggle_privacy()
    assert window.bench.focus.patient_id is None
