"""Take one message out of the queue, in a commit of its own, before the first byte leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import EmailAccount, email_account
from ma_desktop.services.messages.outbox_hours import outbox_hours
from ma_desktop.services.messages.routes import Outgoing


def claim_message(desk: Desk) -> Outgoing | None:
    """The next message whose time has come, now marked ``sending``; ``None`` when there is none.

    In order for each recipient: while an earlier one is on its way or waits for another try, later ones wait behind it.
    What can no longer arrive in time is marked as failed instead. Outside the practice's hours nothing is taken.
    """
    account = email_account(desk)
    now = desk.now()
    _give_up(desk, now)
    if not account.in_use or not outbox_hours(desk).allow(now) or _resting("email", now):
        return None
    item = next((row for row in _due("email", now) if not _behind_another(row)), None)
    return None if item is None else _claim(desk, item, account)


def _due(route: str, now: datetime) -> Any:
    return (
        OutboxItem.standing()
        .where((OutboxItem.status == "waiting") & (OutboxItem.route == route) & _reached(now))
        .order_by(OutboxItem.id)
    )


def _reached(now: datetime) -> Any:
    return OutboxItem.not_before.is_null() | (OutboxItem.not_before <= OutboxItem.not_before.db_value(now))


def _behind_another(item: OutboxItem) -> bool:
    """Tried before and to be tried again, or on its way now."""
    earlier = OutboxItem.standing().where(
        (OutboxItem.route == item.route)
        & (OutboxItem.recipient == item.recipient)
        & (OutboxItem.id < item.id)
        & ((OutboxItem.status == "sending") | ((OutboxItem.status == "waiting") & (OutboxItem.attempts > 0)))
    )
    return bool(earlier.exists())


def _resting(route: str, now: datetime) -> bool:
    """When the route itself was out of order, its next try is the first one's: one knocks for all."""
    waiting = OutboxItem.standing().where(
        (OutboxItem.status == "waiting") & (OutboxItem.route == route) & (OutboxItem.attempts > 0)
    )
    return any(row.payload.get("route_down") and row.not_before and row.not_before > now for row in waiting)


def _claim(desk: Desk, item: OutboxItem, account: EmailAccount) -> Outgoing:
    domain = account.sender.rpartition("@")[2]
    with desk.work(
        _("Send a message"),
        needs=Permission.PERSONAL,
        patient_id=item.patient_id,
        undoable=False,
        action="send",
    ) as work:
        work.update(
            item, status="sending", attempts=item.attempts + 1,
            message_id=item.message_id or f"<{uuid4().hex}@{domain}>",
        )  # fmt: skip
    return Outgoing(
        item.id, item.route, item.recipient, item.payload.get("subject", ""), item.payload.get("text", ""),
        item.message_id, account.values,
    )  # fmt: skip


def _give_up(desk: Desk, now: datetime) -> None:
    late = list(
        OutboxItem.standing()
        .where(
            (OutboxItem.status == "waiting")
            & (OutboxItem.route == "email")
            & (OutboxItem.expires_at <= OutboxItem.expires_at.db_value(now))
        )
        .limit(200)
    )
    if not late:
        return
    with desk.work(_("Messages too late"), needs=Permission.PERSONAL, undoable=False, action="send") as work:
        for item in late:
            why = item.last_error + " " if item.last_error else ""
            work.update(item, status="failed", last_error=why + _("It could not be sent in time."))
