"""Take a Synthea CSV export into the record, resumably; a second time it takes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import resources as r
from ma_desktop.interop.synthea_csv import Line, find_tables, read_table, survey
from ma_desktop.models import (
    AllergyIntolerance,
    Claim,
    Condition,
    Coverage,
    Encounter,
    Identifier,
    Immunization,
    MedicationRequest,
    Observation,
    Organization,
    Patient,
    Practitioner,
    Procedure,
    Resource,
)
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.practice.import_rows import columns_of, coverage_kind
from ma_desktop.services.practice.import_run import CHUNK, NewRow, Run, identity, known, next_id
from ma_desktop.services.progress import Cancelled, Progress, Silent
from ma_desktop.services.schedule.register_patient import next_record_number

_SYSTEM = "synthea"
_MODELS: dict[str, type[Resource]] = {
    "organizations": Organization, "payers": Organization, "providers": Practitioner, "patients": Patient,
    "encounters": Encounter, "conditions": Condition, "observations": Observation, "medications": MedicationRequest,
    "immunizations": Immunization, "procedures": Procedure, "allergies": AllergyIntolerance,
    "payer_transitions": Coverage, "claims": Claim,
}  # fmt: skip
_REFERS = {"patient": "patients", "encounter": "encounters", "provider": "providers", "payer": "payers"}


def import_synthea_csv(desk: Desk, path: Path, *, progress: Progress | None = None) -> dict[str, Any]:
    """Answers ``{"kind", "taken": {resource: n}, "refused": [{"source", "row", "reason"}]}``.

    ``path`` is a folder, searched whole, or one file. Files that are not read at all are named in ``"unread"``:
    ``[{"source", "reason"}]``. Raises ``Cancelled`` when ``progress`` does; what was taken until then stays
    hidden, and the same call goes on from there.
    """
    progress = progress or Silent()
    run = Run(desk, "synthea-csv", str(path.resolve()))
    try:
        found = find_tables(path)
        for file, reason in found.aside:
            run.leave(_name(file, path), reason)
        if not found.tables:
            run.refuse(path.name, 0, _("No table of a Synthea CSV export is here, such as patients.csv."))
        _take_all(run, path, found.tables, progress)
        run.finish(progress)
    except Cancelled:
        run.stop()
        raise
    return run.report()


def _name(file: Path, path: Path) -> str:
    """How the report names a file: its way from the folder that was chosen."""
    return file.name if file == path else file.relative_to(path).as_posix()


def _take_all(run: Run, path: Path, tables: dict[str, list[Path]], progress: Progress) -> None:
    rows, repeated = 0, {}
    for table, files in tables.items():
        looking = _("Looking at {file}").format(file=files[0].name)
        progress.step(rows, None, looking)

        def pulse(more: int, looking: str = looking, before: int = rows) -> None:
            progress.rest()
            progress.step(before + more, None, looking)

        more, repeated[table] = survey(table, files, pulse)
        rows += more
        progress.rest()
    done = 0
    for table, files in tables.items():
        seen: Counter[bytes] = Counter()
        for file in files:
            lines = read_table(table, file, _name(file, path))
            while chunk := list(islice(lines, CHUNK)):
                _take(run, table, chunk, repeated[table], seen)
                done += len(chunk)
                progress.rest()
                progress.step(min(done, rows), rows, file.name)


def _take(run: Run, table: str, chunk: list[Line], repeated: set[int], seen: Counter[bytes]) -> None:
    """One chunk of lines of one file."""
    refused = len(run.refused)
    for line in chunk:
        if line.says is None:
            run.refuse(line.source, line.row, line.problem)
    keyed = [(_key(table, line, repeated, seen), line) for line in chunk if line.says is not None]
    if not keyed:
        return
    targets = _Targets()
    rows = known([key for key, _line in keyed] + targets.of([line for _key, line in keyed]))
    met = [key for key, _line in keyed if key in rows]
    with run.chunk(f"{chunk[0].source} {chunk[0].row}-{chunk[-1].row}") as work:
        run.adopt(_MODELS[table], met)
        new = list(_new_rows(run, table, keyed, rows, targets))
        if table == "payer_transitions":
            _name_kinds(new)
        if table == "patients":
            _number(new)
        run.write(work, new)
        if table in {"patients", "encounters"}:
            _keep_numbers(run, work, new, {key: line.id for key, line in keyed})
    run.refused[refused:] = sorted(run.refused[refused:], key=lambda line: int(line["row"]))


def _key(table: str, line: Line, repeated: set[int], seen: Counter[bytes]) -> bytes:
    """Identity of a row: its own id, else its content and the how-manieth of its like it is."""
    near = getattr(line.says, "patient", line.id)
    if line.id:
        return identity(_SYSTEM, table, line.id, near=near)
    first = identity(_SYSTEM, table, line.content, near=near)
    if hash(line.content) not in repeated:
        return first
    seen[first] += 1
    ordinal = seen[first] - 1
    return identity(_SYSTEM, table, line.content, ordinal, near=near)


class _Targets:
    """Identities of the rows that the lines of one chunk name; most lines name the same few."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str, str], bytes] = {}

    def of(self, lines: list[Line]) -> list[bytes]:
        for line in lines:
            for name in _REFERS:
                self.key(name, line)
        return list(self._keys.values())

    def key(self, name: str, line: Line) -> bytes | None:
        """Identity of what ``line`` names as its ``name``; a visit is found by its patient, too."""
        outside = getattr(line.says, name, "")
        if not outside:
            return None
        near = line.says.patient if name == "encounter" else outside  # type: ignore[union-attr]
        made = self._keys.get((name, outside, near))
        if made is None:
            made = identity(_SYSTEM, _REFERS[name], outside, near=near)
            self._keys[name, outside, near] = made
        return made

    def rows(self, line: Line, rows: dict[bytes, int]) -> dict[str, int | None]:
        return {name: rows.get(key) if (key := self.key(name, line)) else None for name in _REFERS}


def _new_rows(
    run: Run, table: str, keyed: list[tuple[bytes, Line]], rows: dict[bytes, int], named: _Targets
) -> Iterator[NewRow]:
    """Rows that the record does not have yet; ``rows`` learns their ids."""
    model, now = _MODELS[table], run.desk.now()
    ident = next_id(model)
    for key, line in keyed:
        if key in rows:
            continue
        targets = named.rows(line, rows)
        if getattr(line.says, "patient", None) is not None and targets["patient"] is None:
            run.refuse(
                line.source, line.row, _("This row's patient is neither in these files nor in the record.")
            )
            continue
        if isinstance(line.says, r.PatientRow) and line.says.birth_date > now.date():
            run.refuse(line.source, line.row, _("The birth date lies in the future."))
            continue
        yield NewRow(model, key, ident, columns_of(line.says, now.tzinfo, targets))
        rows[key] = ident
        ident += 1


def _number(new: list[NewRow]) -> None:
    """Record numbers in sequence."""
    first = int(next_record_number())
    for offset, row in enumerate(new):
        row.values["record_number"] = str(first + offset)


def _name_kinds(new: list[NewRow]) -> None:
    payers = {row.id: row.name for row in Organization.select().where(Organization.kind == "pay")}
    for row in new:
        row.values["kind"] = coverage_kind(payers.get(row.values["payor"], ""))


def _keep_numbers(run: Run, work: Work, new: list[NewRow], outside: dict[bytes, str]) -> None:
    """Keeps the ids of the export, by which people may ask for a patient or a visit."""
    ident, rows = next_id(Identifier), []
    for offset, row in enumerate(new):
        values = {"resource": row.model.RESOURCE, "row": row.id, "system": _SYSTEM, "value": outside[row.key]}
        rows.append(NewRow(Identifier, b"", ident + offset, values))
    run.write(work, rows)
