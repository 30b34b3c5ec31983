"""Import…: choose what and from where, go on working while it runs, read one report at the end."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.i18n import _
from ma_desktop.services.practice.import_kinds import ImportKind, import_kinds
from ma_desktop.services.practice.past_imports import PastImport, past_imports
from ma_desktop.services.practice.undo_import import undo_import
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.progress import time_left
from ma_desktop.views.tasks import Job
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.import_report import ImportReport, refusals_csv
from ma_desktop.views.widgets.labels import Elided, button, label
from ma_desktop.views.workbench import Workbench

_SHOWN_PAST = 4


class ImportData(Dialog):
    """Does not block the window: while it runs, everybody goes on working. One at a time (``bench`` keeps it)."""

    HELP = "import"
    WIDTH = 700

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Import"), parent=parent, yes=_("Import"), no=_("Close"))
        self.setModal(False)
        self.no_button.setAutoDefault(False)
        self.job: Job | None = None
        self.report: Mapping[str, Any] | None = None
        self.save_button = button(_("Save the list…"), "", "save")
        self.save_button.clicked.connect(self._save)
        self.foot.insertWidget(0, self.save_button)
        self._page = QVBoxLayout()
        self._page.setSpacing(10)
        self.body.addLayout(self._page, 1)
        bench.about_to_leave.connect(self.stop)
        self.ask()

    # -- choosing -----------------------------------------------------------------------------------------

    def ask(self, path: str = "", kind: str = "") -> None:
        """The first page. ``path`` and ``kind`` as last time."""
        self._turn(_("Import"), yes=_("Import"), no=_("Close"))
        self._page.addWidget(
            label(
                _("Imports patients and their history from another program's files. The files stay as they are."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        self.kinds = QButtonGroup(self)
        for number, each in enumerate(import_kinds()):
            self._page.addWidget(self._kind(each, number, each.name == kind or (not kind and number == 0)))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.path = QLineEdit(path)
        self.path.setPlaceholderText(_("Folder or file"))
        self.path.setAccessibleName(_("Folder or file to import"))
        self.path.textChanged.connect(self._typed)
        self.folder_button, self.file_button = (
            button(_("Folder…"), "", "folder"),
            button(_("File…"), "", "document"),
        )
        self.folder_button.clicked.connect(partial(self._browse, QFileDialog.FileMode.Directory))
        self.file_button.clicked.connect(partial(self._browse, QFileDialog.FileMode.ExistingFile))
        row.addWidget(self.path, 1)
        row.addWidget(self.folder_button)
        row.addWidget(self.file_button)
        self._page.addLayout(row)
        self._past = QVBoxLayout()
        self._past.setSpacing(4)
        self._page.addLayout(self._past)
        self._page.addStretch(1)
        self.yes_button.setEnabled(bool(path.strip()))
        self.path.setFocus()
        self.bench.read(past_imports, then=self._show_past, still=lambda: self.job is None, panel=self)

    def _typed(self, path: str) -> None:
        self.yes_button.setEnabled(bool(path.strip()))
        self.yes_button.setDefault(True)

    def _kind(self, kind: ImportKind, number: int, on: bool) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(0)
        choice = QRadioButton(kind.title)
        choice.setChecked(on)
        choice.setAccessibleDescription(kind.what)
        self.kinds.addButton(choice, number)
        column.addWidget(choice)
        told = label(kind.what, "caption", wrap=True)
        told.setContentsMargins(26, 0, 0, 0)
        column.addWidget(told)
        return card

    def _browse(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, _("Import from"))
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _show_past(self, past: tuple[PastImport, ...]) -> None:
        clear(self._past)
        if past:
            self._past.addWidget(label(_("Earlier imports"), "strong"))
        for each in past[:_SHOWN_PAST]:
            row = QHBoxLayout()
            states = {"completed": _("taken"), "stopped": _("stopped, not visible"), "undone": _("undone")}
            row.addWidget(
                Elided(
                    _("{name} · {at} · {n} patients, {rows} rows · {state}").format(
                        name=each.name, at=f"{each.at:%m/%d/%Y %H:%M}", n=f"{each.patients:,}", rows=f"{each.rows:,}",
                        state=states[each.status],
                    ),
                    "muted",
                ),
                1,
            )  # fmt: skip
            if each.status == "stopped":
                row.addWidget(self._small(_("Go on"), partial(self.start, each.kind, each.source)))
            if each.status != "undone":
                row.addWidget(self._small(_("Undo…"), partial(self._ask_undo, each)))
            self._past.addLayout(row)

    def _small(self, text: str, run: Any) -> QWidget:
        press = button(text, "quiet")
        press.clicked.connect(lambda: run())
        return press

    def _ask_undo(self, past: PastImport) -> None:
        self.bench.ask(
            _("Undo this import?"),
            _(
                "Its {n} patients and everything that came with them leave the record. This is kept in the log, and the "
                "same files can be imported again."
            ).format(n=f"{past.patients:,}"),
            _("Undo import"),
            lambda: self._run(_("Undoing the import"), undo_import, past.run_id, then=self._undone),
        )

    def _undone(self, patients: int) -> None:
        self.ask()
        self.notice(
            _("Undone: {n} patients are no longer part of the record.").format(n=f"{patients:,}"), "ok"
        )

    # -- running ------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """*Import*, or on the last page *Close*."""
        if self.report is not None:
            self.finish()
        elif self.job is None and self.path.text().strip():
            self.start(import_kinds()[self.kinds.checkedId()].name, self.path.text().strip())

    def start(self, kind: str, source: str) -> None:
        path = Path(source).expanduser()
        if not path.exists():
            self.notice(_("There is no file or folder of this name. Choose it with the buttons."), "warn")
            return
        verb = next(each for each in import_kinds() if each.name == kind).load()
        self._again = (source, kind)
        self._run(_("Importing {name}").format(name=path.name), verb, path, then=self.tell)

    def _run(self, title: str, verb: Any, *args: Any, then: Any) -> None:
        self._turn(title, yes="", no=_("Cancel"))
        self.what, self.how_far = Elided(_("Looking at the files…")), label("", "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        for widget in (self.what, self.bar, self.how_far):
            self._page.addWidget(widget)
        self._page.addWidget(
            label(
                _("You can go on working. Nothing shows until all of it is in."),
                "muted",
                wrap=True,
            )
        )
        self._page.addStretch(1)
        self._began = time.monotonic()
        self.no_button.setFocus()

        def answered(answer: Any) -> None:
            self.job = None
            then(answer)

        self.job = self.bench.tasks.long(
            verb,
            self.bench.desk,
            *args,
            then=answered,
            failed=self._failed,
            stepped=self._step,
            stopped=self._stopped,
        )
        if self.job.done:
            self.job = None

    def _step(self, n: int, of: int | None, what: str) -> None:
        self.what.set(what)
        if of:
            self.bar.setRange(0, of)
            self.bar.setValue(n)
        told = _("{n} of {of} rows").format(n=f"{n:,}", of=f"{of:,}") if of else f"{n:,}" if n else ""
        left = time_left(time.monotonic() - self._began, n, of)
        self.how_far.setText(f"{told} · {left}" if left else told)

    def _failed(self, error: Exception) -> None:
        self.job = None
        self.ask(*getattr(self, "_again", ()))
        self.bench.fail(error, self)

    def _stopped(self) -> None:
        self.job = None
        self.ask(*getattr(self, "_again", ()))
        self.notice(
            _("Stopped. Nothing of it shows in the record. “Go on” continues where it stopped."), "info"
        )

    def stop(self) -> None:
        """Asks the work to stop at its next safe place."""
        if self.job is not None:
            self.job.cancel()

    # -- the report ---------------------------------------------------------------------------------------

    def tell(self, report: Mapping[str, Any]) -> None:
        """The last page."""
        self._turn(_("Imported") if report["taken"] else _("Nothing new"), yes=_("Close"), no="")
        self.report = report
        self.result_view = ImportReport(report)
        self._page.addWidget(self.result_view, 1)
        self.save_button.setVisible(bool(self.result_view.refusals))
        self.yes_button.setFocus()
        if report["taken"].get("Patient"):
            self.bench.say(
                _("{n} patients imported; find them with F2.").format(n=f"{report['taken']['Patient']:,}")
            )

    def _save(self) -> None:
        dialog = QFileDialog(self, _("Save the list"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilter(_("Spreadsheet (*.csv)"))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        assert self.report is not None
        text = refusals_csv(self.report)
        self.bench.tasks.render(
            path.write_text, text, encoding="utf-8-sig", newline="",
            then=lambda _size: self.notice(_("Saved. There is nothing about a patient in this list."), "ok"),
            failed=self._not_saved,
        )  # fmt: skip

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self.notice(_("The file could not be written there. Choose another folder; nothing was lost."))
        else:
            self.bench.fail(error, self)

    # -- pages --------------------------------------------------------------------------------------------

    def _turn(self, title: str, *, yes: str, no: str) -> None:
        clear(self._page)
        self.report = None
        self.notice_line.clear()
        self.heading.setText(title)
        self.setWindowTitle(_("Import"))
        self.save_button.hide()
        self.yes_button.setVisible(bool(yes))
        self.yes_button.setEnabled(True)
        self.yes_button.setText(yes)
        self.no_button.setVisible(bool(no))
        self.no_button.setEnabled(True)
        self.no_button.setText(no)

    def reject(self) -> None:
        """Esc and *Cancel*: a running import stops first; it can go on later."""
        if self.job is None:
            super().reject()
            return
        self.stop()
        self.no_button.setEnabled(False)
        self.what.set(_("Stopping at the next safe place…"))

    def leave(self) -> None:
        """Another person sits down: the import stops, and goes on when it is asked to."""
        self.stop()
        super().leave()
