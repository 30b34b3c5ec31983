"""Decide how the practice works."""

from __future__ import annotations

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk

#: Characters of a value that the log's line tells; the whole of it stands in the versions.
_SHOWN = 120


def change_setting(desk: Desk, key: str, typed: str) -> None:
    """``typed``: the new value as text. A value that a provider had approved has to be approved anew."""
    declared = settings.BY_KEY[key]
    with desk.work(_("Change setting"), needs=Permission.SETTINGS) as work:
        value = declared.read(typed)
        row = Setting.get_or_none((Setting.key == key) & (Setting.user == 0))
        old = declared.default if row is None else row.value
        if old != value:
            work.reason = f"{key}: {str(old)[:_SHOWN]} → {str(value)[:_SHOWN]}"
        if row is None:
            work.insert(Setting(key=key, value=value))
        elif row.value != value:
            work.update(row, value=value, approved_by=None, approved_at=None)
