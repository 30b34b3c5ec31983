"""Who came along with a minor, and may they consent?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import phones, registration
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.visit.companions import Known, companions
from ma_desktop.services.visit.record_companion import Companion, record_companion
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench


class CompanionPicker(QWidget):
    """People on file as one choice each, then somebody else, then nobody. Used for one child and for a whole family."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.known_rows = QVBoxLayout()
        column.addLayout(self.known_rows)
        self.other = self._radio(_("Somebody else:"))
        column.addWidget(self.other)
        column.addLayout(self._somebody())
        self.nobody = self._radio(_("Came alone"))
        column.addWidget(self.nobody)
        self.known: dict[QRadioButton, Known] = {}
        self.group.buttonToggled.connect(lambda *_what: self._fit())
        self._fit()

    def _radio(self, words: str) -> QRadioButton:
        made = QRadioButton(words)
        self.group.addButton(made)
        return made

    def _somebody(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(26, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        self.name, self.phone = QLineEdit(), QLineEdit()
        self.is_the, self.authority = QComboBox(), QComboBox()
        for key, words in registration.RELATIONSHIPS.items():
            self.is_the.addItem(words, key)
        self.authority.setEditable(True)
        self.authority.addItems([_("may not consent"), *registration.AUTHORITIES])
        rows = (
            (_("Name"), self.name),
            (_("Relationship"), self.is_the),
            (_("Phone"), self.phone),
            (_("May consent as"), self.authority),
        )
        for place, (words, widget) in enumerate(rows):
            caption = label(words, "muted")
            caption.setBuddy(widget)
            widget.setAccessibleName(words)
            grid.addWidget(caption, place // 2, place % 2 * 2)
            grid.addWidget(widget, place // 2, place % 2 * 2 + 1)
        return grid

    def offer(self, people: tuple[Known, ...]) -> None:
        """The first who may consent is chosen: Enter takes it."""
        for person in people:
            words = f"{person.name} · {person.relationship} · {person.authority}"
            radio = self._radio(words + (f" · {person.phone}" if person.phone else ""))
            self.known[radio] = person
            self.known_rows.addWidget(radio)
        first = next((radio for radio, person in self.known.items() if person.consents), self.other)
        first.setChecked(True)
        first.setFocus()

    def _fit(self) -> None:
        for widget in (self.name, self.phone, self.is_the, self.authority):
            widget.setEnabled(self.other.isChecked())

    def read(self) -> Companion:
        """Raises ``RuleBroken`` with one sentence."""
        chosen = next((person for radio, person in self.known.items() if radio.isChecked()), None)
        if chosen is not None:
            return Companion(related_id=chosen.related_id)
        if self.nobody.isChecked():
            return Companion()
        if not self.name.text().strip():
            raise RuleBroken(_("Who came along? Choose somebody, type the name, or say that nobody came."))
        authority = self.authority.currentText().strip()
        typed = self.phone.text().strip()
        return Companion(
            name=self.name.text().strip(), relationship=self.is_the.currentData(),
            phone=phones.parse_phone(typed) if typed else "",
            authority="" if authority == _("may not consent") else authority,
        )  # fmt: skip


class WhoCame(Dialog):
    """``override(reason)``: the provider decides; signed in place by the caller."""

    HELP = "registration"
    FORM = "companion"
    WIDTH = 680

    def __init__(
        self, bench: Workbench, patient_id: int, encounter_id: int, *, override: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            bench, _("Who came along, and may they consent?"), parent=parent, scope=Focus(patient_id, encounter_id)
        )  # fmt: skip
        self.encounter_id, self._override = encounter_id, override
        self.picker = CompanionPicker()
        self.body.addWidget(self.picker)
        self.decide = button(_("Provider decides…"), "quiet", "shield")
        self.decide.clicked.connect(self._decide)
        self.foot.insertWidget(0, self.decide)
        bench.read(companions, patient_id, then=self.picker.offer)

    def accept(self) -> None:
        try:
            who = self.picker.read()
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            return
        self.save(record_companion, self.encounter_id, who, then=self._told)

    def _told(self, consents: bool) -> None:
        if not consents:
            self.bench.say(_("Nobody here may consent. Reach a parent before care begins."), "danger")

    def _decide(self) -> None:
        override = self._override
        parent = self.parentWidget()
        self.finish()
        AskReason(
            self.bench, _("Seen without a consenting adult?"), _("The provider signs; the reason goes into the record."), override,
            choices=(_("emergency"), _("the law lets this minor consent"), _("parent reached by phone, two heard it")),
            yes=_("Provider signs…"), parent=parent,
        ).open()  # fmt: skip
