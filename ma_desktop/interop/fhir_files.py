"""Reading FHIR files entry by entry: bundles, single resources, arrays and NDJSON, packed or not.

Memory holds one line, or one bundle up to ``_WHOLE`` bytes, or one entry of a larger bundle.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, Any

from ma_desktop.i18n import _

_NAMES = re.compile(r"(?!\._).+\.(?:json|ndjson|jsonl)(?:\.gz)?", re.IGNORECASE)
_BY_LINES = re.compile(r".+\.(?:ndjson|jsonl)(?:\.gz)?", re.IGNORECASE)
_TYPE = re.compile(rb'"resourceType"\s*:\s*"([A-Za-z]{1,40})"')
_BOM = b"\xef\xbb\xbf"
_BLOCK = 1 << 20
#: A bundle up to this size is parsed at once (2.4 times as fast), a larger one entry by entry.
_WHOLE = 8 << 20
_LONGEST_LINE = 32 << 20
#: Lines that are passed over in a few milliseconds.
_SKIPPED = 500
#: JSON packs to a tenth or a fortieth; what unpacks to more than this is meant to fill a disk.
_UNPACKED, _TIMES = 64 << 20, 300


def _go_on() -> None:
    return None


class _Overfull(OSError):
    """A packed file that unpacks to implausibly much."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource of a file, or ``problem`` in one sentence. ``row``: line of NDJSON, number of the bundle's entry."""

    source: str
    row: int
    resource: dict[str, Any] | None = None
    full_url: str = ""
    problem: str = ""


def find_files(path: Path) -> list[Path]:
    """A folder is searched whole; packed copies of a file that is there are left out."""
    if path.is_file():
        return [path]
    found = [p for p in sorted(path.rglob("*")) if _NAMES.fullmatch(p.name) and p.is_file()]
    here = set(found)
    return [p for p in found if not (p.suffix.lower() == ".gz" and p.with_suffix("") in here)]


def types_in(file: Path, rest: Callable[[], None] = _go_on) -> frozenset[str]:
    """Names of all types that the file mentions as ``resourceType``, contained ones too; parses nothing.

    ``rest`` is called now and then.
    """
    found: set[bytes] = set()
    try:
        with _open(file) as stream:
            tail = b""
            while block := stream.read(_BLOCK):
                found.update(_TYPE.findall(tail + block))
                tail = block[-64:]
                rest()
    except (EOFError, OSError, zlib.error):
        pass  # what is wrong with the file is told when it is read
    return frozenset(name.decode("ascii") for name in found)


def read_file(
    file: Path, source: str, wanted: Collection[str] | None = None, rest: Callable[[], None] = _go_on
) -> Iterator[Entry]:
    """Every resource of one file; never raises for what the file holds.

    ``wanted``: only resources of these types are wanted; lines that hold no other are passed over unparsed.
    ``rest`` is called now and then while nothing is found.
    """
    row = 0
    try:
        with _open(file) as stream:
            for entry in _entries(stream, source, bool(_BY_LINES.fullmatch(file.name)), wanted, rest):
                row = entry.row
                yield entry
    except _Overfull:
        yield Entry(source, row, problem=_("This file unpacks to implausibly much. It was not read further."))
    except PermissionError:
        yield Entry(source, row, problem=_("This file may not be read. Ask whoever owns it for a copy."))
    except (EOFError, OSError, zlib.error):
        sentence = _("The file could not be read to its end; it is damaged. Get a new copy.")
        yield Entry(source, row, problem=sentence)


class _Unpacking(io.RawIOBase):
    """A packed file that stops when it swells."""

    def __init__(self, file: Path) -> None:
        self._packed = file.open("rb")
        self._plain = gzip.GzipFile(fileobj=self._packed)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._plain.read1(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > _UNPACKED and self._given > _TIMES * self._packed.tell():
            raise _Overfull
        return len(data)

    def close(self) -> None:
        self._plain.close()
        self._packed.close()
        super().close()


def _open(file: Path) -> IO[bytes]:
    if file.suffix.lower() == ".gz":
        return io.BufferedReader(_Unpacking(file), _BLOCK)
    return file.open("rb", _BLOCK)


def _entries(
    stream: IO[bytes],
    source: str,
    by_lines: bool,
    wanted: Collection[str] | None,
    rest: Callable[[], None],
) -> Iterator[Entry]:
    start, skipped = stream.readline(_WHOLE).removeprefix(_BOM), 0
    while start and not start.strip():
        start, skipped = stream.readline(_WHOLE), skipped + 1
    if not start:
        yield Entry(source, 0, problem=_("The file is empty."))
    elif _is_line(start, by_lines):
        yield from _lines(start, stream, source, skipped, wanted, rest)
    else:
        more = stream.read(_WHOLE)
        if stream.peek(1):  # type: ignore[attr-defined]
            yield from _large(start + more, stream, source)
        else:
            yield from _document(b"\n" * skipped + start + more, source)


def _is_line(start: bytes, by_lines: bool) -> bool:
    """Whether the first line is a whole resource; a name that promises lines is believed unless it cannot be."""
    if by_lines and start.rstrip() not in {b"{", b"["}:
        return True
    if not start.lstrip().startswith(b"{"):
        return False
    try:
        _parse(start)
    except _Damaged:
        return False
    return True


def _lines(
    start: bytes,
    stream: IO[bytes],
    source: str,
    skipped: int,
    wanted: Collection[str] | None,
    rest: Callable[[], None],
) -> Iterator[Entry]:
    if start[-1:] != b"\n":
        start += stream.readline(_LONGEST_LINE)
    only = not stream.peek(1)  # type: ignore[attr-defined]
    following = iter(lambda: stream.readline(_LONGEST_LINE), b"")
    for row, line in enumerate(chain([start], following), skipped + 1):
        if wanted is not None and not any(name.decode("ascii") in wanted for name in _TYPE.findall(line)):
            if row % _SKIPPED == 0:
                rest()
            continue
        if len(line) >= _LONGEST_LINE and line[-1:] != b"\n":
            yield Entry(
                source, row, problem=_("This line is too long to be one resource. Nothing after it was read.")
            )
            return
        if line.strip():
            try:
                content = _parse(line)
            except _Damaged as damaged:
                damaged.line = row if damaged.line else 0
                yield Entry(source, row, problem=damaged.sentence())
                continue
            yield from _unfolded(content, source, None if only else row)


class _Damaged(ValueError):
    """No JSON. ``line`` and ``column`` within what was parsed, 0 where nobody can tell."""

    def __init__(self, line: int = 0, column: int = 0) -> None:
        super().__init__()
        self.line, self.column = line, column

    def sentence(self) -> str:
        if not self.line:
            return _("This is not readable as JSON.")
        return _("This is not readable as JSON: line {line}, column {column}.").format(
            line=self.line, column=self.column
        )


def _no_number(text: str) -> float:
    raise _Damaged


def _parse(data: bytes) -> Any:
    try:
        content = json.loads(data, parse_constant=_no_number)
        if b"\\u" in data or b"\xed" in data:
            # Half a surrogate pair is no character, and nothing could store or print it.
            json.dumps(content, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise _Damaged(error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        raise _Damaged from None
    return content


def _document(data: bytes, source: str) -> Iterator[Entry]:
    try:
        content = _parse(data)
    except _Damaged as damaged:
        yield Entry(source, damaged.line, problem=damaged.sentence())
        return
    yield from _unfolded(content, source, None)


def _unfolded(content: Any, source: str, row: int | None) -> Iterator[Entry]:
    """A bundle's or an array's entries, else the one resource. ``row``: of all of them; ``None`` counts them."""
    if isinstance(content, list):
        for number, item in enumerate(content, 1):
            yield from _unfolded(item, source, row or number)
    elif isinstance(content, dict) and content.get("resourceType") == "Bundle":
        entries = content.get("entry")
        if not isinstance(entries, list) or not entries:
            yield Entry(source, row or 0, problem=_("The bundle has no entries."))
            return
        for number, item in enumerate(entries, 1):
            yield from _entry(item, source, row or number)
    elif isinstance(content, dict) and isinstance(content.get("resourceType"), str):
        yield Entry(source, row or 1, content)
    else:
        yield Entry(
            source, row or 1, problem=_("This is no FHIR resource: it does not say its resourceType.")
        )


def _entry(item: Any, source: str, row: int) -> Iterator[Entry]:
    resource = item.get("resource") if isinstance(item, dict) else None
    if isinstance(resource, dict) and resource.get("resourceType") == "Bundle":
        yield from _unfolded(resource, source, row)
    elif isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
        full_url = item.get("fullUrl")
        yield Entry(source, row, resource, full_url if isinstance(full_url, str) else "")
    else:
        yield Entry(source, row, problem=_("This entry of the bundle holds no resource."))


class _Joined:
    """What was read already, then the rest, for a parser that pulls."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = io.BytesIO(head), rest
        self.read: Callable[[int], bytes] = lambda size: self._head.read(size) or self._rest.read(size)


def _large(head: bytes, rest: IO[bytes], source: str) -> Iterator[Entry]:
    import ijson  # loaded only for a bundle that is too large to be read whole

    prefix = "item" if head.lstrip().startswith(b"[") else "entry.item"
    row = 0
    try:
        for item in ijson.items(_Joined(head, rest), prefix, use_float=True, buf_size=_BLOCK):
            row += 1
            yield from _unfolded(item, source, row) if prefix == "item" else _entry(item, source, row)
    except (ijson.JSONError, UnicodeDecodeError):
        yield Entry(source, row, problem=_("The file is not readable as JSON after entry {n}.").format(n=row))
        return
    if not row:
        yield Entry(source, 0, problem=_("The file is large, but it is no bundle of resources."))
