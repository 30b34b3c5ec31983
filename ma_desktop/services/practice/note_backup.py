"""Note in the log that a backup is being made, so that the backup holds it."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk


def note_backup(desk: Desk) -> None:
    with desk.work(_("Backup"), needs=Permission.BACKUP, action="backup"):
        pass
