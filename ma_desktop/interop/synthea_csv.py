"""Reading a Synthea CSV export, of any of its versions, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from ma_desktop.i18n import _
from ma_desktop.interop.csv_rows import CsvRow, open_plain, read_csv
from ma_desktop.interop.repeats import Repeats
from ma_desktop.interop.resources import ImportedRow
from ma_desktop.interop.synthea_rows import NEEDED, READERS, Cells, Unreadable

#: Tables in the order in which each can refer to the ones before it.
TABLES = tuple(READERS)
#: Tables whose rows have an id of their own; the others are told apart by what they say.
WITH_ID = frozenset({"organizations", "payers", "providers", "patients", "encounters", "claims"})
#: Tables of an export for which the record has no place.
NOT_KEPT = frozenset(
    {"careplans", "devices", "imaging_studies", "supplies", "claims_transactions", "patient_expenses"}
)
_PULSE = 1000
_NAME = re.compile(r"(?P<table>[a-z_]+?)(?:[-_ .(]*[0-9]+\)?)?\.csv(?:\.gz)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: what it says, or ``problem`` in one sentence. ``row``: its line, the header is 1.

    ``content``: the filled cells in an order that does not depend on the order of columns.
    """

    source: str
    row: int
    id: str = ""
    content: str = ""
    says: ImportedRow | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Files by table, in the order of ``TABLES``; ``aside``: files that are not read, each with its reason."""

    tables: dict[str, list[Path]]
    aside: list[tuple[Path, str]] = field(default_factory=list)


def find_tables(path: Path) -> Found:
    """A folder is searched whole. A file with the same content as another one is set aside."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    found = Found({table: [] for table in TABLES})
    for file in files:
        if not file.name.lower().endswith((".csv", ".csv.gz")):
            continue
        match = _NAME.fullmatch(file.name)
        table = match["table"].lower() if match else ""
        if table in found.tables:
            found.tables[table].append(file)
        elif table in NOT_KEPT:
            found.aside.append((file, _("The record has no place for this table; it was not read.")))
        else:
            found.aside.append((file, _("This is no table of a Synthea export; it was not read.")))
    for table, paths in list(found.tables.items()):
        _set_copies_aside(found, table, paths)
        if not found.tables[table]:
            del found.tables[table]
    return found


def _set_copies_aside(found: Found, table: str, paths: list[Path]) -> None:
    if len(paths) < 2:
        return
    first: dict[bytes, Path] = {}
    for path in paths:
        digest = _digest(path)
        if digest is None or first.setdefault(digest, path) is path:
            continue
        found.tables[table].remove(path)
        reason = _("This file is a copy of {name}; it was read once.").format(name=first[digest].name)
        found.aside.append((path, reason))
    found.tables[table] = [path for path in paths if path in found.tables[table]]


def _digest(file: Path) -> bytes | None:
    """``None`` for a file that cannot be read to its end; reading it says so."""
    digest = blake2b()
    try:
        with open_plain(file) as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
    except (EOFError, OSError):
        return None
    return digest.digest()


def read_table(table: str, file: Path, source: str) -> Iterator[Line]:
    """Every row of one file; never raises for what the file holds. ``source``: how reports name the file."""
    columns = None
    for row in read_csv(file):
        if columns is None:
            columns = _Columns(row.cells)
            missing = columns.missing(table)
            if row.problem or missing:
                yield Line(source, row.row, problem=missing or row.problem)
                return
        else:
            yield _line(table, source, row, columns)


class _Columns:
    """The header of one file, and its columns in an order of their own."""

    def __init__(self, header: tuple[str, ...]) -> None:
        self.names = [name.strip().upper() for name in header]
        self._sorted = sorted((f"{name}\x1f", place) for place, name in enumerate(self.names))

    def missing(self, table: str) -> str:
        for names in NEEDED[table]:
            if not set(names) & set(self.names):
                return _("The header has no column {name}; nothing of this file was taken.").format(
                    name=names[0]
                )
        return ""

    def content(self, cells: tuple[str, ...]) -> str:
        return "\x1e".join([mark + cell for mark, place in self._sorted if (cell := cells[place].strip())])


def _line(table: str, source: str, row: CsvRow, columns: _Columns) -> Line:
    if row.problem:
        return Line(source, row.row, problem=row.problem)
    filled = Cells({n: c for n, cell in zip(columns.names, row.cells, strict=False) if (c := cell.strip())})
    try:
        says = READERS[table](filled)
    except Unreadable as problem:
        return Line(source, row.row, problem=problem.sentence)
    content = "" if table in WITH_ID else columns.content(row.cells)
    return Line(source, row.row, filled.text("ID") if table in WITH_ID else "", content, says)


def survey(table: str, files: list[Path], pulse: Callable[[int], None]) -> tuple[int, set[int]]:
    """How many rows these files have, and the hashes of all contents that occur more than once in them.

    ``pulse(rows)`` is called now and then, so that others may have a turn and this can be stopped.
    """
    rows, repeats = 0, Repeats() if table not in WITH_ID else None
    for file in files:
        columns = None
        for row in read_csv(file):
            if columns is None:
                columns = _Columns(row.cells)
                continue
            rows += 1
            if rows % _PULSE == 0:
                pulse(rows)
            if repeats is not None and not row.problem:
                repeats.tell(columns.content(row.cells))
    return rows, repeats.suspects if repeats is not None else set()
