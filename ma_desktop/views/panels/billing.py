"""The money side of the visit."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import money
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.billing.find_diagnosis import Diagnosis, find_diagnosis
from ma_desktop.services.billing.remove_charge import remove_charge
from ma_desktop.services.billing.remove_diagnosis import remove_diagnosis
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.billing.visit_bill import VisitBill, visit_bill
from ma_desktop.services.desk import Desk
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.printing import preview_receipt, preview_visit_page
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, label


class BillingPanel(Panel):
    """Diagnoses, charges, copay and balance of the visit; superbill and after-visit summary."""

    TITLE = _("Billing")
    ICON = "billing"
    SHORTCUT = "Ctrl+Shift+B"
    AREA = "billing"
    SHOWS = frozenset({"ChargeItem", "Condition", "PaymentNotice", "Coverage", "Encounter"})
    PLACE = Place("right", 1, share=2)
    HELP = "billing"
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        holder = QWidget()
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(14, 0, 14, 12)
        self.column.setSpacing(6)
        self.bill: VisitBill | None = None
        self.empty = EmptyState(_("Choose a visit of today to code it and take the copay."))
        self.body = QWidget()
        self._lay_out()
        self.column.addWidget(self.empty)
        self.column.addWidget(self.body)
        self.column.addStretch(1)
        self.chip = Chip("", "warn")
        self.set_header(self.chip)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        return scroll

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        self.summary = label("", "muted", wrap=True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Diagnosis: code or words"))
        self.search.setAccessibleName(_("Find a diagnosis"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("Diagnoses found"))
        self.found.setMaximumHeight(140)
        self.found.hide()
        self.found.itemActivated.connect(self._take_diagnosis)
        self.found.itemClicked.connect(self._take_diagnosis)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(120)
        self._typing.timeout.connect(self._find)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._take_first)
        self.fee = QComboBox()
        self.fee.setEditable(True)
        self.fee.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.fee.setAccessibleName(_("Add a service of the fee schedule"))
        edit = self.fee.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(_("Service: code or words"))
        edit.returnPressed.connect(self._take_fee)
        self.fee.activated.connect(lambda _index: self._take_fee())
        for part in (
            self.lines,
            self.summary,
            self.search,
            self.found,
            self.fee,
            self._money_row(),
            self._paper_row(),
        ):
            column.addLayout(part) if isinstance(part, QVBoxLayout | QHBoxLayout) else column.addWidget(part)

    def _money_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.amount = QLineEdit()
        self.amount.setAccessibleName(_("Amount"))
        self.amount.setMaximumWidth(74)
        self.method = QComboBox()
        for text, code in (
            (_("card"), "card"),
            (_("cash"), "cash"),
            (_("check"), "check"),
            (_("other"), "other"),
        ):
            self.method.addItem(text, code)
        self.check_number = QLineEdit()
        self.check_number.setPlaceholderText(_("check no."))
        self.check_number.setMaximumWidth(90)
        self.check_number.hide()
        self.method.currentIndexChanged.connect(
            lambda _n: self.check_number.setVisible(self.method.currentData() == "check")
        )
        self.take = button(_("Take copay"), "primary", "money", tip=_("Alt+T"))
        self.take.setShortcut("Alt+T")
        self.take.clicked.connect(self.take_copay)
        for part in (self.take, self.amount, self.method, self.check_number):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _paper_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for text, kind, picture in (
            (_("Superbill"), "superbill", "print"),
            (_("Summary"), "after-visit-summary", "document"),
        ):
            press = button(text, "", picture)
            press.clicked.connect(lambda _on=False, kind=kind: self.print_document(kind))
            row.addWidget(press)
        row.addStretch(1)
        return row

    def query(self, desk: Desk, focus: Focus) -> VisitBill | None:
        return visit_bill(desk, focus.encounter_id) if focus.encounter_id is not None else None

    def show(self, data: VisitBill | None) -> None:
        self.bill = data
        self.empty.setVisible(data is None)
        self.body.setVisible(data is not None)
        self.chip.setVisible(data is not None and (not data.diagnoses or not data.charges))
        if data is None:
            return
        self.chip.set(_("Not coded yet") if not data.charges else _("No diagnosis"), "warn")
        clear(self.lines)
        for charge in data.charges:
            detail = (
                charge.label
                + (f" × {charge.units}" if charge.units > 1 else "")
                + (f" · dx {','.join(charge.pointers)}" if charge.pointers else "")
            )
            self._line(
                charge.code,
                detail,
                money.show(charge.amount),
                lambda c=charge: self.do(remove_charge, c.charge_id),
            )
        for diagnosis in data.diagnoses:
            self._line(
                diagnosis.code,
                diagnosis.display,
                f"dx {diagnosis.letter}",
                lambda d=diagnosis: self.do(remove_diagnosis, d.condition_id),
            )
        for payment in data.payments:
            words = _("{kind}, {method}").format(kind=payment.kind, method=payment.method) + (
                _(" (taken back)") if payment.voided else ""
            )
            self._line(
                payment.receipt_number,
                words,
                f"−{money.show(payment.amount)}",
                lambda p=payment: self._receipt(p.payment_id, True),
                "print",
            )
        self._show_money(data)
        if self.fee.count() != len(data.fees) + 1:
            self.fee.clear()
            self.fee.addItem("", "")
            for fee in data.fees:
                self.fee.addItem(f"{fee.code}  {fee.label}  {money.show(fee.fee)}", fee.code)

    def _show_money(self, data: VisitBill) -> None:
        expected = (
            _("Copay expected {amount}").format(amount=money.show(data.copay_expected))
            if data.copay_expected
            else _("No copay due")
        )
        self.summary.setText(
            f"{expected} · " + _("charges {total}").format(total=money.show(data.total)) + " · "
            + _("balance {amount}").format(amount=money.show(data.balance))
        )  # fmt: skip
        due = data.copay_left > 0
        self.take.setText(
            _("Take copay {amount}").format(amount=money.show(data.copay_left)) if due else _("Take payment")
        )
        if not self.amount.hasFocus():
            self.amount.setText(f"{data.copay_left:.2f}" if due else "")

    def _line(self, code: str, words: str, right: str, run: object, picture: str = "close") -> None:
        line = QFrame()
        line.setObjectName("clear")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(8)
        first = label(code, "strong")
        first.setMinimumWidth(64)
        middle = label(words, "muted", wrap=True)
        middle.setToolTip(words)
        row.addWidget(first)
        row.addWidget(middle, 1)
        row.addWidget(label(right))
        press = button(
            "", "quiet", picture, tip=_("Take off") if picture == "close" else _("Receipt, as a copy")
        )
        press.setAccessibleName(f"{press.toolTip()}: {code}")
        press.setMaximumHeight(24)
        press.clicked.connect(lambda: run() if callable(run) else None)
        row.addWidget(press)
        self.lines.addWidget(line)

    def commands(self) -> list[Command]:
        return [
            Command("take_payment.copay", _("Take copay"), self.take_copay, "", "money", "go"),
            Command("add_diagnosis", _("Add diagnosis"), lambda: self._enter("search"), "", "edit", "go"),
            Command("add_charge", _("Add charge"), lambda: self._enter("fee"), "", "plus", "go"),
            Command("print_document.after-visit-summary", _("Print after-visit summary"), lambda: self.print_document("after-visit-summary"),
                    "Ctrl+P", "print", "file"),
            Command("print_document.superbill", _("Print superbill"), lambda: self.print_document("superbill"), "Ctrl+Shift+P", "print", "file"),
        ]  # fmt: skip

    # -- doing --------------------------------------------------------------------------------------------

    def _enter(self, name: str) -> None:
        self.bench.raise_panel(self.name)
        getattr(self, name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self) -> None:
        self.bench.read(
            find_diagnosis, self.search.text(), then=self._show_found, latest="billing.icd", panel=self
        )

    def _show_found(self, found: tuple[Diagnosis, ...]) -> None:
        self.found.clear()
        for row in found:
            item = QListWidgetItem(f"{row.code}  {row.display}")
            item.setToolTip(row.display)
            item.setData(Qt.ItemDataRole.UserRole, (row.code, row.display))
            self.found.addItem(item)
        self.found.setVisible(bool(found) and bool(self.search.text().strip()))

    def _take_first(self) -> None:
        if self.found.isVisible() and self.found.count():
            self._take_diagnosis(self.found.item(0))
        else:
            self._find()

    def _take_diagnosis(self, item: QListWidgetItem) -> None:
        if self.bill is not None:
            code, display = item.data(Qt.ItemDataRole.UserRole)
            self.search.clear()
            self.found.hide()
            self.do(add_diagnosis, self.bill.encounter_id, code=code, display=display)

    def _take_fee(self) -> None:
        typed = self.fee.currentText().strip()
        if self.bill is None or not typed:
            return
        code = next(
            (
                f.code
                for f in self.bill.fees
                if typed.split()[0].upper() == f.code or typed.casefold() in f.label.casefold()
            ),
            typed.split()[0].upper(),
        )
        self.fee.setCurrentIndex(0)
        self.do(add_charge, self.bill.encounter_id, code)

    def take_copay(self) -> None:
        if self.bill is None:
            self.bench.raise_panel(self.name)
            return
        try:
            amount = money.dollars(self.amount.text())
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            self.amount.setFocus()
            return
        kind = "copay" if self.bill.copay_left > Decimal(0) else "balance"
        self.do(
            take_payment, patient_id=self.bill.patient_id, encounter_id=self.bill.encounter_id, amount=amount,
            method=self.method.currentData(), kind=kind, reference=self.check_number.text(),
            then=lambda payment: self._receipt(payment, False),
        )  # fmt: skip

    def _receipt(self, payment_id: int, copy: bool) -> None:
        if self.bill is not None:
            preview_receipt(self.bench, payment_id, self.bill.patient_id, self.bill.encounter_id, copy=copy)

    def print_document(self, kind: str) -> None:
        focus = self.focus
        if focus.encounter_id is None or focus.patient_id is None:
            self.bench.say(_("Choose a visit first."), "info")
            return
        preview_visit_page(self.bench, kind, focus.encounter_id, focus.patient_id, self)
