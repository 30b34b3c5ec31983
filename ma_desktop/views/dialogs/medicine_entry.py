"""What is known of one medicine: of an order only what was asked, of a proposal the direction too."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ma_desktop.domain import medicine_fields
from ma_desktop.i18n import _
from ma_desktop.services.chart.change_medicine import change_medicine
from ma_desktop.services.chart.patient_summary import Medicine
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form_fields import FormFields
from ma_desktop.views.workbench import Workbench


class MedicineEntry(Dialog):
    FORM = "medicine_entry"

    def __init__(
        self, bench: Workbench, focus: Focus, medicine: Medicine, *, saved: Any, parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, medicine.display, parent=parent, scope=focus)
        self._saved = saved
        fields = medicine_fields.all_fields() if medicine.proposed else medicine_fields.asked()
        if not medicine.proposed:
            self.body.addWidget(words(medicine.dose or _("No direction recorded."), "strong"))
            self.body.addWidget(words(_("Only the provider changes the order itself."), "caption"))
        if medicine.original and medicine.original != medicine.dose:
            self.body.addWidget(words(_("Typed: “{text}”").format(text=medicine.original), "caption"))
        hints = {"last_taken": _("this morning, yesterday 8 pm"), "prescriber": _("Dr. Ito")}
        self.form = FormFields(fields, medicine.medication_id, hints)
        self.form.fill({each.name: getattr(medicine, each.name) for each in fields})
        self.remember(self.form, "form")
        self.body.addWidget(self.form)
        self.form.setFocus()

    def accept(self) -> None:
        self.save(
            change_medicine,
            self.form.about,
            self.form.values(),
            encounter_id=self.scope.encounter_id,
            then=self._saved,
        )
