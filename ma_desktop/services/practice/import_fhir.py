"""Take FHIR R4 bundles, resources and bulk exports into the record, resumably; a second time nothing is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop.fhir_files import Entry, find_files, read_file, types_in
from ma_desktop.interop.fhir_resources import GROUND, RANK, READERS
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.import_fhir_chunk import Taker
from ma_desktop.services.practice.import_run import Run
from ma_desktop.services.progress import Cancelled, Progress, Silent

#: Resources in one transaction. Reading one costs more than writing it, and somebody at the desk waits for both.
CHUNK = 200


def import_fhir(desk: Desk, path: Path, *, progress: Progress | None = None) -> dict[str, Any]:
    """Answers ``{"kind", "taken": {resource: n}, "refused": [{"source", "row", "reason"}]}``.

    ``path`` is a file or a folder, searched whole. ``row`` is the line of an NDJSON file, the number of a bundle's
    entry, 0 for a file as a whole. Each resource that the record did not have is taken or refused; those of types
    that the record does not keep are refused one by one, and what is inside another resource is part of it.
    Raises ``Cancelled`` when ``progress`` does; what was taken until then stays hidden, and the same call goes on
    from there.
    """
    progress = progress or Silent()
    run = Run(desk, "fhir", str(path.resolve()))
    try:
        files = find_files(path)
        if not files:
            run.refuse(path.name, 0, _("No FHIR file is here: .json, .ndjson, or either packed as .gz."))
        _take_all(run, path, files, progress)
        run.finish(progress)
    except Cancelled:
        run.stop()
        raise
    return run.report()


def _take_all(run: Run, path: Path, files: list[Path], progress: Progress) -> None:
    """Everybody and every place first, then what happened to them, then what had to wait for its visit."""
    types: dict[Path, frozenset[str]] = {}
    for file in files:
        types[file] = types_in(file, progress.rest)
        progress.step(len(types), len(files), _("Looking at {file}").format(file=file.name))
    taker = Taker(run)
    ground = [file for file in files if types[file] & set(GROUND)]
    _pass(taker, path, ground, progress, types, ground=True)
    rest = sorted(files, key=lambda file: (_rank(types[file]), file))
    _pass(taker, path, rest, progress, types)
    waiting = [file for file in rest if _name(file, path) in taker.waiting]
    _pass(taker, path, waiting, progress, types, again=True)
    taker.tell_the_rest()


def _rank(types: Collection[str]) -> int:
    return min((RANK[name] for name in types if name in READERS and name not in GROUND), default=len(RANK))


def _name(file: Path, path: Path) -> str:
    """How the report names a file: its way from the folder that was chosen."""
    return file.name if file == path else file.relative_to(path).as_posix()


def _pass(
    taker: Taker,
    path: Path,
    files: list[Path],
    progress: Progress,
    types: dict[Path, frozenset[str]],
    *,
    ground: bool = False,
    again: bool = False,
) -> None:
    """Reads the files once. ``ground``: only ``GROUND``; else all but these. ``again``: nothing waits any more."""
    to_come = Counter() if again else Counter(name for file in files for name in types[file])
    taker.begin(ground, to_come, again)
    entries, done = _read(taker, path, files, progress, set(GROUND) if ground else None, types), 0
    while chunk := list(islice(entries, CHUNK)):
        taker.take(chunk)
        done += len(chunk)
        progress.rest()
        progress.step(done, None, chunk[-1].source)


def _read(
    taker: Taker,
    path: Path,
    files: list[Path],
    progress: Progress,
    wanted: Collection[str] | None,
    types: dict[Path, frozenset[str]],
) -> Iterator[Entry]:
    for file in files:
        yield from read_file(file, _name(file, path), wanted, progress.rest)
        taker.to_come.subtract(types[file])
