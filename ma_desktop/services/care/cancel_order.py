"""An order is not wanted any more."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.care.order_row import go_to, the_order
from ma_desktop.services.desk import Desk


def cancel_order(desk: Desk, order_id: int, reason: str) -> None:
    """``reason`` stays with the order; what was done cannot be cancelled."""
    order = the_order(order_id)
    with desk.work(
        _("Cancel order"), needs=Permission.CHART_ENTRY, patient_id=order.patient_id, encounter_id=order.encounter_id,
        reason=reason,
    ) as work:  # fmt: skip
        if not reason.strip():
            work.refuse(_("Say why the order is cancelled."))
        go_to(work, order, "revoked", outcome=reason.strip())
