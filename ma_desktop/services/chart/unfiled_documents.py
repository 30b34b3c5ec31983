"""What waits to be filed: taken in already, or still in the scanner's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ma_desktop.domain import settings
from ma_desktop.domain.documents import Category
from ma_desktop.models import Attachment
from ma_desktop.services.chart.document_rows import known_categories
from ma_desktop.services.chart.patient_documents import (
    DocumentLine,
    count_unfiled,
    patients_said,
    unfiled_lines,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings

ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})
#: Files of the folder that are looked at; a folder with more is no scanner's folder.
MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class FolderFile:
    """``origin``: name, size and time of change; tells whether it was taken in before."""

    path: Path
    origin: str


@dataclass(frozen=True, slots=True)
class Unfiled:
    """``waiting``: in the order they came. ``files``: in the scanner's folder ``folder``, not taken in yet, the oldest first."""

    waiting: tuple[DocumentLine, ...]
    files: tuple[FolderFile, ...]
    folder: str
    categories: tuple[Category, ...]
    proposed: str = ""


def unfiled_documents(desk: Desk, patient_id: int | None = None) -> Unfiled:
    """Of the whole practice. ``patient_id``: who is on the screen, ``proposed`` by name, birth date and record number."""
    folder = _folder(desk)
    said = patients_said([patient_id])[patient_id] if patient_id is not None else ""
    return Unfiled(unfiled_lines(), _new_files(folder), folder, known_categories(desk), said)


def to_file(desk: Desk) -> int:
    """How many wait, in the record and in the folder."""
    return count_unfiled() + len(_new_files(_folder(desk)))


def _folder(desk: Desk) -> str:
    return str(practice_settings(desk)[settings.SCAN_FOLDER]).strip()


def _new_files(folder: str) -> tuple[FolderFile, ...]:
    """What a file is shows only when it is read; here the ending decides whether it is worth that."""
    try:
        found = [
            (stat.st_mtime, path, f"{path.name}|{stat.st_size}|{stat.st_mtime_ns}")
            for path in (sorted(Path(folder).iterdir())[:MOST_FILES] if folder else ())
            if path.suffix.casefold() in ENDINGS and path.is_file() and (stat := path.stat()).st_size
        ]
    except OSError:
        return ()  # the folder is a network's and away, or a file went while it was looked at: next time
    taken = {
        row[0] for row in Attachment.select(Attachment.origin).where(Attachment.origin.in_([f[2] for f in found])).tuples()
    } if found else set()  # fmt: skip
    return tuple(FolderFile(path, origin) for _at, path, origin in sorted(found) if origin not in taken)
