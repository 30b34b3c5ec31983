"""Orders in the Visit tab and their dialog, by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ma_desktop.models import Encounter, ServiceRequest
from ma_desktop.services.care.visit_orders import visit_orders
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.place_order import PlaceOrder

ALT, Key = Qt.KeyboardModifier.AltModifier, Qt.Key


@pytest.fixture
def visit(window) -> int:
    row = (
        Encounter.standing()
        .where(Encounter.type_text == "MA visit: BP check")
        .order_by(Encounter.id.desc())
        .first()
    )
    window.bench.active.choose_patient(row.patient_id, row.id)
    return int(row.id)


@pytest.fixture
def section(panel, visit):
    return panel("patient_chart").visit_tab.orders


def test_alt_d_ticks_the_first_open_order(window, desk, visit, section) -> None:
    assert section.isVisible()
    QTest.keyClick(window, Key.Key_D, ALT)
    assert [line.state for line in visit_orders(desk, visit)] == ["done", "open"]
    assert "verbal, read back" in section.orders[0].by


def test_an_order_is_entered_by_keys(window, desk, visit, section, dialog) -> None:
    QTest.keyClick(window, Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    form = dialog(PlaceOrder)
    assert form.focusWidget() is form.what
    QTest.keyClicks(form.what, "EKG now")
    QTest.keyClick(form.what, Key.Key_Return)
    last = ServiceRequest.select().order_by(ServiceRequest.id.desc()).first()
    assert (last.display, last.chip, last.how) == ("EKG now", "EKG", "verbal, read back")
    assert section.orders[-1].words == "EKG now"


def test_an_empty_order_keeps_the_dialog_and_says_why(window, visit, section, qtbot, dialog) -> None:
    qtbot.mouseClick(section.add_button, Qt.MouseButton.LeftButton)
    form = dialog(PlaceOrder)
    form.accept()
    assert form.isVisible()
    assert "what is to be done" in form.notice_line.label.text()


def test_an_order_is_put_off_with_a_reason(desk, visit, section, qtbot, pick, dialog) -> None:
    qtbot.mouseClick(section.change_button, Qt.MouseButton.LeftButton)
    pick("Put off: Basic metabolic panel, gold top…")
    ask = dialog(AskReason)
    ask.reason.setCurrentText("patient fasts first")
    ask.accept()
    assert visit_orders(desk, visit)[1].state == "deferred"
