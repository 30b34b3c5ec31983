"""Take something out of the Outbox before it is sent."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk


def cancel_message(desk: Desk, item_id: int, reason: str) -> None:
    """It stays in the record as cancelled, with the reason."""
    item: OutboxItem = OutboxItem.get_by_id(item_id)
    with desk.work(
        _("Cancel message"), needs=Permission.TASKS, patient_id=item.patient_id, reason=reason
    ) as work:
        if item.status == "sending":
            work.refuse(_("It is being sent right now. Wait a moment for the server's answer."))
        if item.status not in {"waiting", "failed", "unclear"}:
            work.refuse(_("This is done; there is nothing to cancel."))
        if not reason.strip():
            work.refuse(_("Say why it is not sent."))
        work.update(item, status="cancelled", last_error=reason.strip())
