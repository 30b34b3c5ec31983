"""The rooming sheet in the window: keys on real widgets, drafts, the letters, the board, the steps of the needs."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, Observation, PresentIllness, ReviewedList, User
from ma_desktop.services.practice.drafts import draft_of
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.companion import WhoCame
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from tests.conftest import PASSWORD

Key, ALT, CTRL, NONE = (
    Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier,
)  # fmt: skip


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def words(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def visit_of(stage: Stage, *, without: tuple[int, ...] = ()) -> Encounter:
    return Encounter.standing().where(Encounter.stage == str(stage), Encounter.id.not_in(list(without))).get()


@pytest.fixture
def chart(window: Any, panel: Any) -> Any:
    window.choose_perspective("rooming")
    return panel("patient_chart")


def opened(window: Any, chart: Any, visit: Encounter) -> Any:
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    QTest.keyClick(window, Key.Key_F11)
    sheet = chart.visit_tab.rooming
    assert sheet.isVisible()
    assert sheet.visit.encounter_id == visit.id
    return sheet


def test_f11_opens_it_at_what_waits_first_and_esc_shows_the_overview(window: Any, chart: Any) -> None:
    sheet = opened(window, chart, visit_of(Stage.ROOMED))
    first = next(section for section in sheet.data.sections if section.waits)
    assert sheet.current == first.key
    here = QApplication.focusWidget()
    assert sheet.isAncestorOf(here)
    press(Key.Key_Escape)
    assert not sheet.isVisible()
    assert chart.visit_tab.track.isVisible()
    QTest.keyClick(window, Key.Key_F11)
    assert sheet.isVisible()


def test_letters_open_sections_and_enter_walks_the_lines_of_the_story(window: Any, chart: Any) -> None:
    visit = visit_of(Stage.ROOMED)
    Encounter.update(type_text="Acute visit").where(Encounter.id == visit.id).execute()
    sheet = opened(window, chart, visit)
    press(Key.Key_H, ALT)
    assert sheet.current == "story"
    for text in ("right knee", "sharp", "6", "since Friday"):
        words(text)
        press(Key.Key_Return)
    assert QApplication.focusWidget() is sheet.pages["story"].fields["timing"]
    press(Key.Key_Return, CTRL)
    kept = PresentIllness.get(PresentIllness.encounter == visit.id)
    assert kept.answers == {
        "location": "right knee",
        "quality": "sharp",
        "severity": "6",
        "duration": "since Friday",
    }
    assert Encounter.get_by_id(visit.id).stage == Stage.VITALS, "the board moves by itself"
    assert sheet.current != "story"
    for letter, section in (
        ("V", "vitals"),
        ("A", "allergies"),
        ("M", "medicines"),
        ("R", "reason"),
        ("I", "identity"),
    ):
        press(getattr(Key, f"Key_{letter}"), ALT)
        assert sheet.current == section
        assert QApplication.activeModalWidget() is None


def test_a_list_gone_through_goes_on_and_says_who_did_it(window: Any, chart: Any) -> None:
    visit = visit_of(Stage.VITALS)
    sheet = opened(window, chart, visit)
    press(Key.Key_M, ALT)
    press(Key.Key_Return)
    answer = ReviewedList.standing().where(
        ReviewedList.encounter == visit.id, ReviewedList.code == "medications"
    )
    assert answer.count() == 1
    assert sheet.current != "medicines"
    row = sheet.list.rows["medicines"]
    assert row.right.text().startswith("09:40 A")
    assert "done" in row.accessibleName()


def test_half_typed_it_waits_with_its_patient_and_comes_back_to_the_same_field(
    window: Any, chart: Any, desk: Any
) -> None:
    visit = visit_of(Stage.ROOMED)
    other = visit_of(Stage.READY)
    sheet = opened(window, chart, visit)
    press(Key.Key_H, ALT)
    words("left ear")
    press(Key.Key_Return)
    words("dull, since the fl")
    window.bench.active.choose_patient(other.patient_id, other.id)
    assert not sheet.isVisible(), "the other visit shows its overview"
    assert draft_of(desk, "rooming", visit.patient_id, visit.id).fields == {
        "story.location": "left ear", "story.quality": "dull, since the fl",
    }  # fmt: skip
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    assert sheet.isVisible()
    field = sheet.pages["story"].fields["quality"]
    assert field.text() == "dull, since the fl"
    assert QApplication.focusWidget() is field
    assert not PresentIllness.select().where(PresentIllness.encounter == visit.id).exists()


def test_nothing_typed_for_one_visit_stands_in_anothers_sheet(window: Any, chart: Any) -> None:
    first, second = visit_of(Stage.ROOMED), visit_of(Stage.VITALS)
    sheet = opened(window, chart, first)
    press(Key.Key_R, ALT)
    QApplication.focusWidget().selectAll()
    words("Tooth hurts")
    press(Key.Key_V, ALT)
    words("99.1")
    opened(window, chart, second)
    assert sheet.pages["reason"].words.toPlainText() == second.reason
    assert all("99.1" not in row.input.text() for row in sheet.pages["vitals"].vitals.rows.values())
    assert Encounter.get_by_id(first.id).reason == first.reason


def test_when_all_is_done_one_enter_hands_the_patient_over(window: Any, chart: Any) -> None:
    visit = visit_of(Stage.VITALS)
    sheet = opened(window, chart, visit)
    for _turn in range(40):
        if sheet.current == "ready":
            break
        here, page = QApplication.focusWidget(), sheet.pages[sheet.current]
        if sheet.current == "vitals":
            row = next(r for r in page.vitals.rows.values() if r.input is here)
            QTest.keyClicks(here, {"blood_pressure": "148/92", "weight": "181"}.get(row.key, "98"))
            press(Key.Key_Return)
        elif sheet.current in ("story", "screenings", "forms", "door"):
            press(Key.Key_PageDown)
        else:
            press(Key.Key_Return)
    assert sheet.current == "ready"
    assert sheet.visit.holding == ()
    assert QApplication.focusWidget() is sheet.pages["ready"].go
    press(Key.Key_Return)
    assert Encounter.get_by_id(visit.id).stage == Stage.READY
    assert not sheet.isVisible(), "rooming is over: the overview stands again"
    assert Observation.select().where(Observation.encounter == visit.id).exists()


def test_ready_says_what_is_missing_and_leads_there(window: Any, chart: Any) -> None:
    sheet = opened(window, chart, visit_of(Stage.ROOMED))
    sheet.open_section("ready")
    buttons = sheet.pages["ready"].buttons
    assert len(buttons) == len(
        {s.key for s in sheet.data.sections for n in s.needs if n.key in sheet.visit.holding}
    )
    assert "left" in sheet.pages["ready"].go.text()
    press(Key.Key_Return)
    assert sheet.current != "ready"


def test_the_words_to_say_follow_the_step_and_the_patients_needs(window: Any, chart: Any) -> None:
    visit = visit_of(Stage.ROOMED)
    type(visit.patient).update(needs=["Hard of hearing, left"]).execute()
    sheet = opened(window, chart, visit)
    press(Key.Key_R, ALT)
    assert sheet.say.words.text() == "Say: “What brings you in today? Tell me in your own words.”"
    assert sheet.say.aids[0].whole.startswith("Hard of hearing: Face the light")
    press(Key.Key_A, ALT)
    assert "latex" in sheet.say.words.text()
    sheet.say.show_one("worried")
    assert "worries you most" in sheet.say.words.text()


def test_a_patient_who_waits_is_brought_to_a_room_from_the_sheet(window: Any, chart: Any) -> None:
    visit = visit_of(Stage.ARRIVED)
    sheet = opened(window, chart, visit)
    press(Key.Key_N, ALT)
    assert sheet.current == "bring"
    press(Key.Key_Return)
    assert Encounter.get_by_id(visit.id).stage == Stage.ROOMED
    assert "bring" not in sheet.list.rows
    assert sheet.current != "bring"


def test_history_opens_the_charts_history_from_everywhere(window: Any, chart: Any, panel: Any) -> None:
    visit = visit_of(Stage.VITALS)
    Encounter.update(type_text="Annual physical").where(Encounter.id == visit.id).execute()
    opened(window, chart, visit)
    chart.visit_tab.steps.review("history")
    assert chart.front == "history"
    chart.choose_tab("visit")
    board = panel("flow_board")
    window.workspace.raise_panel("flow_board")
    tile = next(t for t in board.tiles if t.card.encounter_id == visit.id)
    tile.setFocus()
    QTest.keyClick(tile, Key.Key_Right)
    need = next(need for need in board.side.visit.needs if need.key == "history")
    board.side.steps.do_need(need)
    assert chart.front == "history"
    assert QApplication.activeModalWidget() is None, "no list of medicines"


def test_nobody_may_consent_and_the_provider_decides_in_place(
    window: Any, chart: Any, dialog: Any, desk: Any, qtbot: Any
) -> None:
    """The way of ``steps.companion``: who came, *Provider decides…*, a reason, the provider's own password."""
    young = [
        v
        for v in Encounter.standing().order_by(Encounter.id)
        if v.patient.birth_date.year > 2010 and v.started_at.day == 23
    ]
    visit = young[0]
    Encounter.update(stage="vitals", accompanied_by="", consent_authority="", ended_at=None).where(
        Encounter.id == visit.id
    ).execute()
    User.update(practitioner=visit.practitioner_id).where(
        User.login == "ada"
    ).execute()  # who owns it also practices
    sheet = opened(window, chart, visit)
    press(Key.Key_U, ALT)
    assert sheet.section("identity").state == "danger"
    sheet.pages["identity"].list.buttons["companion"].setFocus()
    press(Key.Key_Return)
    qtbot.mouseClick(dialog(WhoCame).decide, Qt.MouseButton.LeftButton)
    asked = dialog(AskReason)
    asked.reason.setCurrentText("emergency")
    asked.accept()
    sign = dialog(SignInPlace)
    assert Encounter.get_by_id(visit.id).consent_authority == "", "nothing before the provider signed"
    sign.login.setText("ada")
    sign.password.setText(PASSWORD)
    sign.accept()
    assert Encounter.get_by_id(visit.id).consent_authority == f"decided by {desk.worker.name}: emergency"
    assert sheet.section("identity").state != "danger"
    assert sheet.isVisible()


def test_f1_explains_the_sheet_while_it_is_open(window: Any, chart: Any) -> None:
    opened(window, chart, visit_of(Stage.ROOMED))
    assert chart.help_page() == "rooming"
    press(Key.Key_Escape)
    assert chart.help_page() == "chart"


def test_no_letter_of_the_sheet_is_another_shortcut_in_sight(window: Any, chart: Any) -> None:
    """Two shortcuts with one key would answer in turn."""
    sheet = opened(window, chart, visit_of(Stage.ROOMED))
    mine = {s.key().toString() for s in sheet.findChildren(QShortcut) if s.parent() is sheet}
    assert len(mine) >= 18
    others = [
        s.key().toString()
        for s in window.findChildren(QShortcut)
        if s.isEnabled() and isinstance(s.parent(), QWidget) and s.parent().isVisible() and s.parent() is not sheet
        and s.context() is not Qt.ShortcutContext.WidgetWithChildrenShortcut
    ]  # fmt: skip
    assert mine & set(others) == set()
    assert mine & {c.shortcut for c in window.bench.commands.all() if c.shortcut} == set()


def test_the_board_leads_to_the_sheet_from_side_panel_and_menu(
    window: Any, chart: Any, panel: Any, pick: Any, qtbot: Any
) -> None:
    visit = visit_of(Stage.VITALS)
    board = panel("flow_board")
    window.workspace.raise_panel("flow_board")
    tile = next(t for t in board.tiles if t.card.encounter_id == visit.id)
    tile.setFocus()
    QTest.keyClick(tile, Key.Key_Right)
    qtbot.mouseClick(board.side.rooming_button, Qt.MouseButton.LeftButton)
    assert not board.side.isVisible()
    sheet = chart.visit_tab.rooming
    assert sheet.isVisible()
    assert sheet.visit.encounter_id == visit.id
    sheet.leave()
    board._ask(tile.card, tile.mapToGlobal(tile.rect().center()))
    pick("Rooming sheet")
    assert sheet.isVisible()


def test_the_overview_says_what_can_be_said_next(window: Any, chart: Any) -> None:
    visit = visit_of(Stage.VITALS)
    type(visit.patient).update(needs=["Afraid of needles"], language="es").execute()
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    say = chart.visit_tab.say
    first = next(
        need
        for need in chart.visit_tab.visit.needs
        if need.missing and need.key in ("vitals", "second_pressure")
    )
    assert say.words.text().startswith("Say: “")
    assert any(word in say.words.text() for word in ("La tomaré", "Pies en el suelo", "¿")), first
    assert say.words.toolTip(), "the English sentence, for who reads no Spanish"
    assert say.aids[0].whole.startswith("Afraid of needles: A mucha gente")
