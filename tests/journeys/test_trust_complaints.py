"""What users of other systems complain about in trust and in finding their way (FIELD, complaints 54 to 58 and 61), tried here."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.models import (
    AuditEvent,
    ClinicalNote,
    Encounter,
    Observation,
    Patient,
    Provenance,
    Task,
    User,
    database,
)
from ma_desktop.services.chart.patient_summary import patient_summary
from ma_desktop.services.messages.deliver_waiting import deliver_waiting
from ma_desktop.services.practice.add_user import add_user
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.change_user import change_user
from ma_desktop.services.practice.log_state import log_state
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.idle import IdleWatch
from tests.conftest import MemoryStore
from tests.views.panels.conftest import dialog, panel, window

__all__ = ["dialog", "panel", "window"]

Key, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
GUARDS = ("audit_event_no_update", "audit_event_no_delete", "audit_event_in_order")


def two_visits() -> tuple[Encounter, Encounter]:
    first, second = Encounter.select().where(Encounter.stage.in_(["roomed", "vitals"])).limit(2)
    return first, second


# -- 54: rows taken out of the log ---------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["the first", "one in the middle", "the newest"])
def test_54_a_row_taken_out_of_the_log_shows_in_the_status_bar(
    window: MainWindow, record: Any, which: str
) -> None:
    """Somebody with the key and another program takes the guards off, removes a row and puts them back.

    The newest row leaves no gap: it is missed by the head that the computer's key store keeps apart.
    """
    record.store = MemoryStore()
    record.keep_head()
    shown = lambda: {word.icon: word.text for word in window.status.words}  # noqa: E731
    window.bench.commands.run("check_log")
    assert shown()["shield"] == "Log intact"
    last = AuditEvent.select().count()
    seq = {"the first": 1, "one in the middle": last // 2, "the newest": last}[which]
    guards = dict(
        database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    )
    for name in GUARDS:
        database.execute_sql(f"DROP TRIGGER {name}")
    database.execute_sql("DELETE FROM audit_event WHERE seq = ?", [seq])
    for name in GUARDS:
        database.execute_sql(guards[name])
    assert not log_state(window.bench.desk).ok
    window.bench.commands.run("check_log")
    assert "call support" in shown()["alert"]


def test_54_the_program_itself_cannot_take_one_out(window: MainWindow) -> None:
    from peewee import IntegrityError

    for statement in (
        "DELETE FROM audit_event WHERE seq = 3",
        "UPDATE audit_event SET title = '' WHERE seq = 3",
    ):
        with pytest.raises(IntegrityError, match="append-only"):
            database.execute_sql(statement)


# -- 55: who may do what, and how the practice works ---------------------------------------------------------


def newest() -> AuditEvent:
    return AuditEvent.select().order_by(AuditEvent.seq.desc()).first()  # type: ignore[no-any-return]


def test_55_a_changed_role_names_old_and_new(desk: Any) -> None:
    user = User.get_by_id(
        add_user(desk, name="Mia M.", login="mia", role=Role.MA, password="correct horse of hers")
    )
    change_user(desk, user.id, name="Mia M.", role=Role.BILLER)
    entry = newest()
    assert (entry.title, entry.reason) == ("Change user", "mia: ma → biller")
    assert (entry.user_id, entry.at) == (desk.worker.user_id, desk.now())
    step = Provenance.select().where(Provenance.step == entry.seq).get()
    assert step.row == user.id
    assert (step.before["role"], step.after["role"]) == ("ma", "biller")
    change_user(desk, user.id, name="Mia M.", role=Role.BILLER, active=False)
    assert newest().reason == "mia: log-in switched off"
    change_user(desk, user.id, name="Mia Maren", role=Role.BILLER, active=False)
    assert newest().reason == ""
    assert Provenance.select().where(Provenance.step == newest().seq).get().after == {"name": "Mia Maren"}


def test_55_a_changed_setting_names_old_and_new(desk: Any) -> None:
    key, default = settings.ADDRESS_STALE.key, settings.ADDRESS_STALE.default
    for old, new in ((default, default + 5), (default + 5, default + 10)):
        change_setting(desk, key, str(new))
        assert newest().reason == f"{key}: {old} → {new}"
    step = Provenance.select().where(Provenance.step == newest().seq).get()
    assert (step.before["value"], step.after["value"]) != (None, None)
    count = AuditEvent.select().count()
    with pytest.raises(Exception, match="role does not include"):
        change_setting(desk.acting_as(_nobody(desk)), key, "1")
    assert AuditEvent.select().count() == count + 1, "the refused try stands in the log, too"
    assert newest().outcome == "refused"


def _nobody(desk: Any) -> Any:
    from ma_desktop.services.desk import Worker

    return Worker(desk.worker.user_id, "bo", "Bo B.", Role.BILLER)


# -- 56: what goes on by itself does not keep the window open --------------------------------------------------


def test_56_background_work_does_not_postpone_the_lock(window: MainWindow, qtbot: QtBot) -> None:
    now = [0.0]
    watch = IdleWatch(10, clock=lambda: now[0], wall=lambda: now[0], parent=window)
    watch.expired.connect(window.lock)
    window.idle.stop()
    watch.start()
    field, ticks = window.bar.find_box, []
    timer = QTimer(window)
    timer.timeout.connect(lambda: (ticks.append(1), field.update()))
    timer.start(1)
    for minute in range(1, 10):
        now[0] = minute * 60
        with window.bench.desk.work("Heard", needs=Permission.TASKS) as work:
            work.insert(Task(description="came by itself"))
        deliver_waiting(window.bench.desk)
        window.bench.active.choose_patient(two_visits()[minute % 2].patient_id)
        window.refresh_words()
        for event in (
            QKeyEvent(QEvent.Type.KeyPress, Key.Key_A, Qt.KeyboardModifier.NoModifier, "a"),
            QMouseEvent(QEvent.Type.MouseMove, QPointF(5, 5), QPointF(5, 5), Qt.MouseButton.NoButton,
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier),
        ):  # fmt: skip
            QCoreApplication.sendEvent(
                window.windowHandle(), event
            )  # what a program sends is no person's input
        qtbot.waitUntil(lambda seen=len(ticks): len(ticks) > seen)
        watch.tick()
        assert watch.left() == pytest.approx(600 - minute * 60)
        assert not window.locked
    now[0] = 600
    watch.tick()
    assert window.locked
    window.unlock()
    watch.stop()


# -- 57: two patients at once ----------------------------------------------------------------------------------


def test_57_every_panel_follows_the_one_patient_docked_and_floated(
    window: MainWindow, panel: Any, qtbot: QtBot
) -> None:
    first, second = two_visits()
    window.bench.active.choose_patient(first.patient_id, first.id)
    for name in ("vitals", "billing"):
        window.raise_panel(name)
        window.workspace.docks[name].setFloating(True)
    QApplication.processEvents()
    window.bench.active.choose_patient(second.patient_id, second.id)
    QApplication.processEvents()
    old, new = Patient.get_by_id(first.patient_id), Patient.get_by_id(second.patient_id)
    for name in ("vitals", "billing"):
        assert new.family in panel(name).who.words.text()
    assert panel("vitals").sheet.patient_id == second.patient_id
    shown = panel("patient_chart").banner.name.text()
    assert new.family in shown
    assert old.family not in shown


def test_57_a_form_of_one_patient_stands_before_the_chart_of_another_only_with_its_name(
    window: MainWindow, dialog: Any
) -> None:
    first, second = two_visits()
    window.bench.active.choose_patient(first.patient_id, first.id)
    window.bench.commands.run("review_allergies")
    form = dialog(ReviewAllergies)
    assert form.isModal(), "while it is open nothing behind it can be chosen"
    window.bench.active.choose_patient(
        second.patient_id, second.id
    )  # a scan or a call that was already under way
    patient = Patient.get_by_id(first.patient_id)
    assert not form.whose_line.isHidden()
    assert patient.family in form.whose_line.words.text()
    assert f"{patient.birth_date:%m/%d/%Y}" in form.whose_line.words.text()
    assert form.scope.patient_id == first.patient_id, "and it still saves where it was begun"
    form.reject()


def test_57_a_form_that_opens_late_says_whose_it_is(window: MainWindow) -> None:
    first, second = two_visits()
    window.bench.active.choose_patient(first.patient_id, first.id)
    asked_for = window.bench.focus
    window.bench.active.choose_patient(second.patient_id, second.id)
    form = AskReason(window.bench, "Why?", "", lambda _reason: None, parent=window, scope=asked_for)
    form.open()
    assert Patient.get_by_id(first.patient_id).family in form.whose_line.words.text()
    form.reject()


def test_a_birth_date_after_an_old_value_does_not_keep_the_chart_shut(window: MainWindow, panel: Any) -> None:
    visit = two_visits()[0]
    assert Observation.select().where(Observation.patient == visit.patient_id).exists()
    Patient.update(birth_date=window.bench.desk.now().date()).where(Patient.id == visit.patient_id).execute()
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    chart = panel("patient_chart")
    assert chart.banner.name.text()
    for name in chart.tab:
        window.bench.commands.run(f"chart_tab_{name}")
        assert chart.front == name
    summary = patient_summary(window.bench.desk, visit.patient_id)
    assert summary is not None
    assert summary.vitals


# -- 58: empty notes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["", "   ", "\n\t \n"])
@pytest.mark.parametrize(("key", "modifier"), [(Key.Key_Return, CTRL), (Key.Key_Return, ALT)])
def test_58_an_empty_note_is_neither_saved_nor_signed(
    window: MainWindow, panel: Any, typed: str, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    visit = two_visits()[0]
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    QTest.keyClick(window, Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    form = panel("patient_chart").tab["notes"].form
    before = ClinicalNote.select().count()
    form.text.setPlainText(typed)
    QTest.keyClick(QApplication.focusWidget(), key, modifier)
    assert ClinicalNote.select().count() == before
    assert form.text.hasFocus()


# -- 61: the cursor in the finder ------------------------------------------------------------------------------


def test_61_the_first_letters_after_the_log_in_look_for_somebody(window: MainWindow) -> None:
    patient = Patient.select().first()
    here = QApplication.focusWidget()
    assert here is window.bar.find_box
    QTest.keyClicks(here, patient.family[:4].lower())
    assert window.bar.find_box.popup.isVisible()
    assert window.bar.find_box.text() == patient.family[:4].lower()


def test_61_f2_from_every_panel_docked_and_floated_and_after_a_dialog(
    window: MainWindow, dialog: Any, qtbot: QtBot
) -> None:
    visit = two_visits()[0]
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    for name, dock in window.workspace.docks.items():
        window.raise_panel(name)
        for floated in (False, True):
            dock.setFloating(floated)
            QApplication.processEvents()
            target = dock if floated else window
            target.activateWindow()
            inside = [w for w in dock.findChildren(QLineEdit) if w.isVisible()]
            if inside:
                inside[0].setFocus()
            QTest.keyClick(QApplication.focusWidget() or target, Key.Key_F2)
            qtbot.waitUntil(window.bar.find_box.hasFocus)
        dock.setFloating(False)
    window.bench.commands.run("review_allergies")
    form = dialog(ReviewAllergies)
    QTest.keyClick(form, Key.Key_Escape)
    QTest.keyClick(window, Key.Key_F2)
    assert window.bar.find_box.hasFocus()


def test_61_nobody_loses_a_form_that_comes_back_to_the_finder(
    window: MainWindow, panel: Any, qtbot: QtBot
) -> None:
    """What was half-typed has the keyboard at the next start, not the finder."""
    visit = two_visits()[0]
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    window.raise_panel("vitals")
    vitals = panel("vitals")
    saved: list[Any] = []
    window.bench.draft_saved.connect(saved.append)
    vitals.rows["pulse"].input.setFocus()
    qtbot.keyClicks(vitals.rows["pulse"].input, "8")
    qtbot.waitUntil(lambda: bool(saved))
    window.bench.active.close_patient()
    window.bar.find_box.setFocus()
    window._welcome()
    qtbot.waitUntil(lambda: window.focusWidget() is vitals.rows["pulse"].input)
