"""The same visit through the real window, by mouse and keys, on a real encrypted record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from ma_desktop.app import make_ports
from ma_desktop.models import ChargeItem, Encounter, EncounterStatusHistory, Location, PaymentNotice
from ma_desktop.services.desk import Desk
from ma_desktop.views import theme
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
from ma_desktop.views.dialogs.review_medicines import ReviewMedicines
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.workbench import Workbench


@pytest.fixture
def window(desk: Desk, record: object, qtbot: QtBot, qapp: object) -> MainWindow:
    theme.apply(qapp, "light")
    bench = Workbench(desk, InlineTasks())
    made = MainWindow(bench, make_ports(record, desk))
    qtbot.addWidget(made)
    made.resize(1680, 1020)
    made.show()
    made.begin()
    return made


def panel(window: MainWindow, name: str):
    return next(p for p in window.panels if p.name == name)


def dialog(window: MainWindow, kind: type[Dialog]) -> Dialog:
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def test_a_walk_in_is_registered_measured_coded_and_leaves(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.commands.run("walk_in")
    book = dialog(window, Book)
    qtbot.keyClicks(book.who, "Zander Quill")
    qtbot.mouseClick(book.new_button, Qt.MouseButton.LeftButton)
    assert (book.family.text(), book.given.text()) == ("Quill", "Zander")
    qtbot.keyClicks(book.birth, "3/14/68")
    qtbot.keyClicks(book.phone, "9375558181")
    qtbot.keyClicks(book.reason, "My pressure was high")
    choose(book.service, "BP check")
    qtbot.mouseClick(book.yes_button, Qt.MouseButton.LeftButton)

    visit = window.bench.focus.encounter_id
    assert visit is not None
    chart, vitals, billing = panel(window, "patient_chart"), panel(window, "vitals"), panel(window, "billing")
    assert "Quill, Zander" in chart.banner.name.text()
    press(window, qtbot, "identity")
    press(window, qtbot, "contact")

    chart.visit_tab.steps._room_menu(choices(window))
    menu = chart.visit_tab.next_button.findChildren(_menu())[-1]
    next(a for a in menu.actions() if a.isEnabled()).trigger()
    menu.close()
    assert stage(visit) == "roomed"

    qtbot.keyClicks(vitals.entries["pulse"].input, "88")
    qtbot.keyClicks(vitals.entries["blood_pressure"].input, "152/94")
    qtbot.mouseClick(vitals.save_button, Qt.MouseButton.LeftButton)
    assert stage(visit) == "vitals"
    assert "second measurement required" in vitals.chip.text()
    qtbot.keyClicks(vitals.entries["blood_pressure.2"].input, "148/92")
    qtbot.mouseClick(vitals.save_button, Qt.MouseButton.LeftButton)
    for need, kind in (("allergies", ReviewAllergies), ("medicines", ReviewMedicines)):
        press(window, qtbot, need)
        qtbot.mouseClick(dialog(window, kind).yes_button, Qt.MouseButton.LeftButton)
    for wanted in ("ready", "provider"):
        qtbot.mouseClick(chart.visit_tab.next_button, Qt.MouseButton.LeftButton)
        assert stage(visit) == wanted

    qtbot.keyClicks(chart.visit_tab.plan, "Home readings")
    qtbot.keyClicks(chart.visit_tab.follow_up, "none needed")
    chart.visit_tab.save_plan()
    qtbot.mouseClick(chart.visit_tab.next_button, Qt.MouseButton.LeftButton)
    assert stage(visit) == "checkout"

    billing.fee.lineEdit().setText("99211")
    billing._take_fee()
    assert ChargeItem.select().where(ChargeItem.encounter == visit).count() == 1
    billing.amount.setText("20")
    qtbot.mouseClick(billing.take, Qt.MouseButton.LeftButton)
    assert PaymentNotice.select().where(PaymentNotice.encounter == visit).count() == 1
    assert EncounterStatusHistory.select().where(EncounterStatusHistory.encounter == visit).count() == 6
    assert Location.select().where(Location.state == "dirty").count() > 0


def test_a_value_that_cannot_be_is_said_at_once_and_nothing_is_lost(window: MainWindow, qtbot: QtBot) -> None:
    visit = Encounter.select().where(Encounter.stage == "vitals").first()
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    vitals = panel(window, "vitals")
    qtbot.keyClicks(vitals.entries["pulse"].input, "7600")
    qtbot.mouseClick(vitals.save_button, Qt.MouseButton.LeftButton)
    assert vitals.entries["pulse"].input.text() == "7600"
    assert not vitals.entries["pulse"].sentence.isHidden()
    vitals.entries["pulse"].input.clear()
    qtbot.keyClicks(vitals.entries["temperature"].input, "37C")
    other = Encounter.select().where(Encounter.stage == "ready").first()
    window.bench.active.choose_patient(other.patient_id, other.id)
    assert vitals.entries["temperature"].input.text() == ""
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    assert vitals.entries["temperature"].input.text() == "37C"


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(next(i for i in range(box.count()) if words in box.itemText(i)))


def press(window: MainWindow, qtbot: QtBot, need: str) -> None:
    panel(window, "patient_chart").visit_tab.checklist.pressed.emit(need)


def stage(visit: int) -> str:
    return str(Encounter.get_by_id(visit).stage)


def choices(window: MainWindow):
    from ma_desktop.services.schedule.booking_choices import booking_choices

    return booking_choices(window.bench.desk)


def _menu():
    from PySide6.QtWidgets import QMenu

    return QMenu
