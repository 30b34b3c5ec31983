"""Write one proved backup."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.copy_record import copy_record
from ma_desktop.services.practice.note_backup import note_backup
from ma_desktop.services.practice.note_verified_backup import note_verified_backup
from ma_desktop.storage.backup import BackupReport


def back_up(desk: Desk, destination: Path) -> BackupReport:
    """The log's entry is made first, so that the backup holds it; that the copy passed its test is noted after."""
    note_backup(desk)
    report = copy_record(desk.record, destination)
    note_verified_backup(desk)
    return report
