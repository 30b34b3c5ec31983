"""One bundle that proves itself: copied in one step, then restored to a scratch place and looked through."""

from __future__ import annotations

import json
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ma_desktop.storage import audit_chain
from ma_desktop.storage.durable_file import sync_folder
from ma_desktop.storage.errors import BackupNotGood, DamagedRecord, NoSuchRecord, ReadOnlyFolder, RecordExists
from ma_desktop.storage.key_file import NAMES

if TYPE_CHECKING:
    from ma_desktop.storage.record import Record

_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """``file``: the bundle; ``counts``: rows of every table, the same in record and restored copy."""

    file: Path
    bytes: int
    counts: dict[str, int]
    audit_rows: int


def backup(record: Record, destination: Path) -> BackupReport:
    """Writes ``ma-desktop-<UTC time>.mabackup`` into ``destination``; raises ``BackupNotGood`` when its test fails.

    The record stays open and in use. Everything in the bundle is ciphertext but the manifest's counts and digests.
    """
    try:
        destination.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyFolder from error
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    bundle = destination / f"ma-desktop-{stamp}.mabackup"
    with tempfile.TemporaryDirectory(dir=destination, prefix=".making-") as scratch:
        folder = Path(scratch)
        _copy_pages(record, folder / "record.ma")
        for name in NAMES:
            shutil.copyfile(record.folder / name, folder / name)
        counts, rows = _looked_through(folder / "record.ma", record._data_key, record.audit_key)
        files = {p.name: sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}
        manifest = {"format": 1, "made": stamp, "files": files, "counts": counts, "audit_rows": rows}
        (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
        unfinished = folder / "bundle"
        with tarfile.open(unfinished, "w") as tar:
            for name in (*files, _MANIFEST):
                tar.add(folder / name, arcname=name)
        unfinished.replace(bundle)
    sync_folder(destination)
    _proved(bundle, record, counts, rows)
    return BackupReport(bundle, bundle.stat().st_size, counts, rows)


def restore(bundle: Path, folder: Path) -> dict[str, Any]:
    """Unpacks a bundle into an empty folder after checking every digest; answers its manifest.

    Raises ``RecordExists``, ``NoSuchRecord``, ``DamagedRecord``. Opening it asks for a password or recovery
    code as always; on another computer only the recovery code opens slots that a key store guards.
    """
    if not bundle.is_file():
        raise NoSuchRecord
    if (folder / "record.ma").exists():
        raise RecordExists
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as scratch:
        manifest = _unpacked(bundle, Path(scratch))
        for name in manifest["files"]:
            (Path(scratch) / name).replace(folder / name)
    sync_folder(folder)
    return manifest


def _unpacked(bundle: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(bundle) as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text())
        for name, digest in manifest["files"].items():
            if sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise DamagedRecord(name)
    except (OSError, ValueError, KeyError, tarfile.TarError) as error:
        raise DamagedRecord(bundle.suffix) from error
    return manifest


def _copy_pages(record: Record, target: Path) -> None:
    """SQLite's online backup between two connections with the same key: a consistent copy, still encrypted."""
    copy = _connected(target, record._data_key)
    source = _connected(record.folder / "record.ma", record._data_key)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()


def _connected(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _proved(bundle: Path, record: Record, counts: dict[str, int], rows: int) -> None:
    with tempfile.TemporaryDirectory(dir=bundle.parent, prefix=".testing-") as scratch:
        restore(bundle, Path(scratch) / "restored")
        again = _looked_through(Path(scratch) / "restored" / "record.ma", record._data_key, record.audit_key)
    if again != (counts, rows):
        raise BackupNotGood("counts")


def _looked_through(path: Path, key: bytes, audit_key: bytes) -> tuple[dict[str, int], int]:
    """Row counts and length of the log, after every check that ``verify`` makes of the pages."""
    connection = _connected(path, key)
    try:
        if connection.execute("PRAGMA cipher_integrity_check").fetchone():
            raise BackupNotGood("pages")
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupNotGood("integrity")
        chain = audit_chain.verify(_Sql(connection), audit_key)
        if not chain.ok:
            raise BackupNotGood("log")
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        )
        tables = [name for (name,) in names.fetchall() if not name.startswith(("sqlite_", "patient_trigram"))]
        return {
            t: connection.execute(f'SELECT COUNT(*) FROM "{t}"').fetchone()[0] for t in tables
        }, chain.rows
    except dbapi2.DatabaseError as error:
        raise BackupNotGood("pages") from error
    finally:
        connection.close()


class _Sql:
    """A bare connection with the one method that the chain asks of a database."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute_sql(self, statement: str) -> Any:
        return self._connection.execute(statement)
