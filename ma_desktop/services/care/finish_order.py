"""Tick an order off: it was done."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.care.order_row import go_to, the_order
from ma_desktop.services.desk import Desk

#: Kinds of order that nobody carries out on a person without two identifiers.
ASKED_BEFORE = frozenset({"injection"})


def finish_order(desk: Desk, order_id: int, outcome: str = "", *, identity_how: str = "") -> None:
    """A pended order is refused: it is not in force before the provider signed. ``outcome``: how it went, if anything.

    ``identity_how``: which identifiers the patient was asked for, or why they were not; an injection is refused without it.
    """
    order = the_order(order_id)
    with desk.work(
        _("Order done"), needs=Permission.ROOM, patient_id=order.patient_id, encounter_id=order.encounter_id
    ) as work:  # fmt: skip
        if order.kind in ASKED_BEFORE and order.status == "active" and not identity_how.strip():
            work.refuse(_("Ask for name and birth date before an injection."))
        go_to(
            work, order, "completed", done_at=work.now, done_by=desk.worker.user_id, outcome=outcome.strip(),
            identity_how=identity_how.strip(),
        )  # fmt: skip
