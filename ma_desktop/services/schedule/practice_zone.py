"""The time zone in which the practice keeps its hours."""

from __future__ import annotations

from datetime import UTC, timezone, tzinfo

import tzlocal

from ma_desktop.services.desk import Desk


def practice_zone(desk: Desk) -> tzinfo:
    """A zone that knows when the clock changes: that of the desk's clock, or the computer's where the clock has only an offset."""
    now = desk.now()
    zone = now.tzinfo or UTC
    if not isinstance(zone, timezone):
        return zone
    here: tzinfo = tzlocal.get_localzone()
    return here if now.astimezone(here).utcoffset() == now.utcoffset() else zone
