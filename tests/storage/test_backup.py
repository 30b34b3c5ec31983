"""A backup is good when it was restored and looked through, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from ma_desktop.storage.backup import backup, restore
from ma_desktop.storage.errors import BundleNotThere, DamagedRecord, RecordExists
from ma_desktop.storage.record import Record, open_record
from tests.conftest import PASSWORD


def test_a_backup_restores_to_the_same_practice(record: Record, tmp_path: Path, clock) -> None:
    report = backup(record, tmp_path / "usb")
    assert report.counts["patient"] == 41
    assert report.audit_rows > 0
    restore(report.file, tmp_path / "restored")
    again = open_record(tmp_path / "restored", "ada", PASSWORD, store=None, now=clock())
    assert again.database.execute_sql("SELECT COUNT(*) FROM patient").fetchone()[0] == 41
    again.close()


def test_a_backup_holds_nothing_readable_and_leaves_no_scratch(record: Record, tmp_path: Path) -> None:
    family = record.database.execute_sql("SELECT family FROM patient WHERE id = 1").fetchone()[0]
    report = backup(record, tmp_path / "usb")
    assert [p.name for p in (tmp_path / "usb").iterdir()] == [report.file.name]
    assert family.encode() not in report.file.read_bytes()


def test_a_damaged_bundle_is_refused_before_anything_is_unpacked(record: Record, tmp_path: Path) -> None:
    report = backup(record, tmp_path / "usb")
    raw = bytearray(report.file.read_bytes())
    raw[len(raw) // 2] ^= 1
    report.file.write_bytes(bytes(raw))
    with pytest.raises(DamagedRecord):
        restore(report.file, tmp_path / "restored")
    assert list((tmp_path / "restored").iterdir()) == []


def test_a_restore_never_overwrites(record: Record, tmp_path: Path) -> None:
    report = backup(record, tmp_path / "usb")
    with pytest.raises(RecordExists):
        restore(report.file, record.folder)
    with pytest.raises(BundleNotThere):
        restore(tmp_path / "nothing.mabackup", tmp_path / "restored")
