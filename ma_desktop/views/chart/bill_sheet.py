"""The lines of the Billing panel: charges, diagnoses, payments, and what each line can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ma_desktop.domain import money
from ma_desktop.i18n import _
from ma_desktop.services.billing.change_charge import change_charge
from ma_desktop.services.billing.remove_charge import remove_charge
from ma_desktop.services.billing.remove_diagnosis import remove_diagnosis
from ma_desktop.services.billing.visit_bill import BillCharge, BillPayment, VisitBill
from ma_desktop.services.billing.void_payment import void_payment
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.widgets.bill_lines import BillLines, pointer_button
from ma_desktop.views.widgets.labels import label

if TYPE_CHECKING:
    from ma_desktop.views.panels.billing import BillingPanel


class BillSheet(BillLines):
    def __init__(self, panel: BillingPanel) -> None:
        super().__init__()
        self.panel = panel

    def show(self, data: VisitBill) -> None:  # type: ignore[override]
        self.clear()
        letters = tuple((d.letter, d.code) for d in data.diagnoses)
        for charge in data.charges:
            self._charge(charge, letters)
        for diagnosis in data.diagnoses:
            self.add(diagnosis.code, diagnosis.display, _("dx {letters}").format(letters=diagnosis.letter))
            self.press(
                "close", _("Take off {code}").format(code=diagnosis.code),
                lambda d=diagnosis: self.panel.do(remove_diagnosis, d.condition_id),
            )  # fmt: skip
        for payment in data.payments:
            self._payment(payment)
        if not (data.charges or data.diagnoses or data.payments):
            words = _("Nothing is charged yet. Add the diagnosis, then the service.")
            self.grid.addWidget(label(words, "muted", wrap=True), 0, 0, 1, 6)

    def _charge(self, charge: BillCharge, letters: tuple[tuple[str, str], ...]) -> None:
        code = "-".join((charge.code, *charge.modifiers))
        words = charge.label + (f" × {charge.units}" if charge.units > 1 else "")
        pointers = pointer_button(
            charge.pointers, letters, charge.code,
            lambda chosen: self.panel.do(change_charge, charge.charge_id, pointers=chosen),
        )  # fmt: skip
        self.add(code, words, money.show(charge.amount), pointers=pointers)
        self.press(
            "close", _("Take off {code}").format(code=charge.code),
            lambda: self.panel.do(remove_charge, charge.charge_id),
        )  # fmt: skip

    def _payment(self, payment: BillPayment) -> None:
        kinds = {"copay": _("Copay"), "balance": _("Balance"), "prepayment": _("Prepayment")}
        words = _("{kind}, {method} · {time}").format(
            kind=kinds.get(payment.kind, payment.kind), method=payment.method, time=f"{payment.at:%H:%M}"
        )
        if payment.voided:
            words += _(" (taken back)")
        self.add(payment.receipt_number, words, f"−{money.show(payment.amount)}")
        self.press(
            "print", _("Receipt {number}, as a copy").format(number=payment.receipt_number),
            lambda: self.panel.receipt(payment.payment_id, copy=True), 4,
        )  # fmt: skip
        if not payment.voided:
            self.press(
                "undo", _("Take payment {number} back…").format(number=payment.receipt_number),
                lambda: self._void(payment),
            )  # fmt: skip

    def _void(self, payment: BillPayment) -> None:
        AskReason(
            self.panel.bench, _("Take {amount} back?").format(amount=money.show(payment.amount)),
            _("The receipt number stays used; a second entry takes the money back."),
            lambda reason: self.panel.do(void_payment, payment.payment_id, reason),
            choices=(_("wrong amount"), _("wrong patient"), _("card declined")), yes=_("Take back"),
            parent=self.panel.widget().window(),
        ).open()  # fmt: skip
