"""Put something into the Outbox, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk


def queue_message(
    desk: Desk,
    *,
    key: str,
    route: str,
    title: str,
    recipient: str,
    payload: Mapping[str, Any],
    kind: str = "reminder",
    patient_id: int | None = None,
    appointment_id: int | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> int:
    """Answers the item's id; the same ``key`` again answers the first one and changes nothing.

    ``payload``: what the route needs, the least that does the job. What waits is taken back by cancelling, not by Undo.
    """
    found = OutboxItem.get_or_none(OutboxItem.key == key)
    if found is not None:
        return int(found.id)
    with desk.work(
        _("Put into the Outbox"), needs=Permission.TASKS, patient_id=patient_id, undoable=False
    ) as work:
        row = OutboxItem(
            key=key, route=route, kind=kind, patient=patient_id, appointment=appointment_id, title=title,
            recipient=recipient, payload=dict(payload), not_before=not_before, expires_at=expires_at, queued_at=work.now,
        )  # fmt: skip
        return int(work.insert(row).id)
