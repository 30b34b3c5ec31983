"""How each person keeps the window: theme, text size, places of the panels."""

from __future__ import annotations

from typing import Any

from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk

#: Every key of this kind begins so; ``setting.user`` says whose it is.
PREFIX = "window."


def layout(desk: Desk) -> dict[str, Any]:
    """What ``remember_layout`` kept for the present worker, by name."""
    rows = Setting.standing().where((Setting.user == desk.worker.user_id) & Setting.key.startswith(PREFIX))
    return {row.key.removeprefix(PREFIX): row.value for row in rows}
