"""Merging at the screen: complaint 69, too many small clicks. Here: one command, one key to take the likely one, one to merge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ma_desktop.models import Patient
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.merge import Merge
from ma_desktop.views.main_window import MainWindow


def test_two_charts_become_one_in_two_keys_and_apart_again(
    window: MainWindow, desk: Any, dialog: Callable[..., Any], qtbot: QtBot
) -> None:
    one = register_patient(desk, NewPatient("Pruitt", "Katherine", date(1977, 6, 4), address="9 Linden Ct"))
    other = register_patient(desk, NewPatient("Pruitt", "Kathy", date(1977, 6, 4), phone="9375554470"))
    window.bench.active.choose_patient(one)
    window.bench.commands.run("merge_patients")
    merge = dialog(Merge)
    qtbot.waitUntil(merge.who.hasFocus)
    assert merge.list.count() == 1
    QTest.keyClick(merge.who, Qt.Key.Key_Return)
    assert [line.key for line in merge.preview.lines] == ["given", "phone", "address"]
    assert merge.choices["phone"].isChecked()
    assert not merge.choices["given"].isChecked()
    assert Patient.get_by_id(other).merged_into is None
    merge.yes_button.click()
    assert Patient.get_by_id(other).merged_into == one
    assert (Patient.get_by_id(one).phone, Patient.get_by_id(one).given) == ("9375554470", "Katherine")
    window.bench.commands.run("unmerge_patients")
    ask = dialog(AskReason)
    ask.reason.setCurrentText("two different people")
    ask.accept()
    assert Patient.get_by_id(other).merged_into is None
    assert window.bench.focus.patient_id == other


def test_the_other_one_may_go_on_and_a_search_finds_it(
    window: MainWindow, desk: Any, dialog: Callable[..., Any], qtbot: QtBot
) -> None:
    one = register_patient(desk, NewPatient("Pruitt", "Katherine", date(1977, 6, 4)))
    other = register_patient(desk, NewPatient("Zander", "Quill", date(1950, 1, 2)))
    window.bench.active.choose_patient(one)
    window.bench.commands.run("merge_patients")
    merge = dialog(Merge)
    qtbot.keyClicks(merge.who, "zander")
    QTest.keyClick(merge.who, Qt.Key.Key_Return)
    merge.swap.click()
    assert merge.preview.goes_on.patient_id == other
    merge.accept()
    assert Patient.get_by_id(one).merged_into == other
    assert window.bench.focus.patient_id == other
