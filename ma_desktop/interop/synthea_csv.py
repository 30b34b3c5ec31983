"""Reading a Synthea CSV export, of any of its versions, row by row."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from ma_desktop.i18n import _
from ma_desktop.interop.resources import ImportedRow
from ma_desktop.interop.synthea_rows import READERS, Cells, Unreadable

#: Tables in the order in which each can refer to the ones before it.
TABLES = tuple(READERS)
_NAME = re.compile(r"(?P<table>[a-z_]+?)(?:[-_ .]*[0-9]+)?\.csv(?:\.gz)?", re.IGNORECASE)


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


def find_tables(path: Path) -> dict[str, list[Path]]:
    """Files by table, in the order of ``TABLES``; a folder is searched whole, packed copies left out."""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    here = set(files)
    found: dict[str, list[Path]] = {table: [] for table in TABLES}
    for file in files:
        match = _NAME.fullmatch(file.name)
        table = match["table"].lower() if match else ""
        if table in found and not (file.suffix == ".gz" and file.with_suffix("") in here):
            found[table].append(file)
    return {table: paths for table, paths in found.items() if paths}


def read_table(table: str, file: Path, source: str) -> Iterator[Line]:
    """Every row of one file; never raises for what the file holds."""
    try:
        with _open(file) as stream, TextIOWrapper(
            stream, encoding="utf-8-sig", errors="surrogateescape", newline=""
        ) as text:  # fmt: skip
            yield from _rows(table, csv.reader(text), source)
    except (EOFError, OSError, zlib.error):
        yield Line(
            source, 0, problem=_("The file could not be read to its end; it is damaged. Get a new copy.")
        )


def _open(file: Path) -> IO[bytes]:
    # Both answer a binary stream; typeshed knows the packed one only as its own class.
    return gzip.open(file, "rb") if file.suffix.lower() == ".gz" else file.open("rb")  # type: ignore[return-value]


def _rows(table: str, reader: csv._reader, source: str) -> Iterator[Line]:
    names = [name.strip().upper() for name in next(reader, [])]
    while True:
        row = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Line(source, row, problem=_("This row is not readable as CSV."))
            continue
        if any(cell.strip() for cell in cells):
            yield _line(table, source, row, names, cells)


def _line(table: str, source: str, row: int, names: list[str], cells: list[str]) -> Line:
    filled = Cells({n: c.strip() for n, c in zip(names, cells, strict=False) if c.strip()})
    try:
        if any("\udc80" <= ch <= "\udcff" for cell in cells for ch in cell):
            raise Unreadable(_("This row is not UTF-8 text."))
        if len(cells) < len(names):
            raise Unreadable(_("This row has fewer columns than the header."))
        says = READERS[table](filled)
    except Unreadable as problem:
        return Line(source, row, problem=problem.sentence)
    content = "\x1e".join(f"{name}\x1f{filled.values[name]}" for name in sorted(filled.values))
    return Line(source, row, filled.text("ID"), content, says)
