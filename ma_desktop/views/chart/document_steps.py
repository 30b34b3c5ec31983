"""What can be done with a document of the chart, by key, button or menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QMenu

from ma_desktop.domain.documents import PICTURES
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.export_document import export_document
from ma_desktop.services.chart.mark_document_error import mark_document_error
from ma_desktop.services.chart.patient_documents import DocumentLine
from ma_desktop.services.chart.review_document import review_document
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.refile_document import RefileDocument
from ma_desktop.views.dialogs.versions import ShowVersions
from ma_desktop.views.document_page import DocumentPage

if TYPE_CHECKING:
    from ma_desktop.views.chart.documents_tab import DocumentsTab


class DocumentSteps:
    """``tab`` names the document that the keyboard is on."""

    def __init__(self, tab: DocumentsTab) -> None:
        self.tab, self.bench = tab, tab.bench

    def open_large(self) -> None:
        line = self.tab.line()
        if line is not None and not line.error and self.tab.pdf and self.tab.data is not None:
            self.bench.show_pdf(
                DocumentPage(self.bench, line, self.tab.pdf, self.tab.data.patient), self.tab.pdf
            )

    def export(self) -> None:
        line = self.tab.line()
        if line is None or line.error:
            return
        AskReason(
            self.bench, _("Save a copy outside the record?"),
            _("The copy is not encrypted; whoever has it can read it. The log keeps who, when and why."),
            lambda reason: self._where(line, reason), choices=(_("for the patient"), _("sent to another office"), _("for the payer")),
            yes=_("Choose the place…"), parent=self.tab.window(), scope=self.tab.focus,
        ).open()  # fmt: skip

    def _where(self, line: DocumentLine, reason: str) -> None:
        ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}.get(
            line.media_type, "bin"
        )
        dialog = QFileDialog(self.tab, _("Save a copy"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.setDirectory(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        dialog.selectFile(f"{_('Document')} {self.bench.desk.now():%Y-%m-%d %H%M}.{ending}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export_to(line, Path(name), reason))
        dialog.open()

    def export_to(self, line: DocumentLine, path: Path, reason: str) -> None:
        self.tab.do(
            export_document, line.attachment_id, path, reason,
            then=lambda _entry: self.tab.panel.notice(_("Copy saved. It is not encrypted; whoever has it can read it."), "warn"),
        )  # fmt: skip

    def change(self) -> None:
        line = self.tab.line()
        if line is None or line.error or self.tab.data is None:
            return
        if line.kind in PICTURES:
            self.tab.panel.notice(
                _("Photo and insurance card are changed in Check-in, under Pictures."), "info"
            )
            return
        RefileDocument(
            self.bench, line, self.tab.data.patient, self.tab.data.categories, focus=self.tab.focus, then=self._changed, parent=self.tab.window()
        ).open()  # fmt: skip

    def _changed(self, document: int) -> None:
        if document not in self.tab.lines:
            self.bench.say(_("Moved. Both charts say so."))

    def seen(self) -> None:
        """Under the provider's own name: at once when the provider is at the desk, else by signing in for this one."""
        line = self.tab.line()
        if line is None or line.error or line.review == "done":
            return
        if self.bench.desk.may(Permission.SIGN_NOTE):
            self.tab.do(review_document, line.attachment_id)
            return
        from ma_desktop.views.dialogs.sign_in_place import SignInPlace

        ports = getattr(self.tab.window(), "ports", None)
        if ports is None or ports.log_in is None:
            self.tab.panel.notice(_("Signing in place is not set up in this window."), "info")
            return
        SignInPlace(
            self.bench, _("Seen by the provider: {what}").format(what=line.category), ports.log_in,
            lambda desk: self.bench.do_as(desk, review_document, line.attachment_id, panel=self.tab.panel), parent=self.tab.window(),
        ).open()  # fmt: skip

    def versions(self) -> None:
        line = self.tab.line()
        if line is not None:
            ShowVersions(
                self.bench, "Attachment", line.attachment_id, f"{line.category} · {line.title}", focus=self.tab.focus, parent=self.tab.window()
            ).open()  # fmt: skip

    def mark_error(self) -> None:
        line = self.tab.line()
        if line is None or line.error:
            return
        AskReason(
            self.bench, _("Entered in error?"),
            _("The document leaves the chart; the record keeps it with your reason. If it only lies in the wrong chart, change how it is filed."),
            lambda reason: self.tab.do(mark_document_error, line.attachment_id, reason),
            choices=(_("filed twice"), _("cannot be read"), _("not about a patient")), parent=self.tab.window(), scope=self.tab.focus,
        ).open()  # fmt: skip

    def menu(self, where: QPoint) -> None:
        if self.tab.line() is not None:
            self.menu_at(self.tab.list.viewport().mapToGlobal(where))

    def menu_at(self, where: QPoint) -> None:
        line = self.tab.line()
        if line is None:
            return
        menu = QMenu(self.tab.list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act, on in (
            (_("Open large, print") + "\tP", self.open_large, not line.error), (_("Save a copy…") + "\tE", self.export, not line.error),
            (_("Change how it is filed…") + "\tC", self.change, not line.error),
            (_("Seen by the provider") + "\tV", self.seen, not line.error and line.review != "done"),
            (_("Who changed what…") + "\tW", self.versions, True), (_("Entered in error…") + "\tDel", self.mark_error, not line.error),
        ):  # fmt: skip
            action = menu.addAction(words)
            action.setEnabled(on)
            action.triggered.connect(lambda _on=False, act=act: act())
        menu.popup(where)
