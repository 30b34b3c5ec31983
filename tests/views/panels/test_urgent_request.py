"""Called away by one key and back by the same: the very field, patient, tab, cursor and scroll; dialogs are put aside."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, Task, User
from ma_desktop.services.visit.ask_urgently import ask_urgently
from ma_desktop.services.visit.urgent_requests import urgent_requests
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from ma_desktop.views.dialogs.urgent_request import AskUrgently
from tests.conftest import PASSWORD

Key, CTRL, SHIFT, ALT = (
    Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def visit_of(stage: Stage) -> Encounter:
    return Encounter.standing().where(Encounter.stage == str(stage)).get()


def chips(window: Any) -> list[str]:
    QApplication.processEvents()
    return [b.text() for b in window.findChildren(QPushButton, "urgentChip") if b.isVisible()]


@pytest.fixture
def chart(window: Any, panel: Any) -> Any:
    window.choose_perspective("rooming")
    return panel("patient_chart")


@pytest.fixture
def asked(desk: Any) -> Encounter:
    """Dr. Ito asks for an EKG where a visit is with the provider."""
    visit = visit_of(Stage.PROVIDER)
    ask_urgently(desk, "EKG", encounter_id=visit.id)
    return visit


def in_the_story(window: Any, chart: Any) -> tuple[Any, Any]:
    """The second line of the story of a visit in its room, half-typed, the cursor in the middle."""
    visit = visit_of(Stage.ROOMED)
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    QTest.keyClick(window, Key.Key_F11)
    press(Key.Key_H, ALT)
    QTest.keyClicks(QApplication.focusWidget(), "left ear")
    press(Key.Key_Return)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "dull and full")
    field.setCursorPosition(4)
    return visit, field


def test_one_key_there_and_the_same_key_back_to_the_very_field(
    window: Any, chart: Any, asked: Encounter
) -> None:
    visit, field = in_the_story(window, chart)
    press(Key.Key_F5)
    assert window.bench.focus.encounter_id == asked.id
    assert chart.front == "visit"
    assert "Dr. Ito asks: EKG" in chart.widget().notice.sentence
    assert field.text() == "", "nothing of the one stands under the other's name"
    QTest.keyClick(window, Key.Key_F5)
    assert window.bench.focus.encounter_id == visit.id
    assert QApplication.focusWidget() is field
    assert field.text() == "dull and full"
    assert field.cursorPosition() == 4
    assert chart.visit_tab.rooming.current == "story"
    assert len(urgent_requests(window.bench.desk)) == 1, "coming back closes nothing"


def test_back_from_another_tab_with_its_scroll(window: Any, chart: Any, asked: Encounter) -> None:
    visit = visit_of(Stage.ROOMED)
    window.resize(1100, 700)
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    chart.choose_tab("timeline")
    here = QApplication.focusWidget()
    QTest.keyClick(here, Key.Key_F5)
    assert chart.front == "visit"
    QTest.keyClick(window, Key.Key_F5)
    assert chart.front == "timeline"
    assert window.bench.focus.encounter_id == visit.id
    assert QApplication.focusWidget() is here


def test_esc_in_the_sheet_brings_back_too_and_else_leaves_it(
    window: Any, chart: Any, asked: Encounter
) -> None:
    visit, field = in_the_story(window, chart)
    press(Key.Key_F5)
    QTest.keyClick(window, Key.Key_F11)
    press(Key.Key_Escape)
    assert window.bench.focus.encounter_id == visit.id
    assert QApplication.focusWidget() is field
    press(Key.Key_Escape)
    assert not chart.visit_tab.rooming.isVisible()


def test_a_form_that_is_open_is_put_aside_and_stands_again(
    window: Any, chart: Any, asked: Encounter, dialog: Any
) -> None:
    visit = visit_of(Stage.ROOMED)
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    window.bench.commands.run("place_order")
    from ma_desktop.views.dialogs.place_order import PlaceOrder

    form = dialog(PlaceOrder)
    QTest.keyClicks(form.what, "Urine")
    QTest.keyClick(form.what, Key.Key_F5)
    assert not form.isVisible()
    assert window.bench.focus.encounter_id == asked.id
    QTest.keyClick(window, Key.Key_F5)
    assert form.isVisible()
    assert form.what.text() == "Urine"
    form.reject()


def test_with_nothing_open_the_key_enters_one_and_typing_the_room_finds_the_visit(
    window: Any, chart: Any, dialog: Any
) -> None:
    visit = visit_of(Stage.PROVIDER)
    QTest.keyClick(window, Key.Key_F5)
    form = dialog(AskUrgently)
    QTest.keyClicks(form.what, f"EKG {visit.location.name.lower()}")
    assert form.visit.currentData() == visit.id
    form.how.setCurrentIndex(form.how.findData("told"))
    QTest.keyClick(form.what, Key.Key_Return)
    task = Task.select().where(Task.kind == "urgent-request").get()
    assert task.encounter_id == visit.id
    assert chips(window) == [task.description]
    assert window.lock_page.calls.text() == task.description
    assert visit.patient.family not in task.description


def test_the_provider_signs_it_in_place(window: Any, chart: Any, dialog: Any) -> None:
    visit = visit_of(Stage.PROVIDER)
    User.update(practitioner=visit.practitioner_id).where(User.login == "ada").execute()
    QTest.keyClick(window, Key.Key_F5, SHIFT)
    form = dialog(AskUrgently)
    QTest.keyClicks(form.what, "swab")
    form.how.setCurrentIndex(form.how.findData("signed"))
    form.accept()
    sign = dialog(SignInPlace)
    sign.login.setText("ada")
    sign.password.setText(PASSWORD)
    sign.accept()
    task = Task.select().where(Task.kind == "urgent-request").get()
    assert task.input[0]["what"] == "signed"


def test_closing_it_with_its_outcome_brings_her_back(
    window: Any, chart: Any, asked: Encounter, dialog: Any, qtbot: Any
) -> None:
    visit, field = in_the_story(window, chart)
    press(Key.Key_F5)
    QTest.keyClick(window, Key.Key_F5, CTRL)
    form = dialog(AskReason)
    form.reason.setCurrentText("done")
    form.accept()
    assert urgent_requests(window.bench.desk) == ()
    assert chips(window) == []
    assert window.bench.focus.encounter_id == visit.id
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    assert not window.detour.away


def test_the_sound_is_heard_once(window: Any, chart: Any, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(1))
    ask_urgently(desk, "EKG")
    assert heard == [], "off unless the practice wants it"
    from ma_desktop.services.practice.change_setting import change_setting

    change_setting(desk, "visit.urgent_sound", "yes")
    ask_urgently(desk, "swab")
    window.refresh_words()
    window.refresh_words()
    assert heard == [1]


def test_another_person_at_the_desk_is_not_brought_to_her_field(
    window: Any, chart: Any, asked: Encounter, desk: Any
) -> None:
    in_the_story(window, chart)
    press(Key.Key_F5)
    assert window.detour.away
    window.bench.sit_down(desk)
    assert not window.detour.away
