"""One document after the other is filed: its pages beside whose and what it is, one key for the kind, Enter for the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.domain.documents import Category
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.chart.file_document import file_document
from ma_desktop.services.chart.mark_document_error import mark_document_error
from ma_desktop.services.chart.patient_documents import DocumentLine
from ma_desktop.services.chart.remove_original import remove_original
from ma_desktop.services.chart.unfiled_documents import Unfiled, unfiled_documents
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.views import theme
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.scans import Scans, Taken, Taking
from ma_desktop.views.widgets.document_fields import DocumentFields
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.pdf_view import PAGE_KEYS, PdfView
from ma_desktop.views.widgets.scan_list import ScanLine, ScanList
from ma_desktop.views.workbench import Workbench


class FileDocuments(Dialog):
    """``files``: dropped or chosen, to be taken in first; what lies in the scanner's folder is taken in too."""

    FORM = "file_documents"
    HELP = "documents"
    WIDTH = 960

    def __init__(
        self, bench: Workbench, files: Sequence[Path] = (), *, source: str = "file", parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(bench, _("File documents"), parent=parent, yes=_("File  Enter"), no=_("Close"))
        self.patient_id = bench.focus.patient_id
        self.data: Unfiled | None = None
        self._lines: dict[int, DocumentLine] = {}
        self._half: dict[int, dict[str, Any]] = {}
        self._originals: list[tuple[int, Path]] = []
        self._taking = False
        self.scans = Scans(bench, self)
        self._build()
        self.remember(self.fields, "document")
        room = parent.window().size() if parent is not None else QSize(1280, 760)
        most = self.screen().availableGeometry()
        self.resize(min(1240, room.width() - 40, most.width()), min(room.height() - 30, most.height()))
        if files:
            self._take([(path, "") for path in files], source)
        self.refresh()
        self.list.setFocus()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        side = QVBoxLayout()
        side.setSpacing(8)
        self.count = label("", "muted", wrap=True)
        self.list = ScanList(_("Documents to file"))
        self.list.wanted.connect(self._picture)
        self.list.moved.connect(self._turn)
        self.list.installEventFilter(self)
        side.addWidget(self.count)
        side.addWidget(self.list, 1)
        self.whose = label("", "strong", wrap=True)
        self.fields = DocumentFields(
            lambda: self.bench.desk.now().date(),
            lambda text, show: self.bench.read(find_patient, text, 6, then=show, latest="filing.find"),
        )
        self.fields.wished.connect(self.list.go_to)
        self.fields.who.chosen.connect(self._tell)
        side.addWidget(self.whose)
        side.addWidget(self.fields)
        side.addWidget(self._offer())
        holder = QWidget()
        holder.setObjectName("clear")
        holder.setLayout(side)
        holder.setFixedWidth(theme.px(400))
        side.setContentsMargins(0, 0, 0, 0)
        self.view = PdfView(self.bench.tasks)
        self.view.setObjectName("pdfView")
        self.view.setMinimumSize(QSize(theme.px(240), theme.px(200)))
        row.addWidget(holder)
        row.addWidget(self.view, 1)
        self.body.addLayout(row, 1)
        self.error_button = button(_("Not to be filed…  Del"), "quiet")
        self.error_button.clicked.connect(self._discard)
        self.rotate_button = button(_("Turn  ]"), "quiet", "refresh")
        self.rotate_button.clicked.connect(lambda: self.view.rotate())
        self.foot.insertWidget(0, self.error_button)
        self.foot.insertWidget(1, self.rotate_button)
        self.keys_words = label("", "caption", wrap=True)
        self.body.addWidget(self.keys_words)

    def _offer(self) -> QFrame:
        """The files that were taken in still lie in the clear; removing them is offered, never done unasked."""
        self.offer = QFrame()
        self.offer.setObjectName("sunken")
        column = QVBoxLayout(self.offer)
        column.setContentsMargins(10, 8, 10, 8)
        self.offer_words = label("", wrap=True)
        keys = QHBoxLayout()
        self.remove_button, self.keep_button = (
            button(_("Remove the files"), "", "trash"),
            button(_("Leave them"), "quiet"),
        )
        self.remove_button.clicked.connect(self._remove_next)
        self.keep_button.clicked.connect(self._leave)
        for press in (self.remove_button, self.keep_button):
            keys.addWidget(press)
        keys.addStretch(1)
        column.addWidget(self.offer_words)
        column.addLayout(keys)
        self.offer.hide()
        return self.offer

    # -- what waits ---------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.bench.read(unfiled_documents, self.patient_id, then=self._show, panel=self, latest="filing")

    def _show(self, data: Unfiled) -> None:
        first = self.data is None
        self.data = data
        self.fields.offer(data.categories)
        self._lines = {line.attachment_id: line for line in data.waiting}
        self.list.keys = {
            **{int(Qt.Key[f"Key_{one.letter}"].value): lambda one=one: self._choose(one) for one in data.categories},
            int(Qt.Key.Key_Delete.value): self._discard,
        }  # fmt: skip
        self.list.show_lines([scan_line(line) for line in data.waiting])
        self.keys_words.setText(
            _("In the list one key says what it is: {keys}. Enter files and goes on.").format(
                keys="  ".join(f"{one.letter} {one.words}" for one in data.categories)
            )
        )
        n = len(data.waiting)
        self.count.setText(
            ngettext("{n} document waits to be filed.", "{n} documents wait to be filed.", n).format(n=n)
            if n
            else _("Nothing waits to be filed.")
        )
        if first and data.files and not self._taking:
            self._take([(one.path, one.origin) for one in data.files], "scanner")

    def _picture(self, key: int) -> None:
        self.scans.small(key, lambda image: self.list.put_picture(key, image), lambda: key in self._lines)

    def _turn(self) -> None:
        """Another document is in front: its pages and what is proposed for it; what was half-typed stays with its document."""
        line = self._line()
        if line is None:
            self._empty()
            return
        if line.attachment_id == self.fields.document:
            return
        self._hold()
        self.fields.setEnabled(True)
        self.yes_button.setEnabled(True)
        whose, said = (
            (line.patient_id, line.patient) if line.patient_id is not None else (self.patient_id, "")
        )
        assert self.data is not None
        self.fields.fill(line.attachment_id, patient_id=whose, patient=said or self.data.proposed)
        self.fields.set_draft_value(self._half.pop(line.attachment_id, None))
        self._tell()
        key = line.attachment_id
        self.view.clear_pages()
        self.scans.pages(
            key, self.view.show_pdf, lambda words: self.notice(words), lambda: self.fields.document == key
        )

    def _empty(self) -> None:
        self.fields.document = None
        self.fields.setEnabled(False)
        self.yes_button.setEnabled(False)
        self.view.clear_pages()
        self.whose.setText("")

    def _hold(self) -> None:
        typed = self.fields.draft_value()
        if typed is not None and self.fields.document in self._lines:
            self._half[self.fields.document] = typed

    def _line(self) -> DocumentLine | None:
        now = self.list.current()
        return self._lines.get(now.key) if now is not None else None

    def _tell(self) -> None:
        who = self.fields.who
        self.whose.setText(
            _("Goes into the chart of {patient}").format(patient=who.edit.text())
            if who.patient_id is not None
            else _("Whose is it? Nobody is chosen.")
        )

    # -- taking in ----------------------------------------------------------------------------------------

    def _take(self, files: list[tuple[Path, str]], source: str) -> None:
        self._taking = True
        Taking(self.bench, files, source=source, patient_id=self.patient_id if source != "scanner" else None, panel=self,
               then=self._taken)  # fmt: skip

    def _taken(self, result: Taken) -> None:
        self._taking = False
        self._originals = [*self._originals, *result.files]
        said = [words for _row, _path, words in result.known]
        said += [f"{name}: {words}" for name, words in result.refused]
        if said:
            self.notice(" ".join(said[:3]), "warn")
        self._tell_originals()
        if result.taken:
            self.list.go_to(result.taken[0][0])
        self.refresh()

    def _tell_originals(self) -> None:
        n = len(self._originals)
        self.offer.setVisible(n > 0)
        self.offer_words.setText(
            ngettext(
                "{n} file is in the encrypted record now and still lies readable where it came from. Remove it there? Copies that a "
                "disk or a synchronized folder keeps are out of reach.",
                "{n} files are in the encrypted record now and still lie readable where they came from. Remove them there? Copies that a "
                "disk or a synchronized folder keeps are out of reach.",
                n,
            ).format(n=n)
        )  # fmt: skip

    def _remove_next(self) -> None:
        if not self._originals:
            self._tell_originals()
            return
        row, path = self._originals.pop(0)
        self.bench.do(
            remove_original, row, path, panel=self, then=lambda _none: self._remove_next(), failed=self._left
        )

    def _left(self, error: Exception) -> None:
        self.bench.fail(error, self)
        self._tell_originals()

    def _leave(self) -> None:
        self._originals = []
        self._tell_originals()
        self.list.setFocus()

    # -- filing -------------------------------------------------------------------------------------------

    def _choose(self, category: Category) -> None:
        """One key in the list: the kind; then the date is typed, or Enter files at once."""
        if self.fields.document is not None:
            self.fields.choose(category)
            self.fields.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def accept(self) -> None:
        document = self.fields.document
        if document is None or not self.yes_button.isEnabled():
            return
        try:
            said = self.fields.values()
        except RuleBroken as broken:
            self.notice(broken.sentence)
            self.fields.wrong.setFocus()
            return
        self.set_busy(True)
        self.notice_line.clear()
        self.bench.do(
            file_document, document, panel=self, then=lambda _none: self._filed(document), failed=self._failed, **said
        )  # fmt: skip

    def _filed(self, document: int) -> None:
        self._half.pop(document, None)
        self._lines.pop(document, None)
        self.fields.document = None
        self._forget_draft()
        self.set_busy(False)
        self.bench.say(_("Document filed."))
        self.list.setFocus()
        self.refresh()

    def _forget_draft(self) -> None:
        self.fields.settle()
        if self._draft is not None:
            self._draft.drop()

    def _failed(self, error: Exception) -> None:
        self.set_busy(False)
        self.bench.fail(error, self)

    def _discard(self) -> None:
        line = self._line()
        if line is None:
            return
        AskReason(
            self.bench, _("Not to be filed?"), _("It leaves this list; the record keeps it with your reason."),
            lambda reason: self.bench.do(
                mark_document_error, line.attachment_id, reason, panel=self, then=lambda _none: self._filed(line.attachment_id)
            ),
            choices=(_("empty page"), _("scanned twice"), _("cannot be read"), _("not about a patient")), yes=_("Take it out"), parent=self,
        ).open()  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the pages work from the list too."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in PAGE_KEYS:
                self.view.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept()
                return True
        return super().eventFilter(watched, event)


def scan_line(line: DocumentLine) -> ScanLine:
    """A document that waits."""
    where = {"scanner": _("scanner"), "dropped": _("dropped in"), "file": _("from a file")}.get(
        line.source, ""
    )
    pages = ngettext("{n} page", "{n} pages", line.pages).format(n=line.pages)
    title = _("Came {when}").format(when=f"{line.taken_at:%m/%d %H:%M}")
    return ScanLine(
        line.attachment_id,
        title,
        " · ".join(part for part in (pages, where, line.taken_by) if part),
        line.patient,
    )
