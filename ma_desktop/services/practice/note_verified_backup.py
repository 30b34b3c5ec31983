"""Note in the log that a backup passed its test."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk

#: ``AuditEvent.action`` of a copy that was restored to a scratch place and checked.
VERIFIED = "backup-verified"


def note_verified_backup(desk: Desk) -> None:
    """Only after ``copy_record`` came back: it raises when the copy does not pass."""
    with desk.work(_("Backup verified"), needs=Permission.BACKUP, action=VERIFIED):
        pass
