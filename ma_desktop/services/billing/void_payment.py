"""Take a payment back: a second entry against the first, with the reason."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import PaymentNotice
from ma_desktop.services.desk import Desk


def void_payment(desk: Desk, payment_id: int, reason: str) -> int:
    """Answers the id of the entry that takes it back. The receipt number is not given again."""
    payment: PaymentNotice = PaymentNotice.get_by_id(payment_id)
    with desk.work(
        _("Void payment"), needs=Permission.VOID_PAYMENT, patient_id=payment.patient_id,
        encounter_id=payment.encounter_id, reason=reason,
    ) as work:  # fmt: skip
        if not reason.strip():
            work.refuse(_("Say why the payment is taken back."))
        if PaymentNotice.standing().where(PaymentNotice.voids == payment.id).exists():
            work.refuse(_("This payment was already taken back."))
        back = PaymentNotice(
            patient=payment.patient_id, encounter=payment.encounter_id, kind=payment.kind, method=payment.method,
            amount=-payment.amount, received_at=work.now, voids=payment.id, note=reason.strip(),
        )  # fmt: skip
        return int(work.insert(back).id)
