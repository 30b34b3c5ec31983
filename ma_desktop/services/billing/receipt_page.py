"""What the receipt of one payment says, rendered from the one ledger entry."""

from __future__ import annotations

from ma_desktop.domain import names
from ma_desktop.i18n import _
from ma_desktop.models import PaymentNotice, User
from ma_desktop.reports.receipt import Applied, Receipt
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of


def receipt_page(desk: Desk, payment_id: int, *, copy: bool = False) -> Receipt:
    """``copy``: a reprint, marked as one. Balances are those of now, with and without this payment."""
    payment: PaymentNotice = PaymentNotice.get_by_id(payment_id)
    taken_back = PaymentNotice.standing().where(PaymentNotice.voids == payment.id).first()
    user = User.get_or_none(User.id == payment.recorded_by)
    after = patient_balance(desk, payment.patient_id)
    kinds = {"copay": _("Copay"), "balance": _("Balance"), "prepayment": _("Prepayment")}
    visit = payment.encounter
    to = kinds.get(payment.kind, payment.kind)
    if visit is not None:
        to = _("{kind}, visit of {day}").format(kind=to, day=f"{visit.started_at:%m/%d/%Y}")
    return Receipt(
        head=letterhead_of(desk, payment.patient, None, "receipt", copy=copy),
        number=payment.receipt_number or "",
        received_at=payment.received_at.astimezone(desk.now().tzinfo),
        received_by=user.name if user else desk.worker.name,
        payer=payment.payer or names.display(payment.patient.family, payment.patient.given),
        method=_("check {number}").format(number=payment.reference)
        if payment.method == "check"
        else payment.method,
        amount=payment.amount,
        applied=(Applied(to, payment.amount),),
        balance_before=after if taken_back else after + payment.amount,
        balance_after=after,
        reference=payment.reference if payment.method != "check" else "",
        void_reason=taken_back.note if taken_back else "",
    )
