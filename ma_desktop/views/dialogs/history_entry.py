"""One thing of the history in a form, to add or to change; the old one stays as a version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ma_desktop.domain import history, tobacco
from ma_desktop.i18n import _
from ma_desktop.services.chart.record_history import record_history
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form_fields import FormFields
from ma_desktop.views.workbench import Workbench


class HistoryEntry(Dialog):
    """``fields``: what was understood already; ``unread``: what was not, said above the form."""

    WIDTH = 520

    def __init__(
        self,
        bench: Workbench,
        focus: Focus,
        section: str,
        fields: Mapping[str, str],
        *,
        entry_id: int | None = None,
        unread: str = "",
        saved: Any = None,
        parent: QWidget | None = None,
    ) -> None:
        declared = history.section(section)
        title = _("Change: {section}") if entry_id else _("Add: {section}")
        super().__init__(bench, title.format(section=declared.title), parent=parent, scope=focus)
        self.FORM = f"history_entry.{section}"  # type: ignore[misc]
        self.section, self._saved = section, saved
        hints = {"when": _("2009 or 5/2009"), "onset": _("2009 or 5/2009"), "quit": _("2015"), "lmp": _("8/1/2026"),
                 "para": _("2, or 2012 for term, preterm, losses, living")}  # fmt: skip
        self.form = FormFields(declared.fields, entry_id, hints)
        self.form.fill(fields)
        self.remember(self.form, "form")
        if unread:
            self.body.addWidget(words(unread, "caption"))
        self.body.addWidget(self.form)
        self.computed = words("", "caption")
        self.body.addWidget(self.computed)
        self.form.draft_edited.connect(self._compute)
        self._compute()
        self.form.setFocus()

    def _compute(self) -> None:
        """What follows from the fields by rule: pack-years, the expected date of delivery."""
        values, said = self.form.values(), ""
        if self.section == "tobacco":
            said = tobacco.words(values)
        elif self.section == "obstetric" and (day := history.first_day(values.get("lmp", ""))) is not None:
            said = _("Due {day} by the last period").format(day=f"{history.expected_delivery(day):%b %d, %Y}")
        self.computed.setText(said)
        self.computed.setVisible(bool(said))

    def accept(self) -> None:
        self.save(
            record_history, self.scope.patient_id, self.section, self.form.values(), entry_id=self.form.about,
            encounter_id=self.scope.encounter_id, then=self._saved,
        )  # fmt: skip
