"""What was signed or refused at the desk, all forms at once."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.visit.forms import Form, Forms, forms
from ma_desktop.services.visit.sign_forms import Answered, sign_forms
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench

_CHOICES = ((_("not now"), ""), (_("signed"), "signed"), (_("refused"), "refused"))


class SignForms(Dialog):
    """What is due stands at *signed*: Enter saves it. A refusal asks what was tried."""

    HELP = "registration"
    FORM = "sign_forms"
    WIDTH = 620

    def __init__(self, bench: Workbench, patient_id: int, *, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Forms to sign"), parent=parent, scope=Focus(patient_id))
        self.patient_id = patient_id
        self.rows: list[tuple[Form, QComboBox, QLineEdit]] = []
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setColumnStretch(3, 1)
        self.body.addLayout(self.grid)
        self.by = QLineEdit()
        self.by.setPlaceholderText(_("Signed by, when it is not the patient"))
        self.by.setAccessibleName(_("Signed by"))
        self.body.addWidget(self.by)
        bench.read(forms, patient_id, then=self._fill)

    def _fill(self, data: Forms) -> None:
        self.by.setText(data.signer)
        for line, form in enumerate(data.rows):
            answer, note = QComboBox(), QLineEdit()
            for text, code in _CHOICES:
                answer.addItem(text, code)
            answer.setAccessibleName(form.title)
            answer.setCurrentIndex(1 if form.due else 0)
            note.setPlaceholderText(_("when refused: what was tried, and why"))
            note.setAccessibleName(_("Note: {form}").format(form=form.title))
            note.setEnabled(False)
            answer.currentIndexChanged.connect(
                lambda place, note=note: note.setEnabled(_CHOICES[place][1] == "refused")
            )
            self.grid.addWidget(label(form.title, "strong"), line, 0)
            self.grid.addWidget(label(form.state, "", "warn" if form.due else "muted"), line, 1)
            self.grid.addWidget(answer, line, 2)
            self.grid.addWidget(note, line, 3)
            self.rows.append((form, answer, note))
        if data.minor:
            self.by.setPlaceholderText(_("Parent or guardian who signs"))
        first = next((answer for form, answer, _note in self.rows if form.due), self.yes_button)
        first.setFocus()

    def accept(self) -> None:
        answers = [
            Answered(form.kind, answer.currentData() == "refused", note.text())
            for form, answer, note in self.rows
            if answer.currentData()
        ]
        self.save(sign_forms, self.patient_id, answers, self.by.text())
