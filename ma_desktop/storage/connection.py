"""The connection to the encrypted file: one writer, one reader that cannot write."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

from peewee import DatabaseError, OperationalError
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from ma_desktop.storage.errors import (
    DamagedRecord,
    DiskFull,
    DiskTrouble,
    ReadOnlyFolder,
    RecordGone,
    RecordInUse,
)

#: Pages kept in memory by each connection, in KiB (negative as SQLite wants it).
_CACHE_KIB = -64 * 1024


class RecordDatabase(SqlCipherDatabase):  # type: ignore[misc]
    """``key``: 32 bytes, used as they are (no derivation by SQLCipher). Connections belong to threads."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__(str(path), passphrase="", autoconnect=False, lock_type="IMMEDIATE")
        self._key = key
        self._reading = threading.local()
        self._opened: tuple[int, int] | None = None

    def _connect(self) -> Any:
        connection = dbapi2.connect(self.database, timeout=5.0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = {_CACHE_KIB}")
            if getattr(self._reading, "only", False):
                connection.execute("PRAGMA query_only = ON")
            else:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("PRAGMA recursive_triggers = ON")
                if sys.platform == "darwin":
                    connection.execute("PRAGMA fullfsync = ON")
                    connection.execute("PRAGMA checkpoint_fullfsync = ON")
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def commit(self) -> None:
        """Refuses when the file is no longer the one in the folder: SQLite would write on into what nobody can find."""
        if self._in_place() != self._opened:
            raise RecordGone
        super().commit()

    def _in_place(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.database)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def rollback(self) -> None:
        """A full disk makes SQLite roll back by itself; asking again would hide why."""
        if self.connection().in_transaction:
            super().rollback()

    def connect_writer(self) -> None:
        """Opens this thread's connection for reading and writing."""
        self._reading.only = False
        self.connect(reuse_if_open=True)
        self._opened = self._in_place()

    def connect_reader(self) -> None:
        """Opens this thread's connection for reading; a write on it is an error of the program."""
        self._reading.only = True
        self.connect(reuse_if_open=True)


def in_plain_words(error: DatabaseError | dbapi2.DatabaseError) -> Exception:
    """The sentence for what SQLite reports about the file; any other error is answered as it is."""
    text = str(error).lower()
    if "disk is full" in text or "no space left" in text:
        return DiskFull()
    if "disk i/o error" in text:
        return DiskTrouble()
    if "readonly" in text or "unable to open" in text:
        return ReadOnlyFolder()
    if isinstance(error, OperationalError | dbapi2.OperationalError) and "locked" in text:
        return RecordInUse()
    if any(words in text for words in ("malformed", "not a database", "corrupt", "hmac check failed")):
        return DamagedRecord()
    return error
