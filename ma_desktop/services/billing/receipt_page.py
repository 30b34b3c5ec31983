"""What the receipt of one payment says, rendered from the one ledger entry: the same today and in a year."""

from __future__ import annotations

from decimal import Decimal

from ma_desktop.domain import balances, names
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import ChargeItem, DocumentReference, PaymentNotice, User
from ma_desktop.reports.letterhead import numbers
from ma_desktop.reports.receipt import Applied, Receipt
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of


def receipt_page(
    desk: Desk, payment_id: int, *, copy: bool | None = None, size: str = "letter", large_print: bool = False
) -> Receipt:
    """``copy``: marked COPY; ``None`` marks it when this receipt was printed or saved before.

    The balance is the one right after the payment was entered, whatever happened since.
    """
    payment: PaymentNotice = PaymentNotice.get_by_id(payment_id)
    number = payment.receipt_number or ""
    taken_back = PaymentNotice.standing().where(PaymentNotice.voids == payment.id).first()
    user = User.get_or_none(User.id == payment.recorded_by)
    after = _balance_then(payment)
    head = letterhead_of(
        desk, payment.patient, None, "receipt", number=number, size=size, large_print=large_print,
        copy=_left_before(number) if copy is None else copy,
    )  # fmt: skip
    check = payment.method == "check"
    return Receipt(
        head=head,
        number=number,
        received_at=payment.received_at.astimezone(desk.now().tzinfo),
        received_by=user.name if user else desk.worker.name,
        payer=payment.payer or names.display(payment.patient.family, payment.patient.given),
        method=_("check {number}").format(number=payment.reference) if check else _method(payment.method),
        amount=payment.amount,
        applied=(Applied(_applied_to(desk, payment), payment.amount),),
        balance_before=after + payment.amount,
        balance_after=after,
        reference="" if check else payment.reference,
        void_reason=taken_back.note if taken_back else "",
    )


def _method(method: str) -> str:
    return {"cash": _("cash"), "card": _("card"), "other": _("other")}.get(method, method)


def _left_before(number: str) -> bool:
    rows = DocumentReference.standing().where(
        (DocumentReference.kind == "receipt") & (DocumentReference.number == number)
    )
    return bool(number) and rows.exists()


def _balance_then(payment: PaymentNotice) -> Decimal:
    """Of what stood in the ledger when the payment was entered, with it."""
    charges = ChargeItem.select().where(
        (ChargeItem.patient == payment.patient_id)
        & (ChargeItem.status != "aborted")
        & (ChargeItem.recorded_at <= payment.recorded_at)
        & (ChargeItem.error_at.is_null() | (ChargeItem.error_at > payment.recorded_at))
    )
    paid = PaymentNotice.select().where(
        (PaymentNotice.patient == payment.patient_id)
        & (PaymentNotice.id <= payment.id)
        & (PaymentNotice.error_at.is_null() | (PaymentNotice.error_at > payment.recorded_at))
    )
    return balances.balance([row.fee * row.units for row in charges], [row.amount for row in paid])


def _applied_to(desk: Desk, payment: PaymentNotice) -> str:
    kinds = {"copay": _("Copay"), "balance": _("Balance"), "prepayment": _("Prepayment")}
    to = kinds.get(payment.kind, payment.kind)
    if payment.encounter is None:
        return to
    day = payment.encounter.started_at.astimezone(desk.now().tzinfo).date()
    return _("{kind}, visit of {day}").format(kind=to, day=numbers(day))
