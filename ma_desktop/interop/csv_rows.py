"""Reading a CSV file of somebody else's, row by row, whatever it holds."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from ma_desktop.i18n import _

#: Characters of one row: longer ones are no data of a patient, and would fill the memory.
LONGEST_ROW = 1_000_000
#: Lines that a quoted cell may run over before its quote counts as never closed.
_MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class CsvRow:
    """``row``: its first line, the header is 1. ``problem``: why it cannot be used, in one sentence, or empty."""

    row: int
    cells: tuple[str, ...] = ()
    problem: str = ""


def read_csv(file: Path) -> Iterator[CsvRow]:
    """The header first, then every row that is not blank; never raises for what the file holds.

    Memory does not grow with the file. A file that ends in the middle answers its last row with a problem.
    """
    row = 0
    try:
        with open_plain(file) as stream:
            text = TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="\n")
            for found in _rows(_Lines(text)):
                row = found.row
                yield found
    except (EOFError, OSError, zlib.error):
        yield CsvRow(
            row + 1, problem=_("The file could not be read from here on; it is damaged. Get a new copy.")
        )


def open_plain(file: Path) -> IO[bytes]:
    """The bytes of the file, unpacked when its name ends in ``.gz``."""
    # Both answer a binary stream; typeshed knows the packed one only as its own class.
    return gzip.open(file, "rb") if file.suffix.lower() == ".gz" else file.open("rb")  # type: ignore[return-value]


class _Lines:
    """Numbered lines that can be put back."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text, self._waiting, self.number = text, list[str](), 0

    def next(self) -> str:
        """The next line with its end, or nothing at the end; of one that is too long only the beginning."""
        self.number += 1
        if self._waiting:
            return self._waiting.pop()
        line = self._text.readline(LONGEST_ROW)
        rest = line
        while rest and not rest.endswith("\n") and len(rest) == LONGEST_ROW:
            rest = self._text.readline(LONGEST_ROW)
        return line

    def put_back(self, lines: list[str]) -> None:
        self._waiting.extend(reversed(lines))
        self.number -= len(lines)


def _rows(lines: _Lines) -> Iterator[CsvRow]:
    width = 0
    while line := lines.next():
        row = lines.number
        if not line.strip(",\r\n\t "):
            continue
        found = _row(lines, line, row, width)
        width = width or len(found.cells)
        yield found


def _row(lines: _Lines, line: str, row: int, width: int) -> CsvRow:
    if len(line) >= LONGEST_ROW:
        return CsvRow(row, problem=_("This row is too long to be data."))
    if "\0" in line:
        return CsvRow(row, problem=_("This row holds NUL characters; it is damaged."))
    if not line.isascii() and not _is_utf8(line):
        return CsvRow(row, problem=_("This row is not UTF-8 text."))
    if '"' not in line:
        cells = line.rstrip("\r\n").split(",")
    else:
        quoted = _quoted(lines, line, width)
        if quoted is None:
            return CsvRow(
                row, problem=_("The quotation marks of this row do not match; one is never closed.")
            )
        cells = quoted
    if len(cells) < width:
        return CsvRow(row, problem=_("This row has fewer columns than the header."))
    if width and any(cells[width:]):
        return CsvRow(row, problem=_("This row has more columns than the header."))
    return CsvRow(row, tuple(cells))


def _quoted(lines: _Lines, line: str, width: int) -> list[str] | None:
    """The cells of a row with quotes, over several lines if need be; ``None``: the other lines are put back."""
    more: list[str] = []
    quotes, length = line.count('"'), len(line)
    while quotes % 2 and len(more) < _MOST_LINES and length < LONGEST_ROW:
        following = lines.next()
        if not following:
            lines.number -= 1
            break
        more.append(following)
        quotes, length = quotes + following.count('"'), length + len(following)
    try:
        cells = next(csv.reader([line + "".join(more)], strict=True))
    except csv.Error:
        cells = []
    if quotes % 2 or not cells or (more and len(cells) != width):
        lines.put_back(more)
        return None
    return cells


def _is_utf8(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
