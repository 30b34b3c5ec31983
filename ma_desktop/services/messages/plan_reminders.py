"""Bring the Outbox to what the reminders' rules ask for."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.reminder_plan import ReminderPlan, Wanted, reminder_plan


def plan_reminders(desk: Desk) -> ReminderPlan:
    """Queues, changes and withdraws; answers what was done. Nothing to do writes nothing, so it may run often."""
    plan = reminder_plan(desk)
    if plan.empty:
        return plan
    with desk.work(_("Plan reminders"), needs=Permission.PERSONAL, undoable=False, action="plan") as work:
        work.insert_many(
            [
                OutboxItem(
                    key=one.key, route=one.route, kind="reminder", patient=one.patient_id, appointment=one.appointment_id,
                    title=one.title, recipient=one.recipient, payload=dict(one.payload), not_before=one.not_before,
                    expires_at=one.expires_at, queued_at=work.now,
                )
                for one in plan.fresh
            ]
        )  # fmt: skip
        for item_id, one in plan.changed:
            work.update(OutboxItem.get_by_id(item_id), **_as_wanted(one))
        for item_id, why in plan.withdrawn:
            item = OutboxItem.get_by_id(item_id)
            work.update(item, status="cancelled", last_error=why, payload={**item.payload, "withdrawn": True})
    return plan


def _as_wanted(one: Wanted) -> dict[str, object]:
    return {
        "route": one.route, "recipient": one.recipient, "payload": dict(one.payload), "not_before": one.not_before,
        "status": "waiting", "last_error": "",
    }  # fmt: skip
