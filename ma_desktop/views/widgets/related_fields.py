"""The fields of one person who pays, speaks or may be called for a patient."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ma_desktop.domain import phones, registration
from ma_desktop.i18n import _
from ma_desktop.services.schedule.register_patient import NewRelated
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.widgets.form_grid import (
    FieldWrong,
    FormGrid,
    asked,
    choices,
    choose,
    day_text,
    phone_in,
    text,
)
from ma_desktop.views.widgets.labels import button


class RelatedFields:
    """``place``: from 1, in the order of the registration. *Take off* hides the person and takes them off when it is saved."""

    def __init__(self, grid: FormGrid, place: int) -> None:
        self.place, self.gone = place, False
        self._kept: NewRelated | None = None
        self.take_off = button(
            _("Take off"), "quiet", tip=_("This person no longer belongs to the registration")
        )
        title = _("Guarantor, parent or other person")
        self.widgets: list[QWidget] = grid.section(
            title if place == 1 else _("{n}. person").format(n=place), self.take_off
        )
        self.person, self.person_phone = text(), text()
        self.person_is = choices(tuple((words, key) for key, words in registration.RELATIONSHIPS.items()))
        self.authority = QComboBox()
        self.authority.setEditable(True)
        self.authority.addItems(["", *registration.AUTHORITIES])
        self.until = text(_("no end"))
        self.until.setToolTip(_("The last day on which this person may consent, as on the paper"))
        self.guarantor, self.consents = QCheckBox(_("pays the bills")), QCheckBox(_("may consent to care"))
        self.emergency, self.hears = QCheckBox(_("emergency contact")), QCheckBox(_("may hear results"))
        for left, one, right, other in (
            (_("Name"), self.person, _("Is the"), self.person_is),
            (_("Phone"), self.person_phone, _("May consent by"), self.authority),
            ("", self.consents, _("May consent until"), self.until),
            ("", self.guarantor, "", self.hears),
            ("", self.emergency, "", None),
        ):
            self.widgets += grid.pair(left, one, right, other)
        self.consents.toggled.connect(lambda _on: self._fit())
        self.take_off.clicked.connect(self._take_off)
        self._fit()

    def fields(self) -> dict[str, QWidget]:
        """By stable names; those of the first person have no number."""
        mark = "" if self.place == 1 else str(self.place)
        named = {
            name: widget for name, widget in vars(self).items()
            if isinstance(widget, QLineEdit | QComboBox | QCheckBox)
        }  # fmt: skip
        return {name + mark: widget for name, widget in named.items()}

    def _fit(self) -> None:
        """Only what may be done can end."""
        self.until.setEnabled(self.consents.isChecked())

    def show_all(self, on: bool) -> None:
        for widget in self.widgets:
            widget.setVisible(on)

    def _take_off(self) -> None:
        """The first place stays on the form, empty, to be filled with somebody else."""
        self.gone = self._kept is not None
        for widget in (self.person, self.person_phone, self.until):
            widget.clear()
        self.authority.setCurrentText("")
        for box in (self.guarantor, self.consents, self.emergency, self.hears):
            box.setChecked(False)
        if self.place > 1:
            self.show_all(False)
        self.person.setFocus()

    def put(self, related: NewRelated) -> None:
        self._kept = related
        self.person.setText(related.name)
        choose(self.person_is, related.relationship)
        self.person_phone.setText(phones.show(related.phone))
        self.authority.setCurrentText(related.authority)
        self.until.setText(day_text(related.authority_until))
        for box, on in (
            (self.guarantor, related.guarantor), (self.consents, related.may_consent),
            (self.emergency, related.emergency), (self.hears, related.may_hear),
        ):  # fmt: skip
            box.setChecked(on)

    def read(self, today: date) -> tuple[NewRelated, ...]:
        """Who stands in the fields, and whom *Take off* took away. Raises ``FieldWrong``."""
        mark = "" if self.place == 1 else str(self.place)
        kept = self._kept
        left = (NewRelated(kept.name, ident=kept.ident, gone=True),) if self.gone and kept is not None else ()
        if not self.person.text().strip():
            if kept is not None and not self.gone:
                raise FieldWrong(_("Give the person's name, or take the person off."), "person" + mark)
            return left
        if self.consents.isChecked() and not self.authority.currentText().strip():
            raise FieldWrong(
                _("Say on what ground this person may consent, such as: birth parent, court order."),
                "authority" + mark,
            )
        typed = self.until.text().strip()
        known = kept if kept is not None and not self.gone else None
        until = (
            asked(lambda: parse_day(typed, today), "until" + mark)
            if typed and self.consents.isChecked()
            else None
        )
        fresh = NewRelated(
            name=self.person.text().strip(), relationship=self.person_is.currentData(),
            phone=phone_in(self.person_phone, "person_phone" + mark), guarantor=self.guarantor.isChecked(),
            may_consent=self.consents.isChecked(), authority=self.authority.currentText().strip(), authority_until=until,
            may_hear=self.hears.isChecked(), emergency=self.emergency.isChecked(), person_id=known.person_id if known else None,
            ident=known.ident if known else None,
        )  # fmt: skip
        return (*left, fresh)
