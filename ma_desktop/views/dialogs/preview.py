"""A page before it is paper: shown from memory, printed from memory, saved only where a person says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QEvent, QKeyCombination, QSize, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from ma_desktop.i18n import _, ngettext
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.icons import icon
from ma_desktop.views.widgets.pdf_view import FIT_PAGE, FIT_WIDTH, PdfView
from ma_desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Page(Protocol):
    """What can be previewed; ``views.printing.PatientPage`` is one. ``identifiers``: empty if no patient gets it;
    ``posts``: it goes out of the house, and only what was printed or confirmed counts as sent; ``saves``: may be written to disk from here."""

    title: str
    large_offered: bool
    identifiers: str
    posts: bool
    withheld: int
    saves: bool

    @property
    def file_name(self) -> str: ...
    def make(
        self, size: str, large: bool, then: Callable[[bytes], object], failed: Callable[[Exception], object]
    ) -> None: ...
    def left(self, how: str, pdf: bytes, copies: int, then: Callable[[int], object], panel: Any) -> None: ...
    def write(
        self, path: Path, pdf: bytes, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None: ...
    def hand_over(self, entry: int, how: str, then: Callable[[Any], object], panel: Any) -> None: ...
    def release(self, window: Any, then: Callable[[Any], object], panel: Any) -> None: ...


class Preview(Dialog):
    """The page is made anew when paper or print size change, and after each print, so that it counts or says COPY."""

    HELP = "printing"
    WIDTH = 760

    def __init__(self, bench: Workbench, page: Page, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(bench, page.title, parent=parent, yes=_("Print…"), no=_("Close"))
        self.page, self.pdf, self._entry = page, pdf, 0
        self.view = PdfView(bench.tasks)
        self.view.setObjectName("pdfView")
        self.view.turned.connect(self._turned)
        self.body.addWidget(self._bar())
        self.body.addWidget(self._kept_back())
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self._handing())
        self._buttons()
        self._fit(parent)
        self._show(pdf)
        self.view.setFocus()

    # -- the parts ----------------------------------------------------------------------------------------

    def _bar(self) -> QFrame:
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.where, self.percent = QLabel(), QLabel()
        self.where.setProperty("role", "muted")
        self.percent.setMinimumWidth(44)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(_tool("minus", _("Smaller (−)"), self.view.zoom_out))
        row.addWidget(self.percent)
        row.addWidget(_tool("plus", _("Larger (+)"), self.view.zoom_in))
        for words, what in ((_("Width"), FIT_WIDTH), (_("Whole page"), FIT_PAGE)):
            press = QPushButton(words)
            press.setAutoDefault(False)
            press.setProperty("role", "quiet")
            press.clicked.connect(lambda _on=False, what=what: self.view.fit(what))
            row.addWidget(press)
        row.addStretch(1)
        self.paper = QComboBox()
        self.paper.setAccessibleName(_("Paper"))
        for words, size in ((_("Letter"), "letter"), ("A4", "a4")):
            self.paper.addItem(words, size)
        self.paper.currentIndexChanged.connect(lambda _n: self.make_again())
        self.large = QCheckBox(_("Large print"))
        self.large.setVisible(self.page.large_offered)
        self.large.toggled.connect(lambda _on: self.make_again())
        self.copies = QComboBox()
        self.copies.setAccessibleName(_("Copies"))
        for count in range(1, 11):
            self.copies.addItem(ngettext("{count} copy", "{count} copies", count).format(count=count), count)
        for part in (self.large, self.paper, self.copies):
            row.addWidget(part)
        return bar

    def _kept_back(self) -> QFrame:
        """Says that something sensitive is not on the page, and lets the provider release it."""
        self.kept_back = QFrame()
        row = QHBoxLayout(self.kept_back)
        row.setContentsMargins(0, 0, 0, 0)
        self.kept_words = QLabel()
        self.kept_words.setWordWrap(True)
        self.release = QPushButton(_("Release…"))
        self.release.setAutoDefault(False)
        self.release.clicked.connect(
            lambda: self.page.release(self.parent(), lambda _answer: self.make_again(), self)
        )
        row.addWidget(_picture("eye-off", "muted"))
        row.addWidget(self.kept_words, 1)
        row.addWidget(self.release)
        return self.kept_back

    def _handing(self) -> QFrame:
        """After the print: two identifiers before the page leaves the hand."""
        self.handing = QFrame()
        row = QHBoxLayout(self.handing)
        row.setContentsMargins(0, 0, 0, 0)
        self.handing_words = QLabel()
        self.handing_words.setWordWrap(True)
        self.matched = QPushButton(icon("check", "text"), _("Both match: handed over"))
        self.matched.setAutoDefault(False)
        self.matched.clicked.connect(self._handed_over)
        row.addWidget(_picture("person", "accent"))
        row.addWidget(self.handing_words, 1)
        row.addWidget(self.matched)
        self.handing.hide()
        return self.handing

    def _buttons(self) -> None:
        self.yes_button.setIcon(icon("print", "on_accent"))
        self.yes_button.setToolTip(_("Print (Ctrl+P)"))
        self.save_button = QPushButton(icon("save", "text"), _("Save as PDF…"))
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip(_("Save as PDF (Ctrl+S)"))
        self.save_button.clicked.connect(self._save)
        self.save_button.setVisible(self.page.saves)
        self.paper.setVisible(self.page.saves)
        self.foot.insertWidget(0, self.save_button)

    def _keys(self) -> dict[QKeyCombination, Callable[[], object]]:
        """Taken before the window's own shortcuts, of which Ctrl+P is one."""
        control = Qt.KeyboardModifier.ControlModifier
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_P: self.accept, Qt.Key.Key_S: self._save, Qt.Key.Key_Plus: self.view.zoom_in,
            Qt.Key.Key_Equal: self.view.zoom_in, Qt.Key.Key_Minus: self.view.zoom_out,
            Qt.Key.Key_0: lambda: self.view.fit(FIT_WIDTH), Qt.Key.Key_9: lambda: self.view.fit(FIT_PAGE),
        }  # fmt: skip
        return {QKeyCombination(control, key): act for key, act in acts.items()}

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() in self._keys()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys().get(event.keyCombination())
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() or act not in (self.accept, self._save):
            act()

    def _fit(self, parent: QWidget | None) -> None:
        room = parent.window().size() if parent is not None else QSize(1100, 900)
        self.resize(min(900, room.width() - 40), room.height() - 30)

    # -- the page -----------------------------------------------------------------------------------------

    def make_again(self) -> None:
        """For the chosen paper and print size, from the record as it is now."""
        self.set_busy(True)
        self.page.make(self.paper.currentData(), self.large.isChecked(), self._show, self._failed)

    def _show(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.set_busy(False)
        self.view.show_pdf(pdf)
        count = self.page.withheld
        self.kept_words.setText(
            ngettext(
                "{count} sensitive entry is not on this page. Only the provider can release it.",
                "{count} sensitive entries are not on this page. Only the provider can release them.",
                count,
            ).format(count=count)
        )
        self.kept_back.setVisible(count > 0)

    def _turned(self, page: int, count: int, percent: int) -> None:
        self.where.setText(_("Page {page} of {count}").format(page=page, count=count))
        self.percent.setText(f"{percent}%")

    def set_busy(self, busy: bool) -> None:
        super().set_busy(busy)
        self.save_button.setEnabled(not busy)

    # -- printing -----------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Print…: the system's dialog; *Cancel* there leaves everything as it was."""
        if not self.yes_button.isEnabled():
            return
        from PySide6.QtPrintSupport import QPrinterInfo

        from ma_desktop.views.paper import ask_printer, printer_for

        if not QPrinterInfo.availablePrinterNames():
            self.notice(
                _("No printer is set up on this computer. Add one in the system's settings, or save as PDF."),
                "warn",
            )
            return
        # the dialog points at the printer to its very end
        self._printer = printer = printer_for(self.page.title, self.paper.currentData())
        printer.setCopyCount(self.copies.currentData())
        ask_printer(printer, self, lambda: self.send(printer))

    def send(self, printer: QPrinter) -> None:
        """Sets and prints away from the screen thread."""
        from ma_desktop.views.paper import print_pdf

        self.notice(_("Sending the pages to the printer…"), "info")
        self.set_busy(True)
        pdf = self.pdf
        self.bench.tasks.render(
            print_pdf, printer, pdf, then=lambda took: self._printed(printer, pdf, took), failed=self._failed
        )

    def _printed(self, printer: QPrinter, pdf: bytes, took: bool) -> None:
        if not took:
            self.notice(
                _(
                    "The printer did not take the page. Nothing was lost: choose another printer or save as PDF."
                )
            )
            return
        how = "saved" if printer.outputFileName() else "printed"
        name = printer.printerName() or _("the printer")
        self.notice(
            _("Written to a file, which is not encrypted.") if how == "saved" else _("Sent to {printer}.").format(printer=name),
            "warn" if how == "saved" else "ok",
        )  # fmt: skip
        self.page.left(
            how,
            pdf,
            printer.copyCount(),
            self._kept_file if how == "saved" and self.page.posts else self._noted,
            self,
        )

    def _kept_file(self, _entry: object) -> None:
        """A file reaches nobody: that it was posted is said by a person."""
        if self.page.posts:
            self.handing_words.setText(
                _("Only saved so far, and noted as that. Printed from the file and on its way?")
            )
            self.matched.setText(_("Yes: note as sent"))
            self.matched.setEnabled(True)
            self.handing.show()
        self.make_again()

    def _noted(self, entry: int) -> None:
        self._entry = entry
        if self.page.identifiers:
            self.handing_words.setText(
                _("Before you hand it over, ask for name and birth date: {who}").format(
                    who=self.page.identifiers
                )
            )
            self.matched.setText(_("Both match: handed over"))
            self.matched.setEnabled(True)
            self.handing.show()
        self.make_again()

    def _handed_over(self) -> None:
        self.matched.setEnabled(False)
        if self.page.posts:
            self.page.left("posted", self.pdf, 1, self._posted, self)
            return
        self.page.hand_over(self._entry, _("name and birth date"), self._matched, self)

    def _posted(self, _entry: object) -> None:
        self.handing.hide()
        self.notice(_("Noted as sent."), "ok")

    def _matched(self, _answer: object) -> None:
        self.handing.hide()
        self.notice(_("Handed over; two identifiers matched."), "ok")

    # -- saving -------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if not (self.page.saves and self.save_button.isEnabled()):
            return
        dialog = QFileDialog(self, _("Save as PDF"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilter(_("PDF pages (*.pdf)"))
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog.selectFile(self.page.file_name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Writes the page where the person said, then has it logged."""
        self.set_busy(True)
        pdf = self.pdf
        self.page.write(path, pdf, lambda _answer: self._saved(pdf), self._failed)

    def _saved(self, pdf: bytes) -> None:
        self.notice(_("Saved. This file is not encrypted; whoever has it can read it."), "warn")
        self.page.left("saved", pdf, 1, self._kept_file, self)

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        self.bench.fail(error, self)


def _tool(name: str, words: str, act: Callable[[], object]) -> QToolButton:
    press = QToolButton()
    press.setIcon(icon(name, "text"))
    press.setToolTip(words)
    press.setAccessibleName(words)
    press.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    press.clicked.connect(act)
    return press


def _picture(name: str, tone: str) -> QLabel:
    label = QLabel()
    label.setPixmap(icon(name, tone).pixmap(16, 16))
    return label
