"""documents.ma: encrypted, once by content, copied into backups only when new, gathered after a restore, verified."""

from __future__ import annotations

import os
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ma_desktop.models import Attachment
from ma_desktop.storage import backup as backup_module
from ma_desktop.storage.backup import backup, restore
from ma_desktop.storage.documents import Documents, Looked
from ma_desktop.storage.errors import BackupNotGood, DamagedRecord
from ma_desktop.storage.record import Record, open_record
from ma_desktop.storage.verify import verify
from tests.conftest import PASSWORD

KEY = bytes(range(32))
LONG = b"card of the insurance " * 40_000


def refer(record: Record, digest: str) -> None:
    """Whatever columns a reference has, this is one to ``digest``."""
    at = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
    with record.database.bind_ctx([Attachment]):
        Attachment.insert(
            kind="photo", media_type="image/jpeg", digest=digest, size=1, taken_at=at, recorded_at=at
        ).execute()


def test_content_comes_back_is_kept_once_and_is_nowhere_readable(tmp_path: Path) -> None:
    documents = Documents(tmp_path, KEY)
    assert documents.digests() == set()
    one, empty = documents.put(LONG), documents.put(b"")
    assert documents.put(LONG) == one
    assert documents.get(one) == LONG
    assert documents.get(empty) == b""
    assert documents.digests() == {one, empty}
    assert documents.check() == Looked(2, 0, True)
    assert [path.name for path in tmp_path.iterdir()] == ["documents.ma"]
    assert b"insurance" not in documents.path.read_bytes()
    assert documents.path.stat().st_size < 2 * len(LONG)


def test_another_key_and_damage_are_said(tmp_path: Path) -> None:
    documents = Documents(tmp_path, KEY)
    digest = documents.put(LONG)
    with pytest.raises(DamagedRecord):
        Documents(tmp_path, bytes(32)).get(digest)
    with pytest.raises(DamagedRecord):
        documents.get("0" * 64)
    raw = bytearray(documents.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    documents.path.write_bytes(bytes(raw))
    with pytest.raises(DamagedRecord):
        documents.check()


def test_backups_copy_only_what_is_new_and_a_restore_has_all(record: Record, tmp_path: Path, clock) -> None:
    usb = tmp_path / "usb"
    first = record.documents.put(os.urandom(300_000))
    refer(record, first)
    one = backup(record, usb)
    second = record.documents.put(b"second")
    refer(record, second)
    two, three = backup(record, usb), backup(record, usb)
    held = []
    for report in (one, two, three):
        with tarfile.open(report.file) as tar:
            held.append(tar.getmember("documents.ma").size if "documents.ma" in tar.getnames() else 0)
    assert held[0] > 300_000 > held[1] > 0 == held[2]
    manifest = restore(three.file, tmp_path / "restored")
    assert manifest["documents_missing"] == 0
    again = open_record(tmp_path / "restored", "ada", PASSWORD, store=None, now=clock())
    assert again.documents.digests() == {first, second}
    assert again.documents.get(second) == b"second"
    assert not list((tmp_path / "restored").glob("documents-*.ma"))
    assert verify(again, {})["documents"] == {"count": 2, "damaged": 0, "missing": 0}
    again.close()


def test_a_renamed_bundle_is_found_and_a_missing_one_is_said_but_the_record_comes_back(
    record: Record, tmp_path: Path, clock
) -> None:  # fmt: skip
    usb = tmp_path / "usb"
    digest = record.documents.put(b"first")
    refer(record, digest)
    one, two = backup(record, usb), backup(record, usb)
    one.file.rename(usb / "monday.mabackup")
    assert restore(two.file, tmp_path / "a")["documents_missing"] == 0
    (usb / "monday.mabackup").unlink()
    assert restore(two.file, tmp_path / "b")["documents_missing"] == 1
    again = open_record(tmp_path / "b", "ada", PASSWORD, store=None, now=clock())
    report = verify(again, {})
    assert (report["documents"]["missing"], report["ok"]) == (1, False)
    again.close()
    three = backup(record, usb)  # the next bundle holds it again
    assert restore(three.file, tmp_path / "c")["documents_missing"] == 0


def test_a_backup_whose_documents_do_not_come_back_is_not_called_good(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.documents.put(b"first")
    monkeypatch.setattr(backup_module, "fetch_documents", lambda *_what: [])
    with pytest.raises(BackupNotGood, match="documents"):
        backup(record, tmp_path / "usb")


def test_a_power_cut_between_gathering_and_tidying_loses_nothing(tmp_path: Path) -> None:
    piece = Documents(tmp_path / "x", KEY)
    piece.folder.mkdir()
    digest = piece.put(LONG)
    target = Documents(tmp_path, KEY)
    piece.path.rename(tmp_path / "documents-one.ma")
    assert target.gather() == 1
    piece.put(LONG)
    piece.path.rename(tmp_path / "documents-one.ma")  # as if it had not been taken away
    assert target.gather() == 0
    assert target.get(digest) == LONG
