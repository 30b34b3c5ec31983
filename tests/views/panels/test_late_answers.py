"""The answer to a save comes when somebody else is on the screen: nothing of theirs is touched, and what was saved does not come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.models import ClinicalNote, Draft, Encounter, Observation
from ma_desktop.views import theme
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks, Job
from ma_desktop.views.workbench import Workbench


class SlowAnswers(InlineTasks):
    """Work is done at once; while ``holding``, answers of the writing thread wait until ``release``."""

    holding = False

    def _post_answer(self, job: Job, result: Any, error: Exception | None) -> None:
        if self.holding and job.lane == "write":
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
