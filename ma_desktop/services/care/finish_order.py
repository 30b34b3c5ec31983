"""Tick an order off: it was done."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.care.order_row import go_to, the_order
from ma_desktop.services.desk import Desk


def finish_order(desk: Desk, order_id: int, outcome: str = "") -> None:
    """A pended order is refused: it is not in force before the provider signed. ``outcome``: how it went, if anything."""
    order = the_order(order_id)
    with desk.work(
        _("Order done"), needs=Permission.ROOM, patient_id=order.patient_id, encounter_id=order.encounter_id
    ) as work:  # fmt: skip
        go_to(
            work, order, "completed", done_at=work.now, done_by=desk.worker.user_id, outcome=outcome.strip()
        )
