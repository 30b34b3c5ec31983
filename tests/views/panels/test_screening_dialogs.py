"""Screenings in the real window, by keys alone: the form, the turned screen, drafts, the provider's call, the sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ma_desktop.domain.permissions import Role
from ma_desktop.models import (
    Attachment,
    Draft,
    Encounter,
    HealthcareService,
    Observation,
    QuestionnaireResponse,
    Task,
)
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.visit.provider_calls import provider_calls
from ma_desktop.services.visit.record_screening import record_screening
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.dialogs.provider_needed import Disposition, ProviderNeeded
from ma_desktop.views.dialogs.screening import Screening
from ma_desktop.views.dialogs.screening_history import ScreeningHistory
from ma_desktop.views.dialogs.screening_result import ScreeningResult
from ma_desktop.views.dialogs.screenings import Screenings
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.screening_steps import ScreeningSteps

Find = Callable[[type[Any]], Any]


def in_a_room() -> Encounter:
    rows = Encounter.standing().where(Encounter.stage.in_(["roomed", "vitals"])).order_by(Encounter.id)
    return next(row for row in rows if row.patient.birth_date.year < 2000)


@pytest.fixture(autouse=True)
def never_asked(desk: Desk) -> None:
    """Before the window is there: the demo's screenings of this patient are out of the way, and their kind of visit asks by age."""
    patient = in_a_room().patient_id
    HealthcareService.update(screens_by_age=True).where(
        HealthcareService.id == in_a_room().service_id
    ).execute()
    QuestionnaireResponse.delete().where(QuestionnaireResponse.patient == patient).execute()
    Observation.delete().where(Observation.patient == patient, Observation.category == "survey").execute()


@pytest.fixture
def visit(window: MainWindow) -> Encounter:
    """An adult's visit in a room, chosen."""
    found = in_a_room()
    window.bench.active.choose_patient(found.patient_id, found.id)
    return found


def latest() -> QuestionnaireResponse:
    return QuestionnaireResponse.select().order_by(QuestionnaireResponse.id.desc()).first()


@pytest.fixture
def asked(window: MainWindow, visit: Encounter, dialog: Find, qtbot: QtBot) -> Any:
    ScreeningSteps(window.bench, window.bench.focus, window).start("phq-2")
    return ready(qtbot, dialog(Screening))


def ready(qtbot: QtBot, form: Any) -> Any:
    """The form has the keyboard, as it has for a person once it is painted."""
    qtbot.waitUntil(lambda: QApplication.focusWidget() is form.page)
    return form


def active(qtbot: QtBot, found: Any) -> Any:
    qtbot.waitUntil(found.isActiveWindow)
    return found


def press(qtbot: QtBot, widget: Any, *keys: Any) -> None:
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(QApplication.focusWidget() or widget, key)
        else:
            qtbot.keyClick(QApplication.focusWidget() or widget, key)


def shown(widget: QWidget) -> str:
    parts = [part for kind in (QLabel, QPushButton) for part in widget.findChildren(kind)]
    return " ".join(part.text() for part in parts if part.isVisibleTo(widget))


def test_the_checklist_starts_it_and_digits_finish_it(window: MainWindow, visit: Encounter, panel: Find, dialog: Find, qtbot: QtBot) -> None:  # fmt: skip
    tab = panel("patient_chart").visit_tab
    qtbot.waitUntil(lambda: tab.visit is not None)
    need = next(need for need in tab.visit.needs if need.key == "screening.phq-2")
    assert (need.hint, need.state) == ("T", "open")
    qtbot.mouseClick(tab.checklist.buttons["screening.phq-2"], Qt.MouseButton.LeftButton)
    form = ready(qtbot, dialog(Screening))
    assert form.page.question.text() == "Little interest or pleasure in doing things"
    press(qtbot, form, "1", "0")
    assert "PHQ-2: 1" in form.outcome.text()
    press(qtbot, form, Qt.Key.Key_Return)
    row = latest()
    assert (row.tool, row.score, row.answers, row.encounter_id) == ("phq-2", 1, {"1": 1, "2": 0}, visit.id)
    done = [need for need in tab.visit.needs if need.key == "screening.phq-2"]
    assert [need.state for need in done] == ["done"]
    assert provider_calls(window.bench.desk) == ()


def test_it_branches_goes_back_and_skips_by_keys(asked: Any, qtbot: QtBot) -> None:
    press(qtbot, asked, "2", "1")
    assert asked.page.here.tool.key == "phq-9"
    assert asked.page.question.text().startswith("Trouble falling")
    press(qtbot, asked, "9")  # no such answer
    assert asked.page.here.at == 2
    press(qtbot, asked, "1", Qt.Key.Key_Backspace)
    assert [button.isChecked() for button in asked.page.buttons] == [False, True, False, False]
    press(qtbot, asked, "3", "-", Qt.Key.Key_Right, "0", "0", "0")
    assert asked.page.here.refused == {"4"}
    assert asked.page.here.item.key == "9"
    press(qtbot, asked, "0", "1")
    assert "No score yet: 6 so far" in asked.outcome.text()
    press(qtbot, asked, Qt.Key.Key_Backspace)
    assert asked.page.here.item.key == "difficulty"
    press(qtbot, asked, Qt.Key.Key_Return, Qt.Key.Key_Return)
    row = latest()
    assert (row.tool, row.status, row.score, row.refused, row.answers["5"]) == (
        "phq-9",
        "in-progress",
        None,
        ["4"],
        None,
    )


def test_an_answer_is_clicked_as_well(asked: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(asked.page.buttons[2], Qt.MouseButton.LeftButton)
    assert asked.page.here.answers == {"1": 2}
    assert QApplication.focusWidget() is asked.page


def test_the_patients_language_and_the_other_one(asked: Any, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(asked.page, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    assert asked.page.question.text() == "Poco interés o placer en hacer cosas"
    assert asked.page.buttons[1].text().endswith("Varios días")
    assert asked.unsettled.isVisible()  # nobody compared the Spanish wording yet
    press(qtbot, asked, "0", "0", Qt.Key.Key_Return)
    assert latest().language == "es"


def test_the_turned_screen_shows_the_question_and_nothing_else(
    asked: Any, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(asked.page, Qt.Key.Key_F11)
    page = asked.page
    wanted = " ".join([page.lead.text(), page.question.text(), *(button.text() for button in page.buttons)])
    assert shown(asked) == wanted
    press(qtbot, asked, "3", "3", "0", "0", "0", "0", "0", "0", "2")
    assert not asked.turned  # after the last scored question, whatever was answered
    qtbot.keyClick(asked.page, Qt.Key.Key_F11)
    press(qtbot, asked, Qt.Key.Key_Escape)
    assert not asked.turned
    assert asked.isVisible()


def test_every_key_is_in_the_draft_and_the_same_question_comes_back(window: MainWindow, asked: Any, visit: Encounter, dialog: Find, qtbot: QtBot) -> None:  # fmt: skip
    for count, key in enumerate("2321", 1):
        press(qtbot, asked, key)
        kept = Draft.get(Draft.form == "screening.phq-2").fields
        assert kept["answers"]["at"] == count
    press(qtbot, asked, Qt.Key.Key_Escape)
    window.bench.forms["screening.phq-2"](visit.patient_id, visit.id)
    again = ready(qtbot, dialog(Screening))
    assert again is not asked
    assert again.page.here.answers == {"1": 2, "2": 3, "3": 2, "4": 1}
    assert again.page.here.item.key == "5"
    press(qtbot, again, "00000", "1", Qt.Key.Key_Return)
    assert latest().score == 8
    assert Draft.select().where(Draft.form == "screening.phq-2").count() == 0


def test_somebody_else_may_answer_and_is_named(asked: Any, qtbot: QtBot) -> None:
    press(qtbot, asked, "0", "0")
    asked.source.setCurrentIndex(asked.source.findData("proxy"))
    press(qtbot, asked, Qt.Key.Key_Return)
    assert "Name who answered" in shown(asked.notice_line)
    asked.proxy.setFocus()
    press(qtbot, asked, "Ana Roe, daughter")
    qtbot.mouseClick(asked.yes_button, Qt.MouseButton.LeftButton)
    row = latest()
    assert (row.source, row.proxy) == ("proxy", "Ana Roe, daughter")


def test_declined_in_the_patients_words(asked: Any, dialog: Find, qtbot: QtBot) -> None:
    qtbot.keyClick(asked.page, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    reason = dialog(AskReason)
    reason.reason.setCurrentText("not today")
    qtbot.mouseClick(reason.yes_button, Qt.MouseButton.LeftButton)
    row = latest()
    assert (row.status, row.tool, row.reason) == ("stopped", "phq-2", "not today")


# -- the provider is needed ------------------------------------------------------------------------------------


@pytest.fixture
def called(asked: Any, qtbot: QtBot) -> Any:
    press(qtbot, asked, "3", "3", *[Qt.Key.Key_Right] * 6, "1")
    return asked


def test_item_9_calls_the_moment_it_is_answered(
    window: MainWindow, called: Any, visit: Encounter, qtbot: QtBot
) -> None:
    of_patient = QuestionnaireResponse.patient == visit.patient_id
    assert QuestionnaireResponse.select().where(of_patient).count() == 0  # nothing was saved yet
    (call,) = provider_calls(window.bench.desk)
    room = visit.location.name
    assert call.sentence == f"Provider needed in {room}"
    chips = [
        chip.text() for chip in window.bar.findChildren(QPushButton) if chip.objectName() == "urgentChip"
    ]
    assert chips == [call.sentence]
    text = shown(called).casefold()
    assert call.sentence.casefold() in text
    for word in ("988", "suicid", "alert", "safety"):
        assert word not in text


def test_the_lock_screen_says_where_and_nothing_else(
    window: MainWindow, called: Any, visit: Encounter
) -> None:
    window.lock()
    text = shown(window.lock_page)
    assert f"Provider needed in {visit.location.name}" in text
    assert visit.patient.family not in text
    assert "PHQ" not in text


def test_a_changed_answer_is_noted_and_withdraws_nothing(
    window: MainWindow, called: Any, qtbot: QtBot
) -> None:
    press(qtbot, called, Qt.Key.Key_Backspace, "0")
    (call,) = provider_calls(window.bench.desk)
    lines = Task.get_by_id(call.task_id).input
    assert [(line["what"], line["words"]) for line in lines] == [("correction", "PHQ-9, question 9: 0")]


def test_the_provider_signs_over_the_window_and_the_visit_goes_on(window: MainWindow, desk: Desk, called: Any, visit: Encounter, dialog: Find, qtbot: QtBot) -> None:  # fmt: skip
    window.ports.log_in = lambda _login, _password: desk.acting_as(
        Worker(3, "osei", "Dr. Osei", Role.PROVIDER)
    )
    window.bench.sit_down(desk.acting_as(Worker(2, "mia", "Mia M.", Role.MA)))
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    window.bench.commands.run("provider_calls")
    needed = active(qtbot, dialog(ProviderNeeded))
    public = shown(needed)
    assert "988" not in public
    assert "PHQ" not in public
    needed.stays.setCurrentText("Mia M.")
    qtbot.keyClick(needed, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert "stays with the patient: Mia M." in needed.log.text()
    qtbot.keyClick(needed, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert "988" in shown(needed)
    qtbot.mouseClick(needed.yes_button, Qt.MouseButton.LeftButton)
    sign = active(qtbot, dialog(SignInPlace))
    qtbot.keyClicks(sign.login, "osei")
    qtbot.keyClicks(sign.password, "a long enough password")
    qtbot.mouseClick(sign.yes_button, Qt.MouseButton.LeftButton)
    decide = active(qtbot, dialog(Disposition))
    assert "PHQ-9, question 9: 1" in decide.why.text()
    qtbot.mouseClick(decide.yes_button, Qt.MouseButton.LeftButton)
    assert "Say what was decided" in shown(decide.notice_line)
    decide.decided.setCurrentText("seen; safety plan made")
    qtbot.mouseClick(decide.yes_button, Qt.MouseButton.LeftButton)
    assert provider_calls(desk) == ()
    assert [
        chip
        for chip in window.bar.findChildren(QPushButton)
        if chip.objectName() == "urgentChip" and chip.isVisible()
    ] == []
    assert window.bench.desk.worker.name == "Mia M."


def test_the_provider_reads_why_at_the_front_desk_too(window: MainWindow, desk: Desk, called: Any, dialog: Find, qtbot: QtBot) -> None:  # fmt: skip
    window.ports.log_in = lambda _login, _password: desk.acting_as(
        Worker(3, "osei", "Dr. Osei", Role.PROVIDER)
    )
    called.leave()
    window.bench.sit_down(desk.acting_as(Worker(5, "fay", "Fay", Role.FRONT_DESK)))
    window.bench.commands.run("provider_calls")
    needed = active(qtbot, dialog(ProviderNeeded))
    qtbot.keyClick(needed, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert "PHQ" not in shown(needed)
    qtbot.mouseClick(needed.yes_button, Qt.MouseButton.LeftButton)
    sign = active(qtbot, dialog(SignInPlace))
    qtbot.keyClicks(sign.login, "osei")
    qtbot.keyClicks(sign.password, "a long enough password")
    qtbot.mouseClick(sign.yes_button, Qt.MouseButton.LeftButton)
    assert "PHQ-9, question 9: 1" in active(qtbot, dialog(Disposition)).why.text()


def test_spoken_words_take_the_same_path(
    window: MainWindow, visit: Encounter, dialog: Find, panel: Find, qtbot: QtBot
) -> None:
    window.bench.commands.run("provider_needed")
    reason = dialog(AskReason)
    reason.reason.setCurrentText("told of abuse or violence")
    qtbot.mouseClick(reason.yes_button, Qt.MouseButton.LeftButton)
    dialog(ProviderNeeded).reject()
    tab = panel("patient_chart").visit_tab
    qtbot.waitUntil(lambda: tab.alert_card.isVisible())
    assert tab.alerts.text() == f"Provider needed in {visit.location.name}"
    qtbot.mouseClick(tab.answer, Qt.MouseButton.LeftButton)
    assert dialog(ProviderNeeded).whole.reason == "told of abuse or violence"


# -- the sheet -------------------------------------------------------------------------------------------------


def test_the_sheet_starts_prints_and_shows_the_years(
    window: MainWindow, visit: Encounter, dialog: Find, qtbot: QtBot
) -> None:
    record_screening(
        window.bench.desk, visit.patient_id, "gad-7", {f"{n}": 2 for n in range(1, 8)}, encounter_id=visit.id
    )
    window.bench.commands.run("screenings")
    sheet = active(qtbot, dialog(Screenings))
    rows = [
        [sheet.model.data(sheet.model.index(r, c)) for c in range(5)] for r in range(sheet.model.rowCount())
    ]
    assert rows[0][0] == "PHQ-2"
    assert next(row for row in rows if row[0] == "GAD-7")[2:4] == ["done today", "14 · moderate"]
    place = next(r for r, row in enumerate(rows) if row[0] == "GAD-7")
    sheet.table.setCurrentIndex(sheet.model.index(place, 0))
    qtbot.keyClick(sheet, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    preview = dialog(Preview)
    assert preview.pdf.startswith(b"%PDF")
    preview.reject()
    active(qtbot, sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    history = active(qtbot, dialog(ScreeningHistory))
    assert "14 · moderate" in history.list.item(0).text()
    qtbot.mouseClick(history.correct, Qt.MouseButton.LeftButton)
    form = ready(qtbot, dialog(Screening))
    press(qtbot, form, "0")
    form.to_end()
    form.reason.setFocus()
    press(qtbot, form, "misheard")
    qtbot.mouseClick(form.yes_button, Qt.MouseButton.LeftButton)
    assert [history.list.item(n).text().split("  ·  ")[1] for n in range(2)] == [
        "12 · moderate",
        "14 · moderate",
    ]
    qtbot.mouseClick(history.wrong, Qt.MouseButton.LeftButton)
    reason = dialog(AskReason)
    reason.reason.setCurrentText("other patient's form")
    qtbot.mouseClick(reason.yes_button, Qt.MouseButton.LeftButton)
    assert (
        QuestionnaireResponse.standing().where(QuestionnaireResponse.patient == visit.patient_id).count() == 0
    )


def test_a_licensed_form_takes_a_score_and_a_scan(window: MainWindow, visit: Encounter, dialog: Find, qtbot: QtBot, tmp_path: Path) -> None:  # fmt: skip
    ScreeningSteps(window.bench, window.bench.focus, window).start("epds")
    form = active(qtbot, dialog(ScreeningResult))
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    picture.save(str(tmp_path / "scan.png"))
    form.take(tmp_path / "scan.png")
    press(qtbot, form, "31", Qt.Key.Key_Return)
    assert "from 0 to 30" in shown(form.notice_line)
    form.value.setText("12")
    form.needed.setChecked(True)
    qtbot.mouseClick(form.yes_button, Qt.MouseButton.LeftButton)
    row = latest()
    assert (row.tool, row.score) == ("epds", 12)
    assert row.attachment_id is not None
    assert Attachment.select().where(Attachment.patient == visit.patient_id).count() == 1  # not filed twice
    assert dialog(AskReason).windowTitle() == "Provider needed now"
