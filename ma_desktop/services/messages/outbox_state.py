"""The Outbox in two numbers, and when it next has something to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from ma_desktop.domain.outbox import OPEN
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class OutboxState:
    """``waiting``: everything not gone yet; ``asking``: what a person has to decide; ``next_at``: of the mail that waits."""

    waiting: int
    asking: int
    next_at: datetime | None = None


def outbox_state(desk: Desk) -> OutboxState:
    rows = (
        OutboxItem.select(OutboxItem.status, fn.COUNT(OutboxItem.id))
        .where(OutboxItem.stands() & OutboxItem.status.in_(list(OPEN)))
        .group_by(OutboxItem.status)
        .tuples()
    )
    counts = {status: int(count) for status, count in rows}
    first = (
        OutboxItem.standing()
        .where((OutboxItem.status == "waiting") & (OutboxItem.route == "email"))
        .order_by(OutboxItem.not_before)
        .first()
    )
    return OutboxState(
        sum(counts.values()),
        counts.get("unclear", 0) + counts.get("failed", 0),
        first.not_before if first else None,
    )
