"""Writing a small file so that a power cut leaves the old one or the new one, never half of it."""

from __future__ import annotations

import os
from errno import EDQUOT, EFBIG, EIO, ENOENT, ENOSPC
from pathlib import Path

from ma_desktop.storage.errors import DiskFull, DiskTrouble, ReadOnlyFolder, RecordError, RecordGone


def write_durably(path: Path, content: bytes) -> None:
    """Temporary name, owner-only rights before content, fsync, rename, fsync of the folder."""
    temporary = path.with_name(path.name + ".new")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise trouble_of(error) from error


def trouble_of(error: OSError) -> RecordError:
    """The sentence for what the system says about a file or a folder."""
    if error.errno in {ENOSPC, EDQUOT, EFBIG}:
        return DiskFull()
    if error.errno == EIO:
        return DiskTrouble()
    if error.errno == ENOENT:
        return RecordGone()
    return ReadOnlyFolder()


def sync_folder(folder: Path) -> None:
    """Makes a rename in ``folder`` durable where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
