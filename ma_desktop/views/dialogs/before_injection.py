"""Two identifiers, said by the patient, before an injection."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from ma_desktop.domain.dates import parse_birth_date
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.care.finish_order import finish_order
from ma_desktop.services.care.visit_orders import OrderLine
from ma_desktop.services.chart.patient_banner import PatientBanner
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench

ASKED = "name and birth date, said by the patient"
READ_BACK = "name said by the patient, birth date typed as said"


class BeforeInjection(Dialog):
    """Where somebody else could be meant, the birth date is typed as the patient says it, and must be the one on file."""

    HELP = "chart"

    def __init__(
        self, bench: Workbench, who: PatientBanner, order: OrderLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, _("Before the injection"), parent=parent, yes=_("Given"))
        self.who, self.order, self.today = who, order, bench.desk.now().date()
        self.body.addWidget(label(order.words, "title", wrap=True))
        self.body.addWidget(
            words(_("Ask: “What is your name, and when were you born?” Do not say it first."))
        )
        # Where it has to be typed as the patient says it, it must not stand there to be copied.
        born = "" if self.doubtful else f"{who.birth_date:%m/%d/%Y} · "
        person = label(f"{who.name} · {born}#{who.record_number}", "strong", wrap=True)
        self.body.addWidget(person)
        for text, tone, picture in (
            *((alert, "danger", "people") for alert in who.name_alerts), *((one, "danger", "alert") for one in who.allergies),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.addWidget(Chip(text, tone, picture))
            row.addStretch(1)
            self.body.addLayout(row)
        self.name_said = QCheckBox(_("The patient said this name"))
        self.birth_said = QCheckBox(_("The patient said this birth date"))
        self.birth = QLineEdit()
        self.birth.setPlaceholderText(_("Birth date as the patient says it"))
        self.birth.setAccessibleName(_("Birth date as the patient says it"))
        self.body.addWidget(self.name_said)
        self.body.addWidget(self.birth if self.doubtful else self.birth_said)
        already = button(_("Given already, not asked…"), "quiet")
        already.clicked.connect(self.not_asked)
        self.foot.insertWidget(0, already)
        self.name_said.setFocus()

    @property
    def doubtful(self) -> bool:
        """A namesake is on file, or somebody of the family name is expected today."""
        return bool(self.who.name_alerts)

    def accept(self) -> None:
        if not self.name_said.isChecked():
            self.notice(_("Ask for the name first; tick it when the patient said it."), "warn")
            self.name_said.setFocus()
            return
        if self.doubtful:
            if self._birth_fits():
                self.save(finish_order, self.order.order_id, identity_how=READ_BACK)
        elif not self.birth_said.isChecked():
            self.notice(_("Ask for the birth date; tick it when the patient said it."), "warn")
            self.birth_said.setFocus()
        else:
            self.save(finish_order, self.order.order_id, identity_how=ASKED)

    def _birth_fits(self) -> bool:
        try:
            said = parse_birth_date(self.birth.text(), self.today)
        except RuleBroken as broken:
            self.notice(broken.sentence, "warn")
            self.birth.setFocus()
            return False
        if said != self.who.birth_date:
            self.notice(_("Stop: this is not the birth date on file. Is this the right patient?"))
            self.birth.selectAll()
            self.birth.setFocus()
            return False
        return True

    def not_asked(self) -> None:
        """What has happened is recorded as it happened."""
        AskReason(
            self.bench, _("Given without asking?"), _("It is recorded as exactly that."), self._given_unasked,
            choices=(_("emergency"), _("known to me, not asked"), _("forgotten")), yes=_("Record"), parent=self.window(),
        ).open()  # fmt: skip

    def _given_unasked(self, reason: str) -> None:
        self.save(
            finish_order, self.order.order_id, identity_how=_("not asked: {reason}").format(reason=reason)
        )
