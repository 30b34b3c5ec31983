"""All that is known of one allergy, to add or to change; what it was stays as a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ma_desktop.domain import allergens
from ma_desktop.i18n import _
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.change_allergy import change_allergy
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.form_fields import FormFields
from ma_desktop.views.workbench import Workbench


class AllergyEntry(Dialog):
    FORM = "allergy_entry"

    def __init__(
        self,
        bench: Workbench,
        focus: Focus,
        fields: Mapping[str, str],
        *,
        allergy_id: int | None,
        saved: Any,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            bench, _("Change allergy") if allergy_id else _("Add allergy"), parent=parent, scope=focus
        )
        self._saved = saved
        self.form = FormFields(
            allergens.fields(), allergy_id, {"reaction": _("hives, swelling"), "onset": _("2009 or 5/2009")}
        )
        self.form.fill(fields)
        self.remember(self.form, "form")
        self.body.addWidget(self.form)
        self.form.setFocus()

    def accept(self) -> None:
        values, encounter = self.form.values(), self.scope.encounter_id
        if self.form.about is not None:
            self.save(change_allergy, self.form.about, values, encounter_id=encounter, then=self._saved)
        else:
            self.save(add_allergy, self.scope.patient_id, **values, encounter_id=encounter, then=self._saved)
