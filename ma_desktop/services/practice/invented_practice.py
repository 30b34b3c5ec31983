"""Whether everybody in this record is invented: a demo, or a practice to train in."""

from __future__ import annotations

from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk

KEY = "practice.invented"


def invented_practice(desk: Desk) -> bool:
    """Only what ``make_demo`` filled says yes; a practice's own record never does."""
    row = Setting.standing().where((Setting.key == KEY) & (Setting.user == 0)).first()
    return row is not None and bool(row.value)
