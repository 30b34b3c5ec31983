"""Where the patient has prescriptions filled."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ma_desktop.domain import phones
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_summary import PatientSummary
from ma_desktop.services.chart.save_pharmacy import save_pharmacy
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.workbench import Workbench


class ChoosePharmacy(Dialog):
    FORM = "pharmacy"

    def __init__(
        self,
        bench: Workbench,
        focus: Focus,
        summary: PatientSummary,
        saved: Any,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bench, _("Pharmacy"), parent=parent, scope=focus)
        self._saved = saved
        self.name, self.phone = QLineEdit(summary.pharmacy), QLineEdit(phones.show(summary.pharmacy_phone))
        self.name.setPlaceholderText(_("Name and street"))
        form = QFormLayout()
        for title, field, key in ((_("Pharmacy"), self.name, "name"), (_("Phone"), self.phone, "phone")):
            field.setAccessibleName(title)
            form.addRow(title, field)
            self.remember(field, key)
        self.body.addLayout(form)
        self.name.setFocus()

    def accept(self) -> None:
        self.save(save_pharmacy, self.scope.patient_id, self.name.text(), self.phone.text(), then=self._saved)
