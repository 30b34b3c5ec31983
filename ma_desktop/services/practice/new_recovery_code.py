"""Put a new recovery code in place of the old one."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk


def new_recovery_code(desk: Desk) -> str:
    """Answers the code, shown once; the sheet printed before opens nothing any more (but old backups)."""
    with desk.work(_("New recovery code"), needs=Permission.MANAGE_USERS, undoable=False, action="password"):
        return desk.record.new_recovery_code()
