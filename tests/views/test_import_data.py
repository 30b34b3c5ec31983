"""Import… by clicks and keys on a real record: choose, run, stop, go on, undo, report, save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ma_desktop.domain.permissions import Role
from ma_desktop.models import ImportRun, Patient
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.import_kinds import import_kinds
from ma_desktop.services.practice.past_imports import past_imports
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.views import theme
from ma_desktop.views.dialogs.import_data import ImportData
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.tasks import InlineTasks, Tasks
from ma_desktop.views.widgets.import_report import refusals_csv
from ma_desktop.views.workbench import Workbench
from tests.synthea_files import MIDDLE, OLDEST, PATIENT, VISIT, export

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton


def _window(desk: Desk, tasks: Tasks, qtbot: QtBot) -> MainWindow:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    window = MainWindow(Workbench(desk, tasks), None, [])
    qtbot.addWidget(window)
    window.show()
    window.begin()
    return window


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """Everything at once, on one thread."""
    made = _window(desk, InlineTasks(), qtbot)
    yield made
    made.close()


@pytest.fixture
def threaded(desk: Desk, record: Any, qtbot: QtBot) -> Iterator[MainWindow]:
    """The threads of the program, each with its own connection."""
    tasks = Tasks(
        enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
    )
    made = _window(desk, tasks, qtbot)
    yield made
    made.close()


def opened(window: MainWindow) -> ImportData:
    assert window.bench.commands.run("import_data")
    return next(each for each in window.findChildren(ImportData) if each.isVisible())


def texts(dialog: ImportData) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def press(dialog: ImportData, words: str) -> None:
    found = [b for b in dialog.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert found, words
    QTest.mouseClick(found[0], LEFT)


def many(folder: Path, rows: int) -> Path:
    observations = OLDEST["observations"] + "".join(
        f"2015-06-01,{PATIENT},{VISIT},8302-2,Body Height,{n}.5,cm\n" for n in range(rows)
    )
    return export(folder, OLDEST | {"observations": observations})


def test_by_keys_alone_from_the_palette_to_the_found_patient(
    window: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    QTest.keyClick(window, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.palette_box.field, "import")
    QTest.keyClick(window.palette_box.field, Key.Key_Return)
    dialog = window.findChild(ImportData)
    assert dialog is not None
    assert not dialog.isModal()
    assert not dialog.yes_button.isEnabled()
    QTest.keyClicks(dialog.path, str(export(tmp_path / "csv", OLDEST)))
    QTest.keyClick(dialog.path, Key.Key_Return)
    assert dialog.heading.text() == "Imported"
    qtbot.waitUntil(lambda: "Nothing was refused." in texts(dialog))
    assert [row.name for row in find_patient(desk, "quill zelda")] == ["Quill, Zelda"]
    QTest.keyClick(dialog, Key.Key_Return)
    assert not dialog.isVisible()


def test_the_report_counts_taken_present_and_refused(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = export(tmp_path / "csv", OLDEST)
    (folder / "careplans.csv").write_text("Id\n1\n", encoding="utf-8")
    with (folder / "observations.csv").open("a", encoding="utf-8") as stream:
        stream.write("2015-06-01,nobody,,8302-2,Body Height,1,cm\n")
    for taken, present in ((11, 0), (0, 11)):
        dialog = opened(window)
        dialog.path.setText(str(folder))
        QTest.mouseClick(dialog.yes_button, LEFT)
        numbers = [card.accessibleName() for card in dialog.result_view.numbers]
        assert numbers == [f"{taken} taken", f"{present} already there", "1 refused"]
        assert [row[:2] for row in dialog.result_view.refusals] == [
            ("careplans.csv", ""), ("observations.csv", "5")
        ]  # fmt: skip
        model = dialog.result_view.table.model()
        assert (model.rowCount(), model.columnCount()) == (2, 3)
        target = tmp_path / f"list-{taken}.csv"
        assert dialog.save_button.isVisible()
        dialog.save_to(target)
        saved = target.read_text(encoding="utf-8-sig")
        assert saved.splitlines() == refusals_csv(dialog.report).splitlines()
        assert saved.splitlines()[2].startswith("observations.csv,5,")
        assert "nobody" not in saved
        assert dialog.notice_line.isVisible()
        QTest.mouseClick(dialog.yes_button, LEFT)
        qtbot.waitUntil(lambda: window.findChild(ImportData) is None)


def test_a_list_that_cannot_be_written_is_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window)
    dialog.path.setText(str(export(tmp_path / "csv", MIDDLE)))
    dialog.accept()
    dialog.save_to(tmp_path / "no such folder" / "list.csv")
    assert "could not be written" in texts(dialog)


def test_a_wrong_path_keeps_what_was_typed(window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window)
    dialog.path.setText(str(tmp_path / "nowhere"))
    press(dialog, "Import")
    assert "no file or folder of this name" in texts(dialog)
    assert dialog.path.text().endswith("nowhere")


def test_cancelled_it_shows_nothing_and_goes_on_later(
    threaded: MainWindow, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = many(tmp_path / "csv", 40_000)
    dialog = opened(threaded)
    dialog.path.setText(str(folder))
    QTest.mouseClick(dialog.yes_button, LEFT)
    qtbot.waitUntil(lambda: dialog.bar.maximum() > 0 and dialog.bar.value() > 600, timeout=60_000)
    assert "rows" in dialog.how_far.text()
    QTest.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.job is None, timeout=60_000)
    assert "Stopped" in texts(dialog)
    assert dialog.isVisible()
    answers: list[Any] = []
    threaded.bench.read(find_patient, "quill zelda", then=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [()]
    qtbot.waitUntil(lambda: "stopped, not visible" in texts(dialog))
    press(dialog, "Go on")
    qtbot.waitUntil(lambda: dialog.heading.text() == "Imported", timeout=90_000)
    assert dialog.report is not None
    assert dialog.report["taken"]["Observation"] == 40_003
    threaded.bench.read(find_patient, "quill zelda", then=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert len(answers[1]) == 1


def test_the_window_works_on_while_it_runs(threaded: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    from datetime import date

    from ma_desktop.services.schedule.register_patient import NewPatient, register_patient

    dialog = opened(threaded)
    dialog.path.setText(str(many(tmp_path / "csv", 40_000)))
    QTest.mouseClick(dialog.yes_button, LEFT)
    qtbot.waitUntil(lambda: dialog.bar.maximum() > 0, timeout=60_000)
    registered: list[int] = []
    threaded.bench.do(
        register_patient, NewPatient("Between", "Ann", date(1990, 1, 1)), then=registered.append
    )
    qtbot.waitUntil(lambda: bool(registered), timeout=5_000)
    assert dialog.job is not None
    assert dialog.heading.text().startswith("Importing")
    assert opened(threaded) is dialog
    qtbot.waitUntil(lambda: dialog.heading.text() == "Imported", timeout=90_000)


def test_closing_the_window_stops_it_at_a_safe_place(
    desk: Desk, record: Any, tmp_path: Path, qtbot: QtBot
) -> None:
    tasks = Tasks(
        enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
    )
    window = _window(desk, tasks, qtbot)
    dialog = opened(window)
    dialog.path.setText(str(many(tmp_path / "csv", 40_000)))
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.bar.value() > 600, timeout=60_000)
    window.close()
    record.connect_writer()
    assert [row.status for row in ImportRun.select()] == ["stopped"]
    assert Patient.standing().where(Patient.family == "Quill").count() == 0


def test_an_import_is_undone_from_the_list(window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    dialog = opened(window)
    dialog.path.setText(str(export(tmp_path / "csv", OLDEST)))
    dialog.accept()
    QTest.mouseClick(dialog.yes_button, LEFT)
    assert [(each.status, each.patients, each.rows, each.name) for each in past_imports(desk)] == [
        ("completed", 1, 11, "csv")
    ]
    again = opened(window)
    press(again, "Undo…")
    confirm = QApplication.activeModalWidget()
    assert confirm is not None
    QTest.mouseClick(confirm.yes_button, LEFT)  # type: ignore[attr-defined]
    assert "Undone: 1 patients" in texts(again)
    assert find_patient(desk, "quill zelda") == ()
    assert past_imports(desk)[0].status == "undone"


def test_who_may_not_import_is_not_offered_it(window: MainWindow, desk: Desk) -> None:
    window.bench.desk = desk.acting_as(Worker(desk.worker.user_id, "fay", "Fay", Role.FRONT_DESK))
    assert not window.bench.commands.run("import_data")
    assert import_kinds(window.bench.desk) == ()
    assert [kind.name for kind in import_kinds(desk)][:1] == ["synthea-csv"]
    assert all(callable(kind.load()) for kind in import_kinds())
