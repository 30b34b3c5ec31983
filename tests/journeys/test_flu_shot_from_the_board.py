"""A flu shot visit from arrival to “ready for provider”, worked on beside the board; every key and click is counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain import orders
from ma_desktop.models import (
    Encounter,
    HealthcareService,
    Observation,
    PaymentNotice,
    Practitioner,
    ReviewedList,
)
from ma_desktop.services.care.place_order import place_order
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.visit_needs import missing_before_ready, visit_needs
from ma_desktop.views.main_window import MainWindow
from tests.journeys.driver import Keys, Mouse, panel
from tests.journeys.test_one_visit_on_screen import insured

Key = Qt.Key
#: What the field study asks of a board (its first idea): full rooming of a flu visit.
MOST = 25


class Hand:
    """Presses and clicks what a person sees; ``count`` is both together, ``letters`` those that the record keeps."""

    def __init__(self, window: MainWindow) -> None:
        self.keys, self.mouse, self.clicks = Keys(window, straight=True), Mouse(window), 0

    @property
    def count(self) -> int:
        return self.keys.count + self.clicks

    @property
    def letters(self) -> int:
        return self.keys.letters


@pytest.fixture
def flu_shot(window: MainWindow) -> Encounter:
    """Somebody insured walks in for the shot that the provider ordered in writing; coverage was last checked long ago."""
    desk, who = window.bench.desk, insured()
    service = HealthcareService.get(HealthcareService.name == "MA visit: injection")
    visit = walk_in(
        desk,
        patient_id=who.id,
        practitioner_id=Practitioner.get().id,
        service_id=service.id,
        reason="Flu shot",
    )
    place_order(
        desk, visit, words="Influenza vaccine, 0.5 mL IM", kind="injection", chip="Flu", how=orders.WRITTEN
    )
    return Encounter.get_by_id(visit)


def missing(window: MainWindow, visit: Encounter) -> set[str]:
    return {need.key for need in visit_needs(window.bench.desk, visit.id) if need.missing and not need.soft}


def test_rooming_a_flu_shot_takes_at_most_25_strokes(window: MainWindow, flu_shot: Encounter) -> None:
    hand, board = Hand(window), panel(window, "flow_board")
    keys = hand.keys
    assert missing(window, flu_shot) >= {"identity", "coverage"}
    keys.press(Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    while (
        not (here := next((t for t in board.tiles if t.hasFocus()), None))
        or here.card.encounter_id != flu_shot.id
    ):
        keys.press(Key.Key_Down)
    keys.press(Key.Key_Return)
    sheet = board.side
    assert sheet.isVisible()
    assert window.bench.focus.encounter_id == flu_shot.id, "the window's patient is the card's"
    who = flu_shot.patient
    assert who.family in sheet.who.words.text()
    assert f"{who.birth_date:%m/%d/%Y}" in sheet.who.words.text()

    for _turn in range(6):  # identity, insurance, address, copay: each has the keyboard in its turn
        if not missing(window, flu_shot):
            break
        if QApplication.focusWidget() is sheet.money.method:
            keys.press(Key.Key_Down)  # by card; Enter alone takes no money
        keys.press(Key.Key_Return)
    assert not missing(window, flu_shot), QApplication.focusWidget()
    assert PaymentNotice.select().where(PaymentNotice.encounter == flu_shot.id).count() == 1
    keys.press(Key.Key_Return)  # the first clean room
    assert Encounter.get_by_id(flu_shot.id).stage == "roomed"
    assert QApplication.focusWidget() is sheet.vitals.rows["temperature"].input
    keys.type("98.6")
    keys.press(Key.Key_Return)
    assert Encounter.get_by_id(flu_shot.id).stage == "vitals"
    keys.press(Key.Key_Return)  # allergies as they stand on the sheet
    keys.press(Key.Key_Return)  # medicines
    assert missing_before_ready(window.bench.desk, flu_shot.id) == ()
    assert "Flu" in [line.chip for line in sheet.orders.orders], (
        "what is to be given stands there, not done yet"
    )
    keys.press(Key.Key_Return)
    assert Encounter.get_by_id(flu_shot.id).stage == "ready"

    assert hand.count <= MOST, (hand.count, hand.letters)
    assert hand.letters == 4, "the temperature is all that is typed"
    temperature = (
        Observation.standing().where(Observation.encounter == flu_shot.id, Observation.code == "8310-5").get()
    )
    assert temperature.original == "98.6"
    reviewed = {row.code for row in ReviewedList.select().where(ReviewedList.encounter == flu_shot.id)}
    assert reviewed == {"allergies", "medications"}
    assert sheet.isVisible(), "nobody was thrown to another page"


def test_the_same_by_mouse(window: MainWindow, flu_shot: Encounter) -> None:
    """Clicks, and four keys for the temperature."""
    board, mouse = panel(window, "flow_board"), Mouse(window)
    tile = next(t for t in board.tiles if t.card.encounter_id == flu_shot.id)
    window.workspace.raise_panel("flow_board")
    clicks = 1
    mouse.click(tile.arrow)
    sheet = board.side
    for key in ("identity", "coverage", "contact"):
        if key in missing(window, flu_shot):
            mouse.click(sheet.checklist.buttons[key])
            clicks += 1
    if "copay" in missing(window, flu_shot):
        sheet.money.method.setFocus()
        QTest.keyClick(sheet.money.method, Key.Key_Down)
        mouse.click(sheet.money.take)
        clicks += 3
        assert PaymentNotice.select().where(PaymentNotice.encounter == flu_shot.id).count() == 1
    mouse.click(sheet.rooms.first)
    mouse.type(sheet.vitals.rows["temperature"].input, "98.6")
    mouse.click(sheet.vitals.save_button)
    mouse.click(sheet.allergies.same)
    mouse.click(sheet.medicines.same)
    mouse.click(sheet.next_button)
    clicks += 7 + 4 - 1
    assert Encounter.get_by_id(flu_shot.id).stage == "ready"
    assert clicks <= MOST


def test_the_copay_is_never_taken_by_enter_alone(window: MainWindow, flu_shot: Encounter) -> None:
    from decimal import Decimal

    from ma_desktop.models import Coverage

    Coverage.update(copay=2500).where(Coverage.patient == flu_shot.patient_id).execute()
    HealthcareService.update(copay=True).execute()
    board = panel(window, "flow_board")
    board.open_side(next(t.card for t in board.tiles if t.card.encounter_id == flu_shot.id))
    sheet = board.side
    assert sheet.money.isVisible()
    sheet.money.method.setFocus()
    QTest.keyClick(sheet.money.method, Key.Key_Return)
    assert "how it was paid" in sheet.notice_line.sentence
    assert not PaymentNotice.select().where(PaymentNotice.encounter == flu_shot.id).exists()
    QTest.keyClick(sheet.money.method, Key.Key_Down)
    QTest.keyClick(sheet.money.method, Key.Key_Return)
    paid = PaymentNotice.get(PaymentNotice.encounter == flu_shot.id)
    assert (paid.method, paid.kind) == ("card", "copay")
    assert paid.amount > Decimal(0)
    assert not sheet.money.isVisible()
