"""The preview of a page on a real record: by keys, printed, saved, handed over, released; nothing lands on the disk."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ma_desktop.domain.permissions import Role
from ma_desktop.models import AuditEvent, DocumentReference, Encounter
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.visit.release_sensitive import release_sensitive
from ma_desktop.views import theme
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.paper import printer_for
from ma_desktop.views.printing import preview_receipt, preview_visit_page
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.workbench import Workbench


@pytest.fixture
def window(desk: Desk, record: object, qtbot: QtBot, qapp: object) -> Iterator[MainWindow]:
    theme.apply(qapp, "light")
    made = MainWindow(Workbench(desk, InlineTasks()), make_ports(record, desk))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.begin()
    yield made
    made.close()


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    return Encounter.select().where(Encounter.stage == "checkout").first()


def opened(window: MainWindow, visit: Encounter, kind: str = "after-visit-summary") -> Preview:
    preview_visit_page(window.bench, kind, visit.id, visit.patient_id)
    return [d for d in window.findChildren(Preview) if d.isVisible()][-1]


def to_file(path: Path) -> QPrinter:
    printer = printer_for("After-visit summary")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def left() -> list[tuple[str, str, int]]:
    return [(row.kind, row.how, row.document_version) for row in DocumentReference.select()]


def test_the_reader_goes_through_the_page_by_keys(window: MainWindow, visit: Encounter, qtbot: QtBot) -> None:
    preview = opened(window, visit)
    preview.large.setChecked(True)
    qtbot.waitUntil(lambda: len(preview.view.pages) >= 2 and preview.where.text().startswith("Page 1 of"))
    assert preview.view.hasFocus()
    qtbot.waitUntil(lambda: not preview.view.pages[0].pixmap().isNull())
    wide = preview.view.zoom
    assert preview.percent.text() == f"{round(wide * 100)}%"
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: preview.where.text().startswith("Page 2 of"))
    qtbot.keyClick(preview.view, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: preview.where.text().startswith("Page 1 of"))
    qtbot.keyClick(preview.view, Qt.Key.Key_Plus)
    assert preview.view.zoom > wide
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus)
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus)
    assert preview.view.zoom < wide
    qtbot.keyClick(preview, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.pages[0].height() <= preview.view.viewport().height()
    qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == pytest.approx(wide, rel=0.05)
    qtbot.keyClick(preview.view, Qt.Key.Key_Escape)
    assert not [d for d in window.findChildren(Preview) if d.isVisible()]
    assert left() == []


def test_paper_and_print_size_make_the_page_anew(window: MainWindow, visit: Encounter) -> None:
    preview = opened(window, visit)
    letter = preview.pdf
    preview.paper.setCurrentIndex(1)
    assert b"/MediaBox [ 0 0 595" in preview.pdf
    preview.large.setChecked(True)
    assert preview.pdf != letter
    preview.reject()
    assert opened(window, visit, "superbill").large.isHidden()
    assert left() == []


def test_without_a_printer_the_sentence_says_what_to_do(
    window: MainWindow, visit: Encounter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    preview = opened(window, visit)
    qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "No printer" in preview.notice_line.sentence
    assert left() == []


def test_cancel_in_the_system_dialogs_logs_nothing(
    window: MainWindow, visit: Encounter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    preview = opened(window, visit)
    before = AuditEvent.select().count()
    qtbot.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = next(iter(preview.findChildren(QPrintDialog)))
    dialog.reject()
    qtbot.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    chooser = next(iter(preview.findChildren(QFileDialog)))
    assert visit.patient.family not in " ".join(chooser.selectedFiles())
    chooser.reject()
    assert (AuditEvent.select().count(), left()) == (before, [])


def test_a_print_is_logged_counted_and_handed_over_with_two_identifiers(
    window: MainWindow, visit: Encounter, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = opened(window, visit)
    assert preview.handing.isHidden()
    printed = preview.pdf
    preview.send(to_file(tmp_path / "out.pdf"))
    assert left() == [("after-visit-summary", "saved", 1)]  # printed into a file, and logged as that
    row = DocumentReference.get()
    assert row.digest == sha256(printed).hexdigest()
    assert preview.pdf != printed  # the next one is version 2
    assert not preview.handing.isHidden()
    assert visit.patient.record_number in preview.handing_words.text()
    assert f"{visit.patient.birth_date:%m/%d/%Y}" in preview.handing_words.text()
    qtbot.mouseClick(preview.matched, Qt.MouseButton.LeftButton)
    assert DocumentReference.get().identity_how == "name and birth date"
    assert preview.handing.isHidden()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_logs_nothing(window: MainWindow, visit: Encounter, tmp_path: Path) -> None:
    preview = opened(window, visit)
    preview.send(to_file(tmp_path / "no such folder" / "out.pdf"))
    assert "Nothing was lost" in preview.notice_line.sentence
    assert preview.yes_button.isEnabled()
    assert left() == []


def test_saving_is_logged_and_its_failures_are_one_sentence(
    window: MainWindow, visit: Encounter, tmp_path: Path
) -> None:
    preview = opened(window, visit, "superbill")
    saved = preview.pdf
    preview.save_to(tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == saved
    assert "not encrypted" in preview.notice_line.sentence
    assert left() == [("superbill", "saved", 1)]
    preview.save_to(tmp_path)
    assert "folder has this name" in preview.notice_line.sentence
    (tmp_path / "a file").write_text("x")
    preview.save_to(tmp_path / "a file" / "kept.pdf")
    assert "cannot be written there" in preview.notice_line.sentence
    preview.save_to(Path("/dev/full/x.pdf"))
    assert "nothing was lost" in preview.notice_line.sentence
    assert left() == [("superbill", "saved", 1)]


def test_a_receipt_is_a_copy_from_its_second_print_on(window: MainWindow, desk: Desk, visit: Encounter, tmp_path: Path) -> None:  # fmt: skip
    from decimal import Decimal

    from ma_desktop.services.billing.take_payment import take_payment

    payment = take_payment(
        desk, patient_id=visit.patient_id, encounter_id=visit.id, amount=Decimal(25), method="card"
    )
    preview_receipt(window.bench, payment, visit.patient_id, visit.id)
    preview = next(d for d in window.findChildren(Preview) if d.isVisible())
    assert not preview.page._page.content.head.copy
    preview.save_to(tmp_path / "first.pdf")
    assert preview.page._page.content.head.copy
    preview.save_to(tmp_path / "second.pdf")
    assert [version for _kind, _how, version in left()] == [1, 2]


def test_what_is_kept_back_is_said_and_goes_when_released(
    window: MainWindow, desk: Desk, visit: Encounter, qtbot: QtBot
) -> None:
    add_diagnosis(desk, visit.id, code="Z59.00", display="Homelessness, unspecified")
    preview = opened(window, visit)
    assert preview.kept_words.text().startswith("1 sensitive entry is not")
    assert not preview.kept_back.isHidden()
    release_sensitive(desk.acting_as(Worker(3, "osei", "Dr. Osei", Role.PROVIDER)), visit.id)
    preview.make_again()
    assert preview.kept_back.isHidden()


def test_a_medical_assistant_has_the_provider_sign_in_place(
    window: MainWindow, desk: Desk, visit: Encounter, qtbot: QtBot
) -> None:
    add_diagnosis(desk, visit.id, code="Z59.00", display="Homelessness, unspecified")
    window.ports.log_in = lambda _login, _password: desk.acting_as(
        Worker(3, "osei", "Dr. Osei", Role.PROVIDER)
    )
    window.bench.sit_down(desk.acting_as(Worker(2, "mia", "Mia M.", Role.MA)))
    preview = opened(window, visit)
    qtbot.mouseClick(preview.release, Qt.MouseButton.LeftButton)
    sign = next(iter(preview.findChildren(SignInPlace)))
    qtbot.keyClicks(sign.login, "osei")
    qtbot.keyClicks(sign.password, "a long enough password")
    qtbot.mouseClick(sign.yes_button, Qt.MouseButton.LeftButton)
    assert preview.kept_back.isHidden()
    entry = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert (entry.user_id, entry.encounter_id) == (3, visit.id)
    assert window.bench.desk.worker.name == "Mia M."


@pytest.fixture
def own_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temp folder that nobody else writes into: in the shared one other programs' pages come and go meanwhile."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert Path(tempfile.gettempdir()) == Path(QDir.tempPath()) == folder, "Python and Qt put theirs there"
    return folder


def test_no_plaintext_of_the_page_touches_the_disk(
    window: MainWindow, visit: Encounter, qtbot: QtBot, own_temp: Path
) -> None:
    before = files_below(own_temp, Path.home())
    preview = opened(window, visit)
    qtbot.waitUntil(lambda: not preview.view.pages[0].pixmap().isNull())
    assert open_pdfs() == []
    preview.reject()
    fresh = files_below(own_temp, Path.home()) - before
    assert [path for path in fresh if holds_a_page(path)] == []
    with tempfile.NamedTemporaryFile(suffix=".pdf", delete=False) as left:
        left.write(preview.pdf)
    fresh = files_below(own_temp, Path.home()) - before
    assert [path for path in fresh if holds_a_page(path)] == [Path(left.name)], "the check would see a page"


def files_below(*folders: Path) -> set[Path]:
    return {
        Path(place) / name for folder in folders for place, _dirs, names in os.walk(folder) for name in names
    }


def holds_a_page(path: Path) -> bool:
    try:
        content = path.read_bytes() if path.is_file() and path.stat().st_size < 5_000_000 else b""
    except OSError:
        return False
    return b"%PDF" in content[:2000] or b"Your visit" in content


def open_pdfs() -> list[str]:
    """Files that this process holds open, also those that have no name any more."""
    if not Path("/proc/self/fd").is_dir():
        return []
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            target, name = handle.read_bytes()[:4] if handle.is_file() else b"", os.readlink(handle)
        except OSError:
            continue
        found += [name] if target == b"%PDF" else []
    return found
