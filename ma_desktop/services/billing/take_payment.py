"""Take money at the desk and give it a receipt number."""

from __future__ import annotations

from decimal import Decimal

from peewee import fn

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import PaymentNotice
from ma_desktop.services.desk import Desk

METHODS = ("cash", "check", "card", "other")


def take_payment(
    desk: Desk,
    *,
    patient_id: int,
    amount: Decimal,
    method: str,
    kind: str = "copay",
    encounter_id: int | None = None,
    reference: str = "",
    payer: str = "",
) -> int:
    """``amount`` in dollars, above zero. A check needs its number in ``reference``. Answers the payment's id."""
    with desk.work(
        _("Take payment"), needs=Permission.TAKE_PAYMENT, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        if amount <= 0:
            work.refuse(_("An amount above zero is needed."))
        if method not in METHODS:
            raise ValueError(f"unknown method {method!r}")
        if method == "check" and not reference.strip():
            work.refuse(_("Type the number of the check."))
        notice = PaymentNotice(
            patient=patient_id, encounter=encounter_id, kind=kind, method=method, amount=amount,
            received_at=work.now, payer=payer.strip(), reference=reference.strip(),
            receipt_number=next_receipt_number(work.now.year),
        )  # fmt: skip
        return int(work.insert(notice).id)


def next_receipt_number(year: int) -> str:
    """``YYYY-NNNN``, counted through the year; numbers of voided receipts are not given again."""
    prefix = f"{year}-"
    last = (
        PaymentNotice.select(PaymentNotice.receipt_number)
        .where((PaymentNotice.receipt_number >= prefix) & (PaymentNotice.receipt_number < f"{year}."))
        .order_by(fn.LENGTH(PaymentNotice.receipt_number).desc(), PaymentNotice.receipt_number.desc())
        .limit(1)
        .scalar()
    )
    return f"{prefix}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:04d}"
