"""The hours in which this practice calls and writes to people."""

from __future__ import annotations

from ma_desktop.domain import settings
from ma_desktop.domain.outbox import Hours
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.schedule.practice_zone import practice_zone


def outbox_hours(desk: Desk) -> Hours:
    """In the practice's own time, right across the change of the clock."""
    kept = practice_settings(desk)
    return Hours(int(kept[settings.CALLS_FROM]), int(kept[settings.CALLS_UNTIL]), practice_zone(desk))
