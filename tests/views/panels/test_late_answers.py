"""The answer to a save comes when somebody else is on the screen: nothing of theirs is touched, and what was saved does not come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.models import ClinicalNote, Draft, Encounter, Observation, PaymentNotice, ServiceRequest
from ma_desktop.views import theme
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks, Job
from ma_desktop.views.workbench import Workbench


class SlowAnswers(InlineTasks):
    """Work is done at once; while ``holding``, answers of one ``lane`` wait until ``release``."""

    holding = False
    lane = "write"

    def _post_answer(self, job: Job, result: Any, error: Exception | None) -> None:
        if self.holding and job.lane == self.lane:
            self.waiting = [*getattr(self, "waiting", []), (job, result, error)]
        else:
            super()._post_answer(job, result, error)

    def release(self) -> None:
        self.holding = False
        for job, result, error in self.__dict__.pop("waiting", []):
            super()._post_answer(job, result, error)


@pytest.fixture
def slow(desk: Any, record: object, qtbot: QtBot, qapp: QApplication) -> tuple[MainWindow, SlowAnswers]:
    theme.apply(qapp, "light")
    tasks = SlowAnswers()
    made = MainWindow(Workbench(desk, tasks), make_ports(record, desk))
    qtbot.addWidget(made)
    made.resize(1920, 1080)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin()
    return made, tasks


@pytest.fixture
def panel(slow: tuple[MainWindow, SlowAnswers]) -> Callable[[str], Any]:
    return lambda name: next(p for p in slow[0].panels if p.name == name)


def two() -> tuple[Encounter, Encounter]:
    first = Encounter.get(Encounter.stage == "roomed")
    second = Encounter.select().where(Encounter.stage == "vitals", Encounter.id != first.id).first()
    return first, second


def test_vitals_saved_for_one_do_not_clear_what_is_typed_for_another(slow, panel) -> None:
    window, tasks = slow
    first, second = two()
    vitals = panel("vitals")
    window.bench.active.choose_patient(first.patient_id, first.id)
    vitals.entries["pulse"].input.setText("77")
    vitals.draft.touch()
    vitals.draft.flush()
    assert Draft.select().where(Draft.form == "vitals", Draft.encounter == first.id).count() == 1
    tasks.holding = True
    vitals.save()
    assert (
        Observation.select().where(Observation.encounter == first.id, Observation.code == "8867-4").exists()
    )
    window.bench.active.choose_patient(second.patient_id, second.id)
    field = vitals.entries["spo2"].input
    field.setText("97")
    vitals.draft.touch()
    tasks.release()
    assert field.text() == "97"
    assert Draft.select().where(Draft.form == "vitals", Draft.encounter == first.id).count() == 0
    window.bench.active.choose_patient(first.patient_id, first.id)
    assert vitals.entries["pulse"].input.text() == "", "what was saved does not come back as half-typed"
    window.bench.active.choose_patient(second.patient_id, second.id)
    assert vitals.entries["spo2"].input.text() == "97"


def test_words_typed_on_while_a_note_is_saved_are_kept_as_a_change_of_it(slow, panel) -> None:
    window, tasks = slow
    first, _second = two()
    window.bench.active.choose_patient(first.patient_id, first.id)
    tab = panel("patient_chart").tab["notes"]
    tab.come_to_front()
    tab.form.text.setPlainText("Seen")
    tasks.holding = True
    tab.save(True)
    tab.form.text.setPlainText("Seen and told")
    tasks.release()
    assert tab.form.text.toPlainText() == "Seen and told"
    tab.save(True)
    (row,) = ClinicalNote.select().where(ClinicalNote.patient == first.patient_id)
    assert (row.text, row.status) == ("Seen and told", "final")


def test_a_payment_of_one_leaves_the_half_typed_one_of_another(slow, panel) -> None:
    window, tasks = slow
    first, second = two()
    window.workspace.raise_panel("billing")
    billing = panel("billing")
    window.bench.active.choose_patient(first.patient_id, first.id)
    billing.amount.setText("25.00")
    billing.method.setCurrentIndex(billing.method.findData("cash"))
    tasks.holding = True
    billing.take_copay()
    window.bench.active.choose_patient(second.patient_id, second.id)
    billing.reference.setText("4711")
    billing.draft.touch()
    tasks.release()
    assert billing.reference.text() == "4711"
    (paid,) = PaymentNotice.select().where(PaymentNotice.encounter == first.id, PaymentNotice.amount == 25)
    assert paid.patient_id == first.patient_id


def test_a_story_saved_for_one_does_not_move_the_sheet_of_another(slow, panel) -> None:
    window, tasks = slow
    first, second = two()
    visit_tab = panel("patient_chart").tab["visit"]
    window.bench.active.choose_patient(first.patient_id, first.id)
    visit_tab.room()
    rooming = visit_tab.rooming
    rooming.start("reason")
    page = rooming.page("reason")
    page.words.setPlainText("Headache")
    tasks.holding = True
    page.save()
    window.bench.active.choose_patient(second.patient_id, second.id)
    rooming.start("reason")
    page.words.setPlainText("Sore throat since")
    rooming.draft.touch()
    tasks.release()
    assert page.words.toPlainText() == "Sore throat since"
    assert Encounter.get_by_id(first.id).reason == "Headache"


def test_the_side_panel_of_one_does_not_stand_over_another_whose_card_was_never_read(slow, panel) -> None:
    window, tasks = slow
    window.workspace.raise_panel("flow_board")
    board = panel("flow_board")
    one, two_, three = (tile.card for tile in board.tiles[:3])
    board.open_side(one)
    tasks.lane, tasks.holding = "read", True
    board.open_side(two_)
    window.bench.active.choose_patient(three.patient_id, three.encounter_id)
    assert not board.side.isVisible()
    tasks.release()
    assert not board.side.isVisible()


def test_the_side_panel_does_not_come_back_after_esc(slow, panel) -> None:
    window, tasks = slow
    window.workspace.raise_panel("flow_board")
    board = panel("flow_board")
    board.open_side(board.tiles[0].card)
    tasks.lane, tasks.holding = "read", True
    board.side.refresh()
    board.side.leave()
    tasks.release()
    assert not board.side.isVisible()


def test_the_orders_of_one_are_not_done_while_another_is_chosen(slow, panel) -> None:
    window, tasks = slow
    window.workspace.raise_panel("flow_board")
    board = panel("flow_board")
    with_order = next(
        tile.card for tile in board.tiles if any(order.state == "open" for order in tile.card.orders)
    )
    other = next(tile.card for tile in board.tiles if tile.card is not with_order)
    board.open_side(with_order)
    order = next(line for line in board.side.orders.orders if line.state == "open")
    tasks.lane, tasks.holding = "read", True
    board.open_side(other)
    board.side.orders.checklist.buttons[str(order.order_id)].click()
    tasks.release()
    assert ServiceRequest.get_by_id(order.order_id).status == "active"
    assert QApplication.activeModalWidget() is None
