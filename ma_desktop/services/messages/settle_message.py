"""Write down what became of one try, with the server's own words."""

from __future__ import annotations

from ma_desktop.domain import lifecycles
from ma_desktop.domain.outbox import STATUSES, Outcome, next_try
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.outbox_hours import outbox_hours


def settle_message(desk: Desk, item_id: int, outcome: Outcome) -> None:
    """A message that was delivered keeps its proof and gives up its content."""
    item: OutboxItem = OutboxItem.get_by_id(item_id)
    title = _("Message delivered") if outcome.kind == "sent" else _("Message not delivered")
    with desk.work(
        title, needs=Permission.PERSONAL, patient_id=item.patient_id, undoable=False, action="send"
    ) as work:
        status = "waiting" if outcome.kind == "later" else outcome.kind
        lifecycles.check(STATUSES, item.status, status)
        if outcome.kind == "sent":
            work.update(item, status=status, proof=outcome.proof, sent_at=work.now, last_error="", payload={})
            return
        payload = {name: value for name, value in item.payload.items() if name != "route_down"}
        if outcome.route_down:
            payload["route_down"] = True
        again = item.not_before
        if outcome.kind == "later":
            again = next_try(work.now, item.attempts, outbox_hours(desk))
        work.update(item, status=status, last_error=outcome.words, payload=payload, not_before=again)
