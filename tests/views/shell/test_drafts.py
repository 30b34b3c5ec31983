"""Half-typed forms come back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from ma_desktop.models import AuditEvent, Draft
from ma_desktop.services.practice.drafts import draft_of, drafts
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.workbench import Workbench

KILLED = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from ma_desktop.domain.permissions import Role
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.keep_draft import keep_draft
from ma_desktop.storage.record import open_record
record = open_record(Path(sys.argv[1]), "ada", "correct horse battery", store=None, now=datetime.now(UTC))
desk = Desk(record, Worker(1, "ada", "Ada", Role.OWNER), lambda: datetime.now(UTC))
keep_draft(desk, "left", {"words": "dizzy since"}, patient_id=1, encounter_id=5, focus_field="words")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_typing_is_saved_after_a_rest_without_an_entry_in_the_log(threaded) -> None:
    threaded.bench.active.choose_patient(1)
    left = threaded.panel("left")
    threaded.qtbot.waitUntil(lambda: left.painted and left.draft._loaded)
    entries = AuditEvent.select().count()
    left.field.setFocus()
    with threaded.qtbot.waitSignal(threaded.bench.draft_saved):
        QTest.keyClicks(left.field, "dizzy")
    kept = draft_of(threaded.bench.desk, "left", 1)
    assert kept is not None
    assert kept.fields == {"words": "dizzy"}
    assert kept.focus_field == "words"
    assert AuditEvent.select().count() == entries
    assert threaded.window.status.draft.text() == "Draft saved 09:40"


def test_who_types_on_is_saved_within_a_second(threaded) -> None:
    left = threaded.panel("left")
    threaded.qtbot.waitUntil(lambda: left.painted and left.draft._loaded)
    saved = []
    threaded.bench.draft_saved.connect(saved.append)
    for _letter in range(40):
        QTest.keyClicks(left.field, "x")
        QTest.qWait(100)
        if saved:
            break
    assert saved


def test_saving_drops_the_draft(inline) -> None:
    left = inline.panel("left")
    QTest.keyClicks(left.field, "Call")
    left.draft.flush()
    assert Draft.select().count() == 1
    left.save()
    assert Draft.select().count() == 0


def test_emptying_the_form_drops_the_draft(inline) -> None:
    left = inline.panel("left")
    QTest.keyClicks(left.field, "Ca")
    left.draft.flush()
    left.field.selectAll()
    QTest.keyClicks(left.field, "\b")
    left.draft.touch()
    left.draft.flush()
    assert Draft.select().count() == 0


def test_a_refresh_does_not_take_what_is_being_typed(inline) -> None:
    left = inline.panel("left")
    QTest.keyClicks(left.field, "half")
    left.refresh()
    assert left.field.text() == "half"


def test_after_sigkill_the_form_comes_back_with_its_patient_and_field(
    record, clock, qtbot, desk, panels
) -> None:
    folder: Path = record.folder
    record.close()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder)], cwd=Path(__file__).parents[3], check=False
    )
    assert done.returncode == -9
    record.connect_writer()

    window = MainWindow(Workbench(desk, InlineTasks()), None, panels)
    qtbot.addWidget(window)
    window.resize(1500, 950)
    window.show()
    window.begin()
    left = next(panel for panel in window.panels if panel.name == "left")
    assert window.bench.focus == Focus(1, 5, clock().date())
    assert left.field.text() == "dizzy since"
    qtbot.waitUntil(lambda: window.workspace.focused_panel() is left)
    window.close()


class Note(Dialog):
    """A dialog with one of each kind of field."""

    FORM = "note"

    def __init__(self, bench: Workbench, scope: Focus | None = None) -> None:
        super().__init__(bench, "Note", parent=bench.surface, scope=scope)
        self.line, self.text, self.box, self.tick = (
            QLineEdit(),
            QPlainTextEdit(),
            QComboBox(),
            QCheckBox("Told"),
        )
        self.box.addItems(["phone", "letter"])
        for name in ("line", "text", "box", "tick"):
            self.body.addWidget(getattr(self, name))
            self.remember(getattr(self, name), name)


def test_a_dialog_keeps_every_kind_of_field_until_it_is_closed_on_purpose(inline) -> None:
    first = Note(inline.bench, Focus(7))
    first.open()
    first.line.setFocus()
    QTest.keyClicks(first.line, "a line")
    first.text.setPlainText("a text")
    first.box.setCurrentText("letter")
    first.box.textActivated.emit("letter")
    first.tick.click()
    first.leave()
    assert drafts(inline.bench.desk)[0].fields == {
        "line": "a line",
        "text": "a text",
        "box": "letter",
        "tick": True,
    }
    again = Note(inline.bench, Focus(7))
    again.open()
    assert (again.line.text(), again.text.toPlainText(), again.box.currentText(), again.tick.isChecked()) == (
        "a line", "a text", "letter", True,
    )  # fmt: skip
    other = Note(inline.bench, Focus(8))
    other.open()
    assert other.line.text() == ""
    other.reject()
    again.reject()
    assert not drafts(inline.bench.desk)


def test_a_dialog_reopens_at_start(inline) -> None:
    note = Note(inline.bench, Focus(7))
    note.open()
    QTest.keyClicks(note.line, "half")
    note.leave()
    inline.bench.reopen(
        "note", lambda patient, encounter: Note(inline.bench, Focus(patient, encounter)).open()
    )
    inline.window._welcome()
    back = QApplication.activeModalWidget()
    assert isinstance(back, Note)
    assert back.line.text() == "half"
    assert inline.bench.focus.patient_id == 7
    back.reject()


def test_a_reason_is_asked_for_in_words(inline) -> None:
    given: list[str] = []
    dialog = AskReason(
        inline.bench, "Mark as an error", "It stays in the record.", given.append, choices=["wrong patient"]
    )
    dialog.open()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.notice_line.sentence
    assert not given
    dialog.reason.setCurrentText("wrong patient")
    dialog.accept()
    assert given == ["wrong patient"]


def test_a_field_that_is_laid_out_anew_leaves_the_draft(inline) -> None:
    """A child is measured otherwise than an adult; the fields that went must not be asked any more."""
    left = inline.panel("left")
    inline.bench.active.choose_patient(1)
    gone = QLineEdit()
    left.remember(gone, "length")
    shiboken6.delete(gone)
    assert left.draft.typed() == {}
    inline.bench.active.choose_patient(2)
    fresh = QLineEdit()
    left.remember(fresh, "length")
    fresh.setText("50 cm")
    assert left.draft.typed() == {"length": "50 cm"}


def test_a_field_that_replaced_another_stays_when_that_one_goes(inline) -> None:
    left = inline.panel("left")
    old, new = QLineEdit(), QLineEdit()
    left.remember(old, "weight")
    left.remember(new, "weight")
    shiboken6.delete(old)
    new.setText("70 kg")
    assert left.draft.typed() == {"weight": "70 kg"}
