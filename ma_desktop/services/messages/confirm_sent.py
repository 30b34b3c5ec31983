"""A person found out that a message did arrive, although no server said so."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk


def confirm_sent(desk: Desk, item_id: int) -> None:
    item: OutboxItem = OutboxItem.get_by_id(item_id)
    with desk.work(
        _("Message counts as sent"), needs=Permission.TASKS, patient_id=item.patient_id, undoable=False
    ) as work:
        if item.status != "unclear":
            work.refuse(_("Nobody needs to decide about this message."))
        proof = _("Counts as sent: {who}, {when}").format(
            who=desk.worker.name, when=f"{work.now:%Y-%m-%d %H:%M}"
        )
        work.update(item, status="sent", sent_at=work.now, proof=proof, payload={})
