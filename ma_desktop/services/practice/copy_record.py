"""Copy the open record into a proved bundle, on a thread of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ma_desktop.storage.backup import BackupReport, backup


def copy_record(record: Any, destination: Path) -> BackupReport:
    """The second half of ``back_up``, which needs no connection of this thread: work goes on meanwhile."""
    return backup(record, destination)
