"""One process has the record at a time; the operating system drops the lock when the process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ma_desktop.storage.durable_file import trouble_of
from ma_desktop.storage.errors import RecordInUse


class ProcessLock:
    """Holds ``record.lock`` in the record's folder from construction until ``release``."""

    def __init__(self, folder: Path) -> None:
        try:
            self._file: int | None = os.open(folder / "record.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise trouble_of(error) from error
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(self._file, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            self._file = None
            raise RecordInUse from error

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
