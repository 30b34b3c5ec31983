"""The provider signs what was pended."""

from __future__ import annotations

from ma_desktop.domain import orders
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.care.order_row import go_to, the_order
from ma_desktop.services.desk import Desk


def sign_order(desk: Desk, order_id: int) -> None:
    """Under the provider's own name (sign in place): a draft comes into force."""
    order = the_order(order_id)
    with desk.work(
        _("Sign order"), needs=Permission.SIGN_NOTE, patient_id=order.patient_id, encounter_id=order.encounter_id
    ) as work:  # fmt: skip
        if order.status != "draft":
            work.refuse(_("This order does not wait for a signature."))
        go_to(work, order, "active", how=orders.SIGNED)
