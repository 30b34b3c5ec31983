"""An order is put off: not today, but it stands."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.care.order_row import go_to, the_order
from ma_desktop.services.desk import Desk


def defer_order(desk: Desk, order_id: int, reason: str) -> None:
    """Leaves a task behind, so that what was put off is not forgotten."""
    order = the_order(order_id)
    with desk.work(
        _("Put off order"), needs=Permission.CHART_ENTRY, patient_id=order.patient_id, encounter_id=order.encounter_id,
        reason=reason,
    ) as work:  # fmt: skip
        if not reason.strip():
            work.refuse(_("Say until when or why the order is put off."))
        go_to(work, order, "on-hold", outcome=reason.strip())
        work.insert(
            Task(
                patient=order.patient_id, encounter=order.encounter_id, kind="order",
                description=_("Put off: {order} ({reason})").format(order=order.display, reason=reason.strip()),
                next_action=_("Do it or book it"), owner_role="ma",
            )
        )  # fmt: skip
