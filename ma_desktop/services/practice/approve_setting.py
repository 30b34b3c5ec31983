"""A provider says yes to a threshold."""

from __future__ import annotations

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk


def approve_setting(desk: Desk, key: str) -> None:
    """Approves the value as it stands now."""
    declared = settings.BY_KEY[key]
    with desk.work(_("Approve setting"), needs=Permission.APPROVE_SETTINGS) as work:
        row = Setting.get_or_none((Setting.key == key) & (Setting.user == 0))
        if row is None:
            row = work.insert(Setting(key=key, value=declared.default))
        work.update(row, approved_by=desk.worker.user_id, approved_at=work.now)
