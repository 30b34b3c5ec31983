"""Open a held time before it opens by itself."""

from __future__ import annotations

from datetime import UTC, datetime

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.template import Kind
from ma_desktop.i18n import _
from ma_desktop.models import Slot
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import day_spans
from ma_desktop.services.schedule.practice_zone import practice_zone


def release_hold(desk: Desk, practitioner_id: int, at: datetime) -> None:
    """``at``: any time within the hold, aware. Of the weekly template only that one day is opened."""
    with desk.work(_("Release held time"), needs=Permission.BOOK) as work:
        at = at.astimezone(practice_zone(desk))
        spans = day_spans(desk, at.date()).spans.get(practitioner_id, ())
        hold = next((s for s in spans if s.kind is Kind.HOLD and s.start <= at < s.end), None)
        if hold is None:
            work.refuse(_("No time is held there now."))
            return
        if hold.source == "exception" and hold.source_id:
            work.update(Slot.get_by_id(hold.source_id), released_at=work.now)
            return
        minutes = int((hold.end.astimezone(UTC) - hold.start.astimezone(UTC)).total_seconds()) // 60
        work.insert(
            Slot(
                practitioner=practitioner_id, kind=str(Kind.HOLD), start=hold.start, minutes=minutes, label=hold.label,
                released_at=work.now,
            )
        )  # fmt: skip
