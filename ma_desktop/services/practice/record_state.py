"""How safe the record is, for the status bar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.models import AuditEvent, Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.note_verified_backup import VERIFIED


@dataclass(frozen=True, slots=True)
class RecordState:
    """``backup_at``: when the last copy passed its test, ``None``: never. ``backup_folder``: as set up, or empty."""

    backup_at: datetime | None
    backup_folder: str


def record_state(desk: Desk) -> RecordState:
    last = (
        AuditEvent.select(AuditEvent.at)
        .where((AuditEvent.action == VERIFIED) & (AuditEvent.outcome == "ok"))
        .order_by(AuditEvent.seq.desc())
        .first()
    )
    folder = Setting.standing().where((Setting.key == "backup.folder") & (Setting.user == 0)).first()
    return RecordState(last.at if last else None, str(folder.value or "") if folder else "")
