"""Damage in the write-ahead log must not pass for its end."""

from __future__ import annotations

from pathlib import Path

from ma_desktop.storage.record import Record
from ma_desktop.storage.wal import damaged_frames


def test_a_whole_log_is_whole(record: Record) -> None:
    for number in range(4):
        record.database.execute_sql(f"CREATE TABLE scratch_{number} (a)")
    assert damaged_frames(record.folder / "record.ma-wal") == 0


def test_a_flipped_byte_in_an_early_frame_is_damage(record: Record, tmp_path: Path) -> None:
    for number in range(4):
        record.database.execute_sql(f"CREATE TABLE scratch_{number} (a)")
    raw = bytearray((record.folder / "record.ma-wal").read_bytes())
    raw[32 + 24 + 100] ^= 1
    copy = tmp_path / "copy-wal"
    copy.write_bytes(bytes(raw))
    assert damaged_frames(copy) > 0


def test_an_unfinished_last_commit_is_not_damage(record: Record, tmp_path: Path) -> None:
    for number in range(4):
        record.database.execute_sql(f"CREATE TABLE scratch_{number} (a)")
    raw = (record.folder / "record.ma-wal").read_bytes()
    copy = tmp_path / "copy-wal"
    copy.write_bytes(raw[:-2000])
    assert damaged_frames(copy) == 0


def test_no_log_is_whole(tmp_path: Path) -> None:
    assert damaged_frames(tmp_path / "none") == 0
