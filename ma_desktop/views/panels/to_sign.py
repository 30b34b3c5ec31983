"""What waits for the provider's signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.care.sign_order import sign_order
from ma_desktop.services.chart.cosign_note import cosign_note
from ma_desktop.services.chart.cosign_queue import ToSign, cosign_queue
from ma_desktop.services.chart.return_note import return_note
from ma_desktop.services.chart.review_document import review_document
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.sign_visit import sign_visit
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.row_list import ListColumn, RowList

_VERBS: dict[str, Callable[..., Any]] = {
    "note": cosign_note, "dictation": cosign_note, "order": sign_order, "visit": sign_visit, "document": review_document,
}  # fmt: skip


class ToSignPanel(Panel):
    """Notes, dictations, changed lists, pended orders, visits and documents that a provider has to sign; S signs, R returns, O opens."""

    TITLE = _("To sign")
    ICON = "shield"
    SHORTCUT = "Ctrl+Shift+Y"
    AREA = "chart"
    SHOWS = frozenset(
        {
            "Composition", "Task", "ServiceRequest", "Encounter", "AllergyIntolerance", "MedicationRequest", "Condition", "Procedure",
            "FamilyMemberHistory", "DeviceUseStatement", "Consent", "Observation", "Media",
        }
    )  # fmt: skip
    PLACE = Place("bottom", 4)
    HELP = "to-sign"
    FOLLOWS_PATIENT = False
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        self.list = RowList(_("To sign"), _columns(), lambda one: (one.kind, one.row))
        self.list.keys = {"S": self.sign, "R": self.give_back, "O": self.open_chart}
        self.list.activated.connect(lambda _index: self.sign())
        self.list.moved.connect(self._tell)
        self.count = Chip("", "warn")
        self.set_header(self.count)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(10, 0, 10, 8)
        row.setSpacing(14)
        row.addWidget(self.list, 8)
        side = QVBoxLayout()
        self.what, self.text = label("", "strong", wrap=True), label("", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        whole = QScrollArea()  # a long note is read to its end before it is signed
        whole.setWidgetResizable(True)
        whole.setFrameShape(QFrame.Shape.NoFrame)
        whole.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.setWidget(self.text)
        whole.setMinimumHeight(theme.px(36))
        side.addWidget(self.what)
        side.addWidget(whole, 1)
        keys = QHBoxLayout()
        self.sign_button = button(_("Sign  S"), "primary", "shield")
        self.back_button = button(_("Return…  R"), "quiet")
        self.open_button = button(_("Open chart  O"), "quiet")
        for press, step in (
            (self.sign_button, self.sign), (self.back_button, self.give_back), (self.open_button, self.open_chart),
        ):  # fmt: skip
            press.clicked.connect(lambda _on=False, step=step: step())
            keys.addWidget(press)
        keys.addStretch(1)
        side.addLayout(keys)
        row.addLayout(side, 5)
        self.stack = QStackedWidget()
        self.stack.addWidget(page)
        self.stack.addWidget(EmptyState(_("Nothing waits for a signature.")))
        page.setFocusProxy(self.list)
        return self.stack

    def query(self, desk: Desk, focus: Focus) -> tuple[ToSign, ...]:
        return cosign_queue(desk)

    def show(self, data: tuple[ToSign, ...]) -> None:
        self.stack.setCurrentIndex(0 if data else 1)
        self.list.set(data)
        self.count.set(
            _("{n} to sign").format(n=len(data)) if data else _("nothing to sign"),
            "warn" if data else "muted",
        )
        self._tell()

    def _tell(self) -> None:
        one = self.list.current()
        self.what.setText(
            ""
            if one is None
            else _("{patient}, born {date} · {what}").format(
                patient=one.patient, date=f"{one.birth_date:%m/%d/%Y}", what=one.what
            )
        )
        self.text.setText("" if one is None else one.text)
        self.back_button.setEnabled(one is not None and one.returnable)

    # -- doing --------------------------------------------------------------------------------------------

    def sign(self) -> None:
        """Under the provider's own name: at once when the provider is at the desk, else the provider signs in for this one."""
        one: ToSign | None = self.list.current()
        if one is not None and one.kind == "lists":
            self._each_entry(one)
        elif one is not None:
            self._as_provider(
                _("Sign: {what} for {patient}").format(what=one.what, patient=one.patient),
                _VERBS[one.kind],
                one.row,
            )

    def _each_entry(self, one: ToSign) -> None:
        """The line of the list names no entry: nobody signs for allergies and medicines that they were not shown."""
        from ma_desktop.views.dialogs.confirm_entries import ConfirmEntries

        who = _("{patient}, born {date}").format(patient=one.patient, date=f"{one.birth_date:%m/%d/%Y}")
        ConfirmEntries(
            self.bench,
            Focus(one.patient_id, one.encounter_id),
            self._sign_in,
            self.widget().window(),
            who=who,
        ).open()

    def give_back(self) -> None:
        one: ToSign | None = self.list.current()
        if one is None or not one.returnable:
            return
        AskReason(
            self.bench, _("Return to who wrote it"), one.text,
            lambda words: self._as_provider(_("Return: {what}").format(what=one.what), return_note, one.row, words),
            choices=(_("not what was said"), _("please add the time"), _("see me")), yes=_("Return"), parent=self.widget().window(),
        ).open()  # fmt: skip

    def _as_provider(self, what: str, verb: Callable[..., Any], *args: Any) -> None:
        if self.desk.may(Permission.SIGN_NOTE):
            self.do(verb, *args)
        else:
            self._sign_in(what, lambda desk: self.bench.do_as(desk, verb, *args, panel=self))

    def _sign_in(self, what: str, signed: Callable[[Desk], object]) -> None:
        from ma_desktop.views.dialogs.sign_in_place import SignInPlace

        ports = getattr(self.widget().window(), "ports", None)
        if ports is None or ports.log_in is None:
            self.notice(_("Signing in place is not set up in this window."), "info")
            return
        SignInPlace(self.bench, what, ports.log_in, signed, parent=self.widget().window()).open()

    def open_chart(self) -> None:
        one: ToSign | None = self.list.current()
        if one is not None:
            self.bench.active.choose_patient(one.patient_id, one.encounter_id)
            self.bench.raise_panel("patient_chart")
            if one.kind == "document":
                self.bench.commands.run("chart_tab_documents")


def _columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("Since"), lambda one: f"{one.at:%m/%d %H:%M}"),
        ListColumn(_("Patient"), lambda one: one.patient, bold=lambda _one: True),
        ListColumn(_("What"), lambda one: one.what, wide=True),
        ListColumn(_("From"), lambda one: one.by, tone=lambda _one: "muted", drop=1),
    )
