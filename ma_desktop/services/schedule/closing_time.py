"""When the last provider's hours of a day end."""

from __future__ import annotations

from datetime import date, datetime

from ma_desktop.domain.template import Kind
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_spans import day_spans


def closing_time(desk: Desk, day: date) -> datetime | None:
    """In the practice's zone; ``None`` on a day without hours, and where the practice entered none."""
    ends = [
        span.end
        for spans in day_spans(desk, day).spans.values()
        for span in spans
        if span.kind in (Kind.OPEN, Kind.WAVE, Kind.HOLD)
    ]
    return max(ends) if ends else None
