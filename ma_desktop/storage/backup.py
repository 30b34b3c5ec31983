"""One bundle that proves itself: copied in one step, then restored to a scratch place and looked through."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from ma_desktop.storage import audit_chain
from ma_desktop.storage.bundle_documents import add_documents, fetch_documents
from ma_desktop.storage.connection import in_plain_words
from ma_desktop.storage.documents import FILE as DOCUMENTS
from ma_desktop.storage.documents import Documents
from ma_desktop.storage.door import RESTORED, Door
from ma_desktop.storage.durable_file import sync_folder, trouble_of
from ma_desktop.storage.errors import (
    BackupNotGood,
    BundleNotThere,
    DamagedRecord,
    DiskFull,
    NewerRecord,
    RecordExists,
)
from ma_desktop.storage.key_file import NAMES
from ma_desktop.storage.local_folder import refuse_shared_folder

if TYPE_CHECKING:
    from ma_desktop.storage.record import Record

FORMAT = 1
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
        return _made(record, destination)
    except OSError as error:
        raise trouble_of(error) from error
    except dbapi2.DatabaseError as error:
        raise in_plain_words(error) from error


def _made(record: Record, destination: Path) -> BackupReport:
    destination.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    bundle = destination / f"ma-desktop-{stamp}.mabackup"
    with tempfile.TemporaryDirectory(dir=destination, prefix=".making-") as scratch:
        folder = Path(scratch)
        _copy_pages(record, folder / "record.ma")
        for name in NAMES:
            shutil.copyfile(record.folder / name, folder / name)
        counts, rows = _looked_through(folder / "record.ma", record._data_key, record.audit_key)
        documents = add_documents(record.documents, bundle, folder)
        files = {p.name: _digest(p) for p in sorted(folder.iterdir())}
        manifest = {
            "format": FORMAT, "made": stamp, "name": bundle.name, "files": files, "counts": counts, "audit_rows": rows,
            "documents": documents,
        }  # fmt: skip
        (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
        unfinished = folder / "bundle"
        with tarfile.open(unfinished, "w") as tar:
            for name in (*files, _MANIFEST):
                tar.add(folder / name, arcname=name)
        _sync_file(unfinished)
        unfinished.replace(bundle)
    sync_folder(destination)
    _proved(bundle, record, counts, rows)
    return BackupReport(bundle, bundle.stat().st_size, counts, rows)


def restore(bundle: Path, folder: Path) -> dict[str, Any]:
    """Unpacks a bundle into an empty folder after checking every digest; answers its manifest.

    Raises ``RecordExists``, ``BundleNotThere``, ``DamagedRecord``, ``DiskFull``. The first opening notes it in the
    log. Documents that earlier bundles of the same folder hold are fetched from them; ``documents_missing`` of the answer counts
    those that were not found. Opening it asks for a password or recovery
    code as always; on another computer only the recovery code opens slots that a key store guards.
    """
    if not bundle.is_file():
        raise BundleNotThere
    if any((folder / name).exists() for name in ("record.ma", *NAMES)):
        raise RecordExists
    refuse_shared_folder(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".restoring-") as scratch:
            manifest = _unpacked(bundle, Path(scratch))
            pieces = fetch_documents(bundle, Path(scratch), manifest)
            names = [name for name in manifest["files"] if name != DOCUMENTS] + pieces
            for name in names:
                _sync_file(Path(scratch) / name)
            for name in sorted(names, key=lambda name: name == "record.ma"):
                (Path(scratch) / name).replace(folder / name)
        sync_folder(folder)
        Door(folder).note(datetime.now(UTC), RESTORED, ok=True)
    except OSError as error:
        raise trouble_of(error) from error
    return manifest


def _unpacked(bundle: Path, folder: Path) -> dict[str, Any]:
    """Every file of the manifest, with its digest, and nothing that is not a plain file of this folder."""
    try:
        with tarfile.open(bundle) as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_bytes())
        if manifest["format"] > FORMAT:
            raise NewerRecord
        for name, digest in manifest["files"].items():
            if Path(name).name != name or not (folder / name).is_file() or _digest(folder / name) != digest:
                raise DamagedRecord(bundle.suffix)
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        tarfile.TarError,
        FileNotFoundError,
        EOFError,
    ) as error:
        raise DamagedRecord(bundle.suffix) from error
    if not {"record.ma", *NAMES} <= manifest["files"].keys():
        raise DamagedRecord(bundle.suffix)
    return manifest


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


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
        manifest = restore(bundle, Path(scratch) / "restored")
        again = _looked_through(Path(scratch) / "restored" / "record.ma", record._data_key, record.audit_key)
        _documents_back(Documents(Path(scratch) / "restored", record._data_key), manifest)
    if again != (counts, rows):
        raise BackupNotGood("counts")


def _documents_back(documents: Documents, manifest: dict[str, Any]) -> None:
    """Every document of the record came back, from this bundle and those before it, with its digest."""
    documents.gather()
    looked, back = documents.check(), {documents.name_of(digest) for digest in documents.digests()}
    if not looked.ok or not manifest["documents"].keys() <= back:
        raise BackupNotGood("documents")


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
        if isinstance(plain := in_plain_words(error), DiskFull):
            raise plain from error
        raise BackupNotGood("pages") from error
    finally:
        connection.close()


class _Sql:
    """A bare connection with the one method that the chain asks of a database."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute_sql(self, statement: str) -> Any:
        return self._connection.execute(statement)
