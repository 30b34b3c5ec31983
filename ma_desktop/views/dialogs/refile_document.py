"""Correct how a document was filed, also when it lies in the wrong chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ma_desktop.domain.documents import Category
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_documents import DocumentLine
from ma_desktop.services.chart.refile_document import refile_document
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.document_fields import DocumentFields
from ma_desktop.views.workbench import Workbench


class RefileDocument(Dialog):
    """``then(id)``: what the document is known by afterwards."""

    FORM = "refile_document"
    HELP = "documents"
    WIDTH = 560

    def __init__(
        self, bench: Workbench, line: DocumentLine, patient: str, categories: Sequence[Category], *, focus: Focus,
        then: Callable[[int], object], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(bench, _("Change how it is filed"), parent=parent, scope=focus)
        self.line, self._then = line, then
        self.fields = DocumentFields(
            lambda: bench.desk.now().date(),
            lambda text, show: bench.read(find_patient, text, 6, then=show, latest="refile.find"),
        )
        self.fields.offer(categories)
        self.fields.fill(
            line.attachment_id, patient_id=line.patient_id, patient=patient, kind=line.kind, day=line.document_on, title=line.title,
            note=line.note,
        )  # fmt: skip
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems([_("wrong patient"), _("wrong kind"), _("wrong date"), _("better title")])
        self.reason.setCurrentText("")
        self.reason.setAccessibleName(_("Reason"))
        edit = self.reason.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(_("Why it is changed; kept with the record"))
        self.body.addWidget(
            words(
                _(
                    "With another patient it moves to that chart; both charts say so, and a provider sees it anew."
                ),
                "muted",
            )
        )
        self.body.addWidget(self.fields)
        self.body.addWidget(self.reason)
        self.remember(self.fields, "document")
        self.remember(self.reason, "reason")
        self.fields.setFocus()

    def accept(self) -> None:
        try:
            said = self.fields.values()
        except RuleBroken as broken:
            self.notice(broken.sentence)
            self.fields.wrong.setFocus()
            return
        self.save(
            refile_document, self.line.attachment_id, self.reason.currentText(), then=self._then, **said
        )
