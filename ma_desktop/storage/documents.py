"""Images and scans: ``documents.ma`` beside the record, one encrypted file, each content once by its SHA-256.

A content is kept in pieces and never changed, so that a backup copies only what it does not have. After a restore the contents
of several bundles lie in files ``documents-*.ma``; the next opening gathers them.
"""

from __future__ import annotations

import hmac
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from ma_desktop.storage.connection import in_plain_words
from ma_desktop.storage.errors import DamagedRecord

FILE = "documents.ma"
PIECES = "documents-*.ma"
#: Bytes of one piece.
_PIECE = 256 * 1024
_DDL = (
    "CREATE TABLE IF NOT EXISTS content (digest TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS piece (digest TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, "
    "PRIMARY KEY (digest, number))",
)


@dataclass(frozen=True, slots=True)
class Looked:
    """``count`` contents, of which ``damaged`` no longer have their digest; ``pages``: SQLCipher's page check said nothing."""

    count: int
    damaged: int
    pages: bool

    @property
    def ok(self) -> bool:
        return self.pages and not self.damaged


class Documents:
    """Opens the file for each call and on whatever thread calls; ``key``: the record's 32 bytes."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self._key = folder, key

    @property
    def path(self) -> Path:
        return self.folder / FILE

    def put(self, content: bytes) -> str:
        """Keeps ``content`` and answers its digest, hexadecimal; on disk when it returns. Twice the same is once."""
        digest = sha256(content).hexdigest()
        with self._open(self.path) as file:
            _insert(file, digest, len(content), _pieces(content))
        return digest

    def get(self, digest: str) -> bytes:
        """Raises ``DamagedRecord`` when it is not there or is not what was put in."""
        if not self.path.is_file():
            raise DamagedRecord(FILE)
        with self._open(self.path) as file:
            content = b"".join(_read(file, digest))
        if sha256(content).hexdigest() != digest:
            raise DamagedRecord(FILE)
        return content

    def find(self, digest: str) -> bytes:
        """The same, but nothing when it is not there or is damaged: for screens that show what there is."""
        try:
            return self.get(digest)
        except DamagedRecord:
            return b""

    def digests(self) -> set[str]:
        if not self.path.is_file():
            return set()
        with self._open(self.path) as file:
            return {row[0] for row in file.execute("SELECT digest FROM content")}

    def check(self) -> Looked:
        """Reads everything."""
        if not self.path.is_file():
            return Looked(0, 0, True)
        digests = sorted(self.digests())
        with self._open(self.path) as file:
            pages = not file.execute("PRAGMA cipher_integrity_check").fetchone()
            damaged = 0
            for digest in digests:
                found = sha256()
                for piece in _read(file, digest):
                    found.update(piece)
                damaged += found.hexdigest() != digest
        return Looked(len(digests), damaged, pages)

    def gather(self) -> int:
        """Takes in what a restore has put beside the file; a piece file goes only when all of it is on disk here."""
        taken = 0
        for path in sorted(self.folder.glob(PIECES)):
            with self._open(path) as source, self._open(self.path) as target:
                taken += _copy(
                    source, target, [row[0] for row in source.execute("SELECT digest FROM content")]
                )
            path.unlink()
        return taken

    # -- backups ------------------------------------------------------------------------------------------

    def name_of(self, digest: str) -> str:
        """Under which a bundle's manifest lists a content: says nothing about it to who has no key."""
        return hmac.new(self._key, digest.encode(), sha256).hexdigest()[:32]

    def copy_new(self, target: Path, there: Iterable[str]) -> list[str]:
        """Writes what is not ``there`` yet (names of earlier bundles) to a file of its own; answers the names written."""
        names = {self.name_of(digest): digest for digest in self.digests()}
        fresh = sorted(names.keys() - set(there))
        if fresh:
            with self._open(self.path) as source, self._open(target) as file:
                _copy(source, file, [names[name] for name in fresh])
        return fresh

    @contextmanager
    def _open(self, path: Path) -> Iterator[Any]:
        """A transaction: committed and on disk at the end, rolled back when the body raises."""
        new = not path.exists()
        file = dbapi2.connect(str(path), timeout=5.0, isolation_level=None, check_same_thread=False)
        try:
            file.execute("PRAGMA cipher_log_level = NONE")
            file.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            file.execute("PRAGMA temp_store = MEMORY")
            file.execute("PRAGMA synchronous = FULL")
            if sys.platform == "darwin":
                file.execute("PRAGMA fullfsync = ON")
            if new:
                for statement in _DDL:
                    file.execute(statement)
                os.chmod(path, 0o600)
            file.execute("BEGIN")
            yield file
            file.execute("COMMIT")
        except dbapi2.DatabaseError as error:
            raise in_plain_words(error) from error
        finally:
            file.close()


def _pieces(content: bytes) -> list[bytes]:
    return [content[start : start + _PIECE] for start in range(0, len(content), _PIECE)] or [b""]


def _insert(file: Any, digest: str, size: int, pieces: Iterable[bytes]) -> int:
    added = file.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", [digest, size]).rowcount
    if added:
        file.executemany(
            "INSERT INTO piece VALUES (?, ?, ?)", [(digest, n, piece) for n, piece in enumerate(pieces)]
        )
    return int(added)


def _read(file: Any, digest: str) -> Iterator[bytes]:
    for (piece,) in file.execute("SELECT bytes FROM piece WHERE digest = ? ORDER BY number", [digest]):
        yield bytes(piece)


def _copy(source: Any, target: Any, digests: Iterable[str]) -> int:
    copied = 0
    for digest in digests:
        size = source.execute("SELECT size FROM content WHERE digest = ?", [digest]).fetchone()[0]
        copied += _insert(target, digest, size, _read(source, digest))
    return copied
