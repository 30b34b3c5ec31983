"""The time zone in which the practice keeps its hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timezone, tzinfo
from zoneinfo import ZoneInfo

import tzlocal

from ma_desktop.domain import settings
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk


def practice_zone(desk: Desk) -> tzinfo:
    """A zone that knows when the clock changes: that of the desk's clock, or the computer's where the clock has only an offset."""
    now = desk.now()
    zone = now.tzinfo or UTC
    if not isinstance(zone, timezone):
        return zone
    here: tzinfo = tzlocal.get_localzone()
    return here if now.astimezone(here).utcoffset() == now.utcoffset() else zone


def in_practice_zone(clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock as the practice reads it: a computer that travels, or is set wrongly, does not move the day."""
    row = Setting.get_or_none((Setting.key == settings.TIME_ZONE.key) & (Setting.user == 0))
    if row is None or not row.value:
        return clock
    zone = ZoneInfo(str(row.value))
    return lambda: clock().astimezone(zone)
