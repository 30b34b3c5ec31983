"""The money side of the visit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import charge_entry, money, names
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.billing.find_diagnosis import Diagnosis, find_diagnosis
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.billing.visit_bill import FeeLine, VisitBill, visit_bill
from ma_desktop.services.desk import Desk
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.bill_sheet import BillSheet
from ma_desktop.views.commands import Command
from ma_desktop.views.icons import icon
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.printing import preview_receipt, preview_visit_page
from ma_desktop.views.tasks import Job
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.patient_line import PatientLine
from ma_desktop.views.widgets.suggest import FoundList, SuggestField


class BillingPanel(Panel):
    """Diagnoses, charges, copay and balance of the visit; superbill and after-visit summary."""

    TITLE = _("Billing")
    ICON = "billing"
    SHORTCUT = "Ctrl+Shift+B"
    AREA = "billing"
    SHOWS = frozenset(
        {"ChargeItem", "Condition", "PaymentNotice", "Coverage", "Encounter", "DocumentReference"}
    )
    PLACE = Place("right", 1, share=2)
    HELP = "billing"
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        self.bill: VisitBill | None = None
        self._taking: Job | None = None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(14, 0, 14, 12)
        column.setSpacing(6)
        self.sheet = BillSheet(self)
        self.copay = label("", "caption", wrap=True)
        self.balance = label("", "caption", wrap=True)
        self.who = PatientLine()
        column.addWidget(self.sheet)
        column.addLayout(self._fields())
        column.addWidget(self.found)
        column.addWidget(self.copay)
        column.addLayout(self._money_row())
        column.addWidget(self.balance)
        column.addLayout(self._paper_row())
        column.addStretch(1)
        self.chip = Chip("", "warn")
        self.set_header(self.chip)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(EmptyState(_("Choose a visit of today to code it and take the copay.")))
        self.stack.addWidget(self.who.above(scroll))
        for widget, name in ((self.search, "search"), (self.fee, "fee"), (self.amount, "amount"),
                             (self.method, "method"), (self.reference, "reference")):  # fmt: skip
            self.remember(widget, name)
        self._hint_reference()  # only now: without a parent the field would open as a window of its own
        return self.stack

    # -- laying out ---------------------------------------------------------------------------------------

    def _fields(self) -> QHBoxLayout:
        self.search = SuggestField(_("+ Diagnosis"), _("Add a diagnosis: code or words"))
        self.fee = SuggestField(_("+ Service"), _("Add a service: code or words"))
        self.search.setToolTip(_("Code or words, such as E11.9, htn, high blood pressure (Alt+D)"))
        self.fee.setToolTip(
            _("Code or words of the fee schedule; 99213-25 adds a modifier, J1885 x2 units (Alt+H)")
        )
        self.found = FoundList(_("Found"))
        self.found.taken.connect(self._take)
        self._from = self.search
        self.found.given_up.connect(lambda: self._from.setFocus(Qt.FocusReason.OtherFocusReason))
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, look in ((self.search, self._find_diagnosis), (self.fee, self._find_service)):
            field.wanted.connect(look)
            field.entered_field.connect(lambda field=field, look=look: look(field.text()))
            field.into_list.connect(self._into_list)
            field.escaped.connect(self.found.hide)
            row.addWidget(field, 1)
        self.search.entered.connect(self._enter_diagnosis)
        self.fee.entered.connect(self._enter_service)
        return row

    def _money_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.amount = QLineEdit()
        self.amount.setAccessibleName(_("Amount"))
        self.amount.setFixedWidth(theme.px(66))
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.returnPressed.connect(self.take_copay)
        self.method = QComboBox()
        for text, code in (
            (_("card"), "card"),
            (_("cash"), "cash"),
            (_("check"), "check"),
            (_("other"), "other"),
        ):
            self.method.addItem(text, code)
        self.method.setAccessibleName(_("Method"))
        self.method.setMinimumWidth(theme.px(66))
        self.reference = QLineEdit()
        self.reference.setAccessibleName(_("Reference"))
        self.reference.setMinimumWidth(theme.px(50))
        self.reference.returnPressed.connect(self.take_copay)
        self.method.currentIndexChanged.connect(lambda _n: self._hint_reference())
        self.take = button(
            _("Take copay"), "primary", "money", tip=_("Takes the money and shows the receipt (Alt+Shift+T)")
        )
        keyed(self.take, "Alt+Shift+T")
        self.take.clicked.connect(self.take_copay)
        row.addWidget(self.take)
        row.addWidget(self.amount)
        row.addWidget(self.method)
        row.addWidget(self.reference, 1)
        return row

    def _hint_reference(self) -> None:
        method = self.method.currentData()
        hints = {"card": _("last 4"), "check": _("check no."), "other": _("what")}
        self.reference.setPlaceholderText(hints.get(method, ""))
        self.reference.setVisible(method != "cash")

    def _paper_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.papers = {}
        for text, kind, picture, tip in (
            (_("Superbill"), "superbill", "print", _("Preview, print or save (Ctrl+Shift+P)")),
            (_("Summary"), "after-visit-summary", "document", _("After-visit summary: preview, print or save (Ctrl+P)")),
        ):  # fmt: skip
            press = button(text, "", picture, tip=tip)
            press.clicked.connect(lambda _on=False, kind=kind: self.print_document(kind))
            self.papers[kind] = (press, picture)
            row.addWidget(press)
        row.addStretch(1)
        return row

    # -- showing ------------------------------------------------------------------------------------------

    def query(self, desk: Desk, focus: Focus) -> VisitBill | None:
        return visit_bill(desk, focus.encounter_id) if focus.encounter_id is not None else None

    def show(self, data: VisitBill | None) -> None:
        self.bill = data
        self.stack.setCurrentIndex(0 if data is None else 1)
        self.who.set(data.who if data is not None else None)
        missing = data.missing if data is not None else ()
        self.chip.setVisible(bool(missing))
        if data is None:
            self.found.hide()
            return
        if missing:
            self.chip.set(missing[0], "warn")
            self.chip.setToolTip("\n".join(missing))
        self.sheet.show(data)
        self._show_money(data)
        for kind, (press, picture) in self.papers.items():
            done = kind in data.printed
            press.setIcon(icon("done" if done else picture, "ok" if done else "text", 16))
            press.setAccessibleDescription(_("printed or saved") if done else _("not printed yet"))

    def _show_money(self, data: VisitBill) -> None:
        due = data.copay_left > 0
        expected = (
            _("Copay expected {amount}").format(amount=money.show(data.copay_expected))
            if data.copay_expected
            else _("No copay expected")
        )
        self.copay.setText(f"{expected} ({data.copay_from})")
        self.take.setText(
            _("Take copay {amount}").format(amount=_brief(data.copay_left)) if due else _("Take payment")
        )
        theme.retone(self.take, role="primary" if due else "")
        self.take.setIcon(icon("money", "on_accent" if due else "text", 16))
        wanted = f"{data.copay_left:.2f}" if due else ""
        if self.amount.text() != wanted:
            self.amount.setText(wanted)
        self.balance.setText(balance_words(data))

    def commands(self) -> list[Command]:
        return [
            Command("take_payment.copay", _("Take copay"), lambda: self._enter("amount"), "", "money", "go"),
            Command("add_diagnosis", _("Add diagnosis"), lambda: self._enter("search"), "", "edit", "go"),
            Command("add_charge", _("Add charge"), lambda: self._enter("fee"), "", "plus", "go"),
            Command("print_document.after-visit-summary", _("Print after-visit summary"),
                    lambda: self.print_document("after-visit-summary"), "Ctrl+P", "print", "file"),
            Command("print_document.routing-slip", _("Print routing slip"), lambda: self.print_document("routing-slip"),
                    "Alt+Shift+S", "print", "file", words="arrival travel card barcode"),
            Command("print_document.superbill", _("Print superbill"), lambda: self.print_document("superbill"),
                    "Ctrl+Shift+P", "print", "file"),
        ]  # fmt: skip

    # -- finding ------------------------------------------------------------------------------------------

    def _enter(self, name: str) -> None:
        self.bench.raise_panel(self.name)
        field = getattr(self, name)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def _into_list(self) -> None:
        if not self.found.isHidden():
            self.found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_diagnosis(self, typed: str) -> None:
        """Nothing typed yet: the problems of the list are offered."""
        self._from = self.search
        if not typed.strip():
            rows = self.bill.suggested if self.bill is not None else ()
            self.found.offer([(f"{code}  {words}", Diagnosis(code, words)) for code, words in rows])
            return
        self.bench.read(find_diagnosis, typed, then=self._show_found, latest="billing.icd", panel=self)

    def _show_found(self, found: tuple[Diagnosis, ...]) -> None:
        if self.search.text().strip():
            self.found.offer([(f"{row.code}  {row.display}", row) for row in found])

    def _find_service(self, typed: str) -> None:
        self._from = self.fee
        rows = matching(self.bill.fees if self.bill is not None else (), typed) if typed.strip() else []
        self.found.offer([(f"{row.code}  {row.label}  {money.show(row.fee)}", row) for row in rows])

    def _enter_diagnosis(self) -> None:
        """Enter takes what stands first, also when the list has not come yet."""
        typed = self.search.text().strip()
        if not typed:
            return

        def take(found: tuple[Diagnosis, ...]) -> None:
            if found and self.search.text().strip() == typed:
                self._take(found[0])
            elif not found:
                self.notice(_("No diagnosis code begins that way. Try other words or a code."), "info")

        self.bench.read(find_diagnosis, typed, then=take, latest="billing.icd", panel=self)

    def _enter_service(self) -> None:
        typed = self.fee.text().strip()
        if self.bill is None or not typed:
            return
        entry = charge_entry.read(typed)
        if entry is not None:
            self._charge(entry.code, entry.modifiers, entry.units)
            return
        rows = matching(self.bill.fees, typed)
        if rows:
            self._charge(rows[0].code, (), 1)
        else:
            self.notice(_("Nothing in the fee schedule has that name."), "info")

    def _take(self, row: Any) -> None:
        if isinstance(row, FeeLine):
            self._charge(row.code, (), 1)
        elif self.bill is not None:
            self.do(
                add_diagnosis, self.bill.encounter_id, code=row.code, display=row.display,
                then=self.draft.saving(lambda _id: self._taken(self.search), "search"),
            )  # fmt: skip

    def _charge(self, code: str, modifiers: tuple[str, ...], units: int) -> None:
        if self.bill is not None:
            self.do(
                add_charge, self.bill.encounter_id, code, modifiers=modifiers, units=units,
                then=self.draft.saving(lambda _id: self._taken(self.fee), "fee"),
            )  # fmt: skip

    def _taken(self, field: SuggestField) -> None:
        """The field is ready for the next; a refusal leaves what was typed."""
        field.clear()
        self.draft.drop("search" if field is self.search else "fee")
        self.found.hide()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- money and paper ----------------------------------------------------------------------------------

    def take_copay(self) -> None:
        bill = self.bill
        if bill is None:
            self.bench.raise_panel(self.name)
            return
        if self._taking is not None and not self._taking.done:
            return  # pressed twice
        try:
            amount = money.dollars(self.amount.text())
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            self.amount.setFocus()
            return
        kind = "copay" if bill.copay_left > Decimal(0) else "balance"
        self._taking = self.do(
            take_payment, patient_id=bill.patient_id, encounter_id=bill.encounter_id, amount=amount,
            method=self.method.currentData(), kind=kind, reference=self.reference.text(),
            then=self.draft.saving(
                self._paid, elsewhere=lambda paid: preview_receipt(self.bench, paid, bill.patient_id, bill.encounter_id)
            ),
        )  # fmt: skip

    def _paid(self, payment: int) -> None:
        self.reference.clear()
        if self.bill is not None:
            self._show_money(self.bill)
        self.draft.drop()
        self.receipt(payment, copy=False)

    def receipt(self, payment_id: int, *, copy: bool) -> None:
        if self.bill is not None:
            preview_receipt(self.bench, payment_id, self.bill.patient_id, self.bill.encounter_id, copy=copy)

    def print_document(self, kind: str) -> None:
        focus = self.focus
        if focus.encounter_id is None or focus.patient_id is None:
            self.bench.say(_("Choose a visit first."), "info")
            return
        preview_visit_page(self.bench, kind, focus.encounter_id, focus.patient_id, self)


def matching(fees: tuple[FeeLine, ...], typed: str) -> list[FeeLine]:
    """Lines of the fee schedule whose code begins so, then those whose words begin so."""
    code, wanted = typed.strip().upper(), names.fold(typed).split()
    by_code = [row for row in fees if code and row.code.startswith(code)]
    by_words = [
        row
        for row in fees
        if wanted and all(any(w.startswith(part) for w in names.fold(row.label).split()) for part in wanted)
    ]
    return list(dict.fromkeys([*by_code, *by_words]))[:12]


def balance_words(data: VisitBill) -> str:
    """How the balance came about: ``before $10.00 + charges $42.00 − paid $25.00 = balance $27.00``."""
    parts = [_("charges {total}").format(total=money.show(data.total))]
    if data.before:
        before = (
            _("credit before {amount}").format(amount=money.show(-data.before))
            if data.before < 0
            else _("before {amount}").format(amount=money.show(data.before))
        )
        parts.insert(0, before)
    if data.paid:
        parts.append(_("paid {amount}").format(amount=money.show(data.paid)))
    result = (
        _("credit {amount}: paid, not charged yet").format(amount=money.show(-data.balance))
        if data.balance < 0
        else _("balance {amount}").format(amount=money.show(data.balance))
    )
    return " · ".join([*parts, result])


def _brief(amount: Decimal) -> str:
    """``$25`` for $25.00: the button is short."""
    shown = money.show(amount)
    return shown.removesuffix(".00")
