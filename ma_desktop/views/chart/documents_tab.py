"""Documents: what came in, with its pages beside; what was printed here; files are dropped in or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ma_desktop.domain import names
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.chart.patient_documents import DocumentLine, PatientDocuments, patient_documents
from ma_desktop.services.chart.unfiled_documents import to_file
from ma_desktop.services.desk import Change, Desk
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.chart_search import ChartSearch
from ma_desktop.views.chart.document_lines import ALL, ERRORS, PRINTED, about, document_line, printed_line
from ma_desktop.views.chart.document_steps import DocumentSteps
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.file_documents import FileDocuments
from ma_desktop.views.scans import Scans
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.pdf_view import PAGE_KEYS, PdfView
from ma_desktop.views.widgets.scan_list import ScanList

if TYPE_CHECKING:
    from ma_desktop.views.panels.patient_chart import PatientChartPanel


class DocumentsTab(ChartTab):
    """Enter opens large; a letter acts: P print, E export, C change, V seen by the provider, W who changed what, Del error."""

    NAME = "documents"
    TITLE = _("Documents")
    SHOWS = frozenset({"Media", "DocumentReference"})

    def __init__(self, panel: PatientChartPanel) -> None:
        super().__init__(panel)
        self.bench.reopen(FileDocuments.FORM, lambda _p, _e: self.file_documents())
        self.bench.changed.connect(self._badge_changed)

    def build(self) -> None:
        self.data: PatientDocuments | None = None
        self.lines: dict[int, DocumentLine] = {}
        self._shown: int | None = None
        self.pdf = b""
        self.scans, self.steps = Scans(self.bench, self), DocumentSteps(self)
        card = Card()
        card.body.setContentsMargins(12, 12, 12, 8)
        self.column.addWidget(card)
        card.body.addLayout(self._bar())
        self.list = ScanList(_("Documents"))
        self.list.wanted.connect(self._picture)
        self.list.moved.connect(self._turn)
        self.list.activated.connect(lambda _index: self.steps.open_large())
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self.steps.menu)
        self.list.installEventFilter(self)
        self.list.keys = {
            int(key.value): act
            for key, act in (
                (Qt.Key.Key_P, self.steps.open_large), (Qt.Key.Key_E, self.steps.export), (Qt.Key.Key_C, self.steps.change), (Qt.Key.Key_V, self.steps.seen),
                (Qt.Key.Key_W, self.steps.versions), (Qt.Key.Key_Delete, self.steps.mark_error), (Qt.Key.Key_O, self.steps.open_large),
            )
        }  # fmt: skip
        self.first = self.list
        self.nothing = EmptyState(
            _("No document yet. Drop a PDF or a picture here, or add one from a file or the scanner."), _("Add…"), self.choose_files
        )  # fmt: skip
        self.no_match = EmptyState(_("No document matches."), _("Show everything"), self._show_all)
        self.stack = QStackedWidget()
        for page in (self._pair(), self.nothing, self.no_match):
            self.stack.addWidget(page)
        card.body.addWidget(self.stack, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(6)
        self.search = ChartSearch(_("Search documents (F3)"), self.take_keyboard)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.kinds = QComboBox()
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.setAccessibleName(_("Kind of documents"))
        self.kinds.activated.connect(lambda _n: self._fill())
        self.add_button = button(_("Add…"), "", "plus")
        self.add_button.clicked.connect(self.choose_files)
        self.file_button = button(_("File…"), "primary", "document")
        self.file_button.clicked.connect(lambda: self.file_documents())
        bar.addWidget(self.search, 1)
        for part in (self.kinds, self.add_button, self.file_button):
            bar.addWidget(part)
        return bar

    def _pair(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.list.setMinimumWidth(theme.px(210))
        row.addWidget(self.list, 4)
        beside = QVBoxLayout()
        beside.setSpacing(6)
        self.what, self.about = label("", "strong", wrap=True), label("", "caption", wrap=True)
        self.view = PdfView(self.bench.tasks)
        self.view.setObjectName("pdfView")
        self.view.setMinimumSize(QSize(theme.px(180), theme.px(120)))
        keys = QHBoxLayout()
        keys.setSpacing(4)
        self.open_button = button(_("Open, print  P"), "", "print")
        self.export_button = button(_("Copy…  E"), "quiet")
        self.more_button = button(_("More…"), "quiet")
        self.open_button.clicked.connect(self.steps.open_large)
        self.export_button.clicked.connect(self.steps.export)
        self.more_button.clicked.connect(
            lambda: self.steps.menu_at(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))
        )
        for press in (self.open_button, self.export_button, self.more_button):
            keys.addWidget(press)
        keys.addStretch(1)
        beside.addWidget(self.what)
        beside.addWidget(self.about)
        beside.addWidget(self.view, 1)
        beside.addLayout(keys)
        row.addLayout(beside, 5)
        return page

    def commands(self) -> list[Command]:
        return [
            Command("file_documents", _("File documents"), self.file_documents, "Ctrl+Shift+I", "document", "go",
                    words="scan scanner inbox"),
            Command("add_document", _("Add a document from a file"), self.choose_files, "", "plus", "go", words="upload scan"),
        ]  # fmt: skip

    # -- the badge ----------------------------------------------------------------------------------------

    def _badge_changed(self, change: Change) -> None:
        if "Media" in change.resources:
            self.read_badge()

    def read_badge(self) -> None:
        """How many wait to be filed stands in the tab's title, whichever tab is in front."""
        self.bench.read(to_file, then=self._show_badge, latest="documents.badge")

    def _show_badge(self, count: int) -> None:
        tabs = self.panel.tabs
        tabs.setTabText(tabs.indexOf(self), f"{self.TITLE} ({count})" if count else self.TITLE)
        if self._built:
            self.file_button.setText(
                ngettext("File {n} document", "File {n} documents", count).format(n=count)
                if count
                else _("File…")
            )
            self.file_button.setVisible(count > 0)

    # -- what is there ------------------------------------------------------------------------------------

    def query(self, desk: Desk, focus: Focus) -> PatientDocuments:
        assert focus.patient_id is not None
        return patient_documents(desk, focus.patient_id)

    def show_data(self, data: PatientDocuments) -> None:
        """Another patient: neither search nor any picture of the one before stays."""
        if self.data is None or self.data.patient_id != data.patient_id:
            self.list.forget_pictures()
            self._forget_pages()
            self.kinds.clear()
            if self.search is not None:
                self.search.clear()
        self.data = data
        self.lines = {line.attachment_id: line for line in data.documents}
        self._offer_kinds(data)
        self._fill()
        self.read_badge()

    def _offer_kinds(self, data: PatientDocuments) -> None:
        held = self.kinds.currentData()
        there = {line.kind: line.category for line in data.documents if not line.error}
        choices = [(_("All documents"), ALL), *sorted((words, key) for key, words in there.items())]
        if data.printed:
            choices.append((_("Printed here"), PRINTED))
        if any(line.error for line in data.documents):
            choices.append((_("Entered in error"), ERRORS))
        self.kinds.clear()
        for words, key in choices:
            self.kinds.addItem(words, key)
        self.kinds.setCurrentIndex(max(self.kinds.findData(held), 0))

    def _fill(self) -> None:
        if self.data is None or self.search is None:
            return
        kind = self.kinds.currentData() or ALL
        if kind == PRINTED:
            lines = [printed_line(one) for one in self.data.printed]
        else:
            lines = [
                document_line(one)
                for one in self.data.documents
                if kind == ALL or (kind == ERRORS and one.error) or (one.kind == kind and not one.error)
            ]
        words = names.fold(self.search.text()).split()
        found = [line for line in lines if all(word in names.fold(line.spoken) for word in words)]
        self.list.show_lines(found)
        anything = bool(self.data.documents or self.data.printed)
        self.stack.setCurrentIndex(0 if found else 2 if anything and (words or kind != ALL) else 1)
        self._turn()

    def _show_all(self) -> None:
        assert self.search is not None
        self.kinds.setCurrentIndex(0)
        self.search.clear()
        self._fill()

    def _picture(self, key: int) -> None:
        self.scans.small(key, lambda image: self.list.put_picture(key, image), lambda: key in self.lines)

    def line(self) -> DocumentLine | None:
        """The document that the keyboard is on; ``None`` on a page that was printed here."""
        now = self.list.current()
        return self.lines.get(now.key) if now is not None else None

    def _turn(self) -> None:
        line, now = self.line(), self.list.current()
        self.what.setText("" if now is None else now.title)
        self.about.setText(now.spoken if now is not None and line is None else about(line))
        open_to = line is not None and not line.error
        for press in (self.open_button, self.export_button):
            press.setEnabled(open_to)
        self.more_button.setEnabled(line is not None)
        wanted = line.attachment_id if line is not None and open_to else None
        if wanted == self._shown:
            return
        self._forget_pages()
        self._shown = wanted
        if wanted is not None:
            self.scans.pages(wanted, self._show_pages, self.panel.notice, lambda: self._shown == wanted)

    def _show_pages(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.view.show_pdf(pdf)

    def _forget_pages(self) -> None:
        self._shown, self.pdf = None, b""
        self.view.clear_pages()

    # -- taking in ----------------------------------------------------------------------------------------

    def file_documents(self, files: Sequence[Path] = (), source: str = "file") -> None:
        FileDocuments(self.bench, files, source=source, parent=self.window()).open()

    def choose_files(self) -> None:
        chooser = QFileDialog(self, _("Add documents"))
        chooser.setNameFilter(_("Documents") + " (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chooser.filesSelected.connect(lambda found: self.file_documents([Path(name) for name in found]))
        chooser.open()

    def take_drops_of(self, page: QWidget) -> None:
        """Files dropped anywhere on the chart are taken in like those dropped on the tab."""
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def _dropped(self, event: QDropEvent) -> bool:
        """Says yes to files while they are dragged, takes them when they are let go."""
        files = local_files(event)
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.come_to_front()
            self.file_documents(files, "dropped")
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files dropped on the chart; keys of the pages work from the list too."""
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return self._dropped(event)
        if (
            self._built
            and watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in PAGE_KEYS
        ):
            self.view.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)


def local_files(event: QDropEvent) -> list[Path]:
    """Of what is dragged, the files that lie on this computer."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
