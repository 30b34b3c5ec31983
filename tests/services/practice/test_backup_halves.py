"""A backup in two halves: note_backup on the writing thread, copy_record on another while work goes on."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.models import AuditEvent
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.copy_record import copy_record
from ma_desktop.services.practice.note_backup import note_backup


def test_the_copy_holds_the_note_of_itself(desk: Desk, tmp_path: Path) -> None:
    note_backup(desk)
    last = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert (last.title, last.action) == ("Backup", "backup")
    report = copy_record(desk.record, tmp_path / "usb")
    assert report.audit_rows == AuditEvent.select().count()
