"""Documents by keys: files come in, are filed with one key each, read beside the list, corrected, and seen by the provider."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Role
from ma_desktop.interop.scanned_file import examine
from ma_desktop.models import Attachment, DocumentReference, Observation
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.file_document import file_document
from ma_desktop.services.chart.mark_document_error import mark_document_error
from ma_desktop.services.chart.record_history import record_history
from ma_desktop.services.chart.take_document import take_document
from ma_desktop.services.chart.unfiled_documents import unfiled_documents
from ma_desktop.services.chart.write_note import write_note
from ma_desktop.services.desk import Worker
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.file_documents import FileDocuments
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.dialogs.refile_document import RefileDocument
from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from ma_desktop.views.dialogs.versions import ShowVersions
from tests.scans import pdf, picture

Key, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def cleared(window) -> None:
    """The demo's own documents do not count here."""
    for line in unfiled_documents(window.bench.desk).waiting:
        mark_document_error(window.bench.desk, line.attachment_id, "not in this test")


@pytest.fixture
def quill(window) -> int:
    who = register_patient(
        window.bench.desk, NewPatient(family="Quill", given="Zander", birth_date=date(1968, 3, 14))
    )
    window.bench.active.choose_patient(who)
    return who


@pytest.fixture
def other(window, quill: int) -> int:
    return register_patient(
        window.bench.desk, NewPatient(family="Quux", given="Zandra", birth_date=date(1971, 7, 2))
    )


@pytest.fixture
def tab(window, panel, quill: int):
    window.bench.active.choose_patient(quill)
    chart = panel("patient_chart")
    chart.choose_tab("documents")
    return chart.tab["documents"]


def filed(desk, patient: int, kind: str = "letter", words: str = "a letter") -> int:
    number = take_document(desk, examine(pdf(words, "second page")))
    file_document(desk, number, patient_id=patient, kind=kind, document_on=date(2026, 1, 5))
    return number


def drop(widget, *paths: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, carried, left, plain)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, carried, left, plain)
    QApplication.sendEvent(widget, event)


def test_dropped_files_are_filed_with_one_key_each(
    window, panel, dialog, tab, quill: int, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "not really a.pdf"
    one.write_bytes(pdf("first"))
    two.write_bytes(picture("PNG"))
    panel("patient_chart").choose_tab("visit")
    drop(panel("patient_chart").tabs.parentWidget(), one, two)
    assert panel("patient_chart").front == "documents"
    form = dialog(FileDocuments)
    assert "Quill, Zander · 03/14/1968 · #" in form.whose.text()
    assert form.focusWidget() is form.list
    assert len(form.view.pages) == 1
    QTest.keyClick(form.list, Key.Key_L)
    assert form.fields.title.text() == "Lab result"
    assert form.focusWidget() is form.fields.day
    QTest.keyClicks(form.fields.day, "1/5/26")
    assert form.fields.title.text() == "Lab result 01/05/2026"
    QTest.keyClick(form.fields.day, Key.Key_Return)
    assert form.focusWidget() is form.list
    QTest.keyClick(form.list, Key.Key_C)
    QTest.keyClick(form.fields.day, Key.Key_Return)
    assert form.count.text() == "Nothing waits to be filed."
    assert [line.title for line in tab.list.model_.lines] == ["Consent", "Lab result 01/05/2026"]
    assert one.exists(), "nothing is removed unasked"
    form.remove_button.click()
    assert not one.exists()
    assert not two.exists()
    assert form.offer.isHidden()
    QTest.keyClick(form, Key.Key_Escape)
    assert Attachment.select().where(Attachment.patient == quill).count() == 2


def test_filing_says_what_is_missing_and_keeps_what_is_typed(window, dialog, tab, other: int) -> None:
    take_document(window.bench.desk, examine(pdf("x")))
    window.bench.active.choose_patient(None)
    tab.file_documents()
    form = dialog(FileDocuments)
    assert "Nobody is chosen" in form.whose.text()
    QTest.keyClick(form.list, Key.Key_F)
    QTest.keyClicks(form.fields.day, "31/31")
    QTest.keyClick(form.fields.day, Key.Key_Return)
    assert form.notice_line.sentence == "Say whose document this is."
    assert form.focusWidget() is form.fields.who.edit
    QTest.keyClicks(form.fields.who.edit, "Quux")
    QTest.keyClick(form.fields.who.edit, Key.Key_Return)
    assert "Quux, Zandra · 07/02/1971" in form.whose.text()
    QTest.keyClick(form.fields.day, Key.Key_Return)
    assert "Type the date" in form.notice_line.sentence
    form.fields.day.selectAll()
    QTest.keyClicks(form.fields.day, "yesterday")
    QTest.keyClick(form.fields.day, Key.Key_Return)
    (row,) = Attachment.select().where(Attachment.patient == other)
    assert (row.kind, row.status) == ("form", "filed")


def test_the_badge_counts_and_the_folder_is_taken_in(
    window, panel, dialog, tab, quill: int, tmp_path: Path
) -> None:
    tabs = panel("patient_chart").tabs
    assert tabs.tabText(tabs.indexOf(tab)) == "Documents"
    (tmp_path / "scan1.pdf").write_bytes(pdf("scan 1"))
    (tmp_path / "scan2.jpg").write_bytes(picture("JPEG"))
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.4 torn")
    change_setting(window.bench.desk, settings.SCAN_FOLDER.key, str(tmp_path))
    assert tabs.tabText(tabs.indexOf(tab)) == "Documents (3)"
    loose = panel("loose_ends")
    assert any(row.sentence == "3 documents to file" for row in loose.data.rows)
    QTest.keyClick(window, Key.Key_I, CTRL | SHIFT)
    form = dialog(FileDocuments)
    assert form.count.text() == "2 documents wait to be filed."
    assert "torn.pdf: This file is damaged" in form.notice_line.sentence
    assert "2 files are in the encrypted record now" in form.offer_words.text()
    form.keep_button.click()
    assert (tmp_path / "scan1.pdf").exists()
    QTest.keyClick(form, Key.Key_Escape)
    assert tabs.tabText(tabs.indexOf(tab)) == "Documents (3)", "the torn one still lies there"


def test_a_new_scan_is_noticed(window, panel, tab, qtbot, tmp_path: Path) -> None:
    change_setting(window.bench.desk, settings.SCAN_FOLDER.key, str(tmp_path))
    window.scan_watch.rest.setInterval(10)
    tabs = panel("patient_chart").tabs
    (tmp_path / "new.pdf").write_bytes(pdf("new"))
    qtbot.waitUntil(lambda: tabs.tabText(tabs.indexOf(tab)) == "Documents (1)")


def test_half_typed_filing_comes_back_with_its_document(window, dialog, tab, quill: int) -> None:
    desk = window.bench.desk
    take_document(desk, examine(pdf("first")))
    second = take_document(desk, examine(pdf("second")))
    tab.file_documents()
    form = dialog(FileDocuments)
    QTest.keyClick(form.list, Key.Key_Down)
    QTest.keyClick(form.list, Key.Key_X)
    QTest.keyClicks(form.fields.title, " of the knee")
    window.bench.keep_drafts.emit()
    form.leave()
    window.bench.active.choose_patient(None)
    tab.file_documents()
    form = dialog(FileDocuments)
    assert form.fields.document == second
    assert form.fields.title.text() == "Imaging report of the knee"
    assert "Quill" in form.whose.text()
    QTest.keyClick(form.list, Key.Key_Up)
    assert form.fields.title.text() == ""
    QTest.keyClick(form.list, Key.Key_Down)
    assert form.fields.title.text() == "Imaging report of the knee"
    assert Attachment.select().where(Attachment.status == "filed").count() == 0


def test_a_document_is_read_searched_and_opened_large(window, dialog, tab, quill: int) -> None:
    filed(window.bench.desk, quill, "letter", "from cardiology")
    filed(window.bench.desk, quill, "lab", "lipids")
    QApplication.processEvents()
    assert len(tab.view.pages) == 2
    assert tab.list.pictures, "the first pages are drawn when they are seen"
    wide = tab.view._sizes[0]
    QTest.keyClick(tab.list, Key.Key_BracketRight)
    assert tab.view._sizes[0] == (wide[1], wide[0])
    QTest.keyClick(window, Key.Key_F3)
    QTest.keyClicks(tab.search, "letter")
    assert [line.title for line in tab.list.model_.lines] == ["Letter in 01/05/2026"]
    QTest.keyClick(tab.search, Key.Key_Down)
    QTest.keyClick(tab.list, Key.Key_Return)
    preview = dialog(Preview)
    assert preview.windowTitle() == "Document"
    assert not preview.save_button.isVisible()
    assert "Quill" not in "".join(w.windowTitle() for w in QApplication.topLevelWidgets())
    preview.page.left("printed", preview.pdf, 1, preview._noted, preview)
    preview.matched.click()
    (entry,) = DocumentReference.select().where(DocumentReference.patient == quill)
    assert (entry.kind, entry.how, entry.number) == (
        "filed-document",
        "printed",
        str(tab.line().attachment_id),
    )
    assert entry.handed_over_at is not None
    QTest.keyClick(preview, Key.Key_Escape)
    tab.search.clear()
    tab.kinds.setCurrentIndex(tab.kinds.findText("Printed here"))
    tab.kinds.activated.emit(tab.kinds.currentIndex())
    (line,) = tab.list.model_.lines
    assert line.title == "Document of the chart"
    assert line.tag.startswith("handed over")


def test_another_patient_leaves_no_page_behind(window, tab, quill: int, other: int) -> None:
    filed(window.bench.desk, quill)
    QApplication.processEvents()
    assert tab.list.pictures
    window.bench.active.choose_patient(other)
    assert tab.list.pictures == {}
    assert tab.view.pages == []
    assert tab.pdf == b""


def test_a_document_in_the_wrong_chart_moves(window, dialog, tab, quill: int, other: int) -> None:
    number = filed(window.bench.desk, quill, "lab")
    QTest.keyClick(tab.list, Key.Key_C)
    form = dialog(RefileDocument)
    form.fields.who.edit.selectAll()
    QTest.keyClicks(form.fields.who.edit, "Quux")
    QTest.keyClick(form.fields.who.edit, Key.Key_Return)
    QTest.keyClick(form.fields.day, Key.Key_Return)
    assert "reason" in form.notice_line.sentence
    form.reason.setCurrentText("wrong patient")
    form.accept()
    assert Attachment.get_by_id(number).error_at is not None
    (line,) = tab.list.model_.lines
    assert "moved to chart #" in line.tag
    assert tab.view.pages == [], "what lies in the wrong chart is not shown there"
    QTest.keyClick(tab.list, Key.Key_W)
    told = dialog(ShowVersions)
    assert told.versions[0].reason == "wrong patient"
    told.accept()
    window.bench.active.choose_patient(other)
    assert tab.list.model_.lines[0].tag == "a provider has to see it"


def test_the_provider_sees_it_from_the_tab_or_the_list(window, panel, dialog, tab, quill: int) -> None:
    desk = window.bench.desk
    number = filed(desk, quill, "lab")
    window.bench.sit_down(desk.acting_as(Worker(desk.worker.user_id, "ada", "Ada R.", Role.MA)))
    window.bench.active.choose_patient(quill)
    tab.list.setFocus()
    QTest.keyClick(tab.list, Key.Key_V)
    dialog(SignInPlace).reject()
    assert Attachment.get_by_id(number).review == "waiting"
    window.bench.sit_down(desk.acting_as(Worker(desk.worker.user_id, "ito", "Kenji Ito", Role.PROVIDER)))
    window.raise_panel("to_sign")
    listed = panel("to_sign").list
    place = next(n for n, one in enumerate(listed.rows.rows) if one.kind == "document" and one.row == number)
    listed.selectRow(place)
    QTest.keyClick(listed, Key.Key_O)
    assert panel("patient_chart").front == "documents"
    listed.setFocus()
    listed.selectRow(place)
    QTest.keyClick(listed, Key.Key_S)
    assert Attachment.get_by_id(number).review == "done"


def test_a_copy_is_saved_with_its_reason(window, dialog, tab, quill: int, tmp_path: Path) -> None:
    filed(window.bench.desk, quill)
    QTest.keyClick(tab.list, Key.Key_E)
    ask = dialog(AskReason)
    ask.reject()
    tab.steps.export_to(tab.line(), tmp_path / "copy.pdf", "sent to cardiology")
    assert (tmp_path / "copy.pdf").read_bytes() == pdf("a letter", "second page")
    (entry,) = DocumentReference.select().where(DocumentReference.patient == quill)
    assert (entry.how, entry.reason) == ("exported", "sent to cardiology")


def test_errors_leave_by_a_key_with_a_reason(window, dialog, tab, quill: int) -> None:
    number = filed(window.bench.desk, quill)
    QTest.keyClick(tab.list, Key.Key_Delete)
    ask = dialog(AskReason)
    QTest.keyClicks(ask.reason.lineEdit(), "filed twice")
    QTest.keyClick(ask.reason.lineEdit(), Key.Key_Return)
    assert Attachment.get_by_id(number).error_reason == "filed twice"


def test_words_dropped_on_the_chart_are_left_alone(window, panel, tab) -> None:
    carried = QMimeData()
    carried.setText("not a file")
    enter = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    enter.ignore()
    QApplication.sendEvent(panel("patient_chart").tabs.parentWidget(), enter)
    assert not enter.isAccepted()


def test_who_changed_what_of_notes_results_and_history(window, panel, dialog, pick, tab, quill: int) -> None:
    desk = window.bench.desk
    note = write_note(desk, quill, "First words", kind="phone")
    write_note(desk, quill, "Second words", kind="phone", note_id=note)
    chart = panel("patient_chart")
    chart.choose_tab("notes")
    notes = chart.tab["notes"]
    notes.list.setCurrentIndex(notes.list.model().index(0, 0))
    notes.menu(QPoint(5, 5))
    pick("Who changed what…")
    told = dialog(ShowVersions)
    assert [(c.before, c.after) for c in told.versions[0].changes if c.field == "Text"] == [
        ("First words", "Second words")
    ]
    told.accept()
    record_history(desk, quill, "social", {"topic": "11341-5", "value": "librarian"})
    chart.choose_tab("history")
    card = next(c for c in chart.tab["history"].cards.values() if c.declared.key == "social")
    card._act("versions", next(iter(card.entries)))
    told = dialog(ShowVersions)
    assert told.versions[0].step
    assert "librarian" in [c.after for c in told.versions[0].changes]
    told.accept()
    allergy = add_allergy(desk, quill, substance="Latex", reaction="rash")
    window.bench.commands.run("review_allergies")
    review = dialog(ReviewAllergies)
    review.act("versions", allergy)
    told = dialog(ShowVersions)
    assert "Latex" in [c.after for c in told.versions[0].changes]
    told.accept()
    review.reject()


def test_a_result_tells_where_it_came_from(window, panel, dialog, tab) -> None:
    row = (
        Observation.select()
        .where(Observation.category == "laboratory")
        .order_by(Observation.id.desc())
        .first()
    )
    window.bench.active.choose_patient(row.patient_id)
    chart = panel("patient_chart")
    chart.choose_tab("results")
    results = chart.tab["results"]
    results.list.selectRow(0)
    QTest.keyClick(results.list, Key.Key_W)
    told = dialog(ShowVersions)
    assert len(told.versions) == 1
