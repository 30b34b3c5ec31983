"""Write one proved backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.storage.backup import BackupReport, backup


def back_up(desk: Desk, destination: Path) -> BackupReport:
    """The log's entry is made first, so that the backup holds it; the test of the copy comes after."""
    with desk.work(_("Backup"), needs=Permission.BACKUP, action="backup"):
        pass
    return backup(cast(Any, desk.record), destination)
