"""Note that a patient is to be called back."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ma_desktop.domain import recalls
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.messages.add_recall import add_recall
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.workbench import Workbench


class AddRecall(Dialog):
    """What for, when, as which kind of visit; the day is set by a person, never computed."""

    HELP = "call-list"

    FORM = "add_recall"

    def __init__(self, bench: Workbench, patient_id: int, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Add recall"), parent=parent, yes=_("Add"))
        self.patient_id = patient_id
        self.kind, self.service = QComboBox(), QComboBox()
        for kind in ("recall", "follow-up", "immunization", "referral"):
            self.kind.addItem(recalls.kind_words(kind), kind)
        self.service.addItem(_("Decide when booking"), None)
        self.reason, self.due = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(_("What the patient is to come for"))
        self.due.setPlaceholderText(_("12/8, 10d, 2w or 3m"))
        form = Form()
        for words, widget in ((_("What for (needed)"), self.reason), (_("Due (needed)"), self.due), (_("List"), self.kind), (_("Kind of visit"), self.service)):  # fmt: skip
            widget.setAccessibleName(words)
            form.line(words, widget)
        self.body.addLayout(form)
        self.remember(self.reason, "reason")
        self.remember(self.due, "due")
        bench.read(booking_choices, then=self._fill)
        self.reason.setFocus()

    def _fill(self, choices: BookingChoices) -> None:
        for service in choices.services:
            self.service.addItem(service.name, service.id)

    def accept(self) -> None:
        try:
            due = parse_day(self.due.text(), self.bench.desk.now().date())
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            self.due.setFocus()
            return
        self.save(
            add_recall, self.patient_id, reason=self.reason.text(), due_on=due, kind=self.kind.currentData(),
            service_id=self.service.currentData(), then=lambda _id: self.bench.say(_("On the call list.")),
        )  # fmt: skip
