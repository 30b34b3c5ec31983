"""Remove the file that a document was taken from, once the record has it."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Attachment
from ma_desktop.services.desk import Desk

_CHUNK = 1024 * 1024


def remove_original(desk: Desk, attachment_id: int, path: Path) -> None:
    """Refuses unless the record gives back, digest for digest, what lies in ``path``. Overwritten once, then removed; copies that the disk,
    its snapshots or a synchronized folder keep are out of reach."""
    row = Attachment.get_by_id(attachment_id)
    with desk.work(
        _("Remove the file of a document"),
        needs=Permission.CHECK_IN,
        patient_id=row.patient_id,
        undoable=False,
    ) as work:
        try:
            there = sha256(path.read_bytes()).hexdigest()
            kept = sha256(desk.record.documents.find(row.digest)).hexdigest()
            if not there == kept == row.digest:
                work.refuse(_("The file is not the one that was taken in. It was left where it is."))
            _overwrite(path)
            path.unlink()
        except FileNotFoundError:
            work.refuse(_("The file is gone already."))
        except OSError:
            work.refuse(_("The file could not be removed. Delete it by hand."))


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())
