"""Send again, because a person says so."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk


def retry_message(desk: Desk, item_id: int) -> None:
    """Of what failed, waits for its next try, or is unclear: due now, under the same Message-ID, so that a mailbox that
    has it already can tell."""
    item: OutboxItem = OutboxItem.get_by_id(item_id)
    with desk.work(
        _("Send again"), needs=Permission.TASKS, patient_id=item.patient_id, undoable=False
    ) as work:
        if item.status == "sending":
            work.refuse(_("It is being sent right now. Wait a moment for the server's answer."))
        if item.status not in {"waiting", "failed", "unclear"}:
            work.refuse(_("This is done and is not sent again."))
        if item.expires_at is not None and item.expires_at <= work.now:
            work.refuse(_("It is too late for this message. Call instead."))
        payload = {name: value for name, value in item.payload.items() if name != "route_down"}
        work.update(item, status="waiting", not_before=work.now, payload=payload)
