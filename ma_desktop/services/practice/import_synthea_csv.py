"""Take a Synthea CSV export into the record, resumably; a second time it takes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop.synthea_csv import Line, find_tables, read_table
from ma_desktop.models import Encounter, Identifier, Organization, Patient, database
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.practice.import_rows import MODELS, columns_of, coverage_kind
from ma_desktop.services.practice.import_run import CHUNK, NewRow, Run, identity, known, next_id
from ma_desktop.services.progress import Cancelled, Progress, Silent
from ma_desktop.services.schedule.patient_index import entry_of
from ma_desktop.services.schedule.register_patient import next_record_number
from ma_desktop.storage import search_index

_SYSTEM = "synthea"
_REFERS = (
    ("patient", "patients"),
    ("encounter", "encounters"),
    ("provider", "providers"),
    ("payer", "payers"),
)


def import_synthea_csv(desk: Desk, path: Path, *, progress: Progress | None = None) -> dict[str, Any]:
    """Answers ``{"kind", "taken": {resource: n}, "refused": [{"source", "row", "reason"}]}``.

    ``path`` is a folder, searched whole, or one file. Raises ``Cancelled`` when ``progress`` does; what was
    taken until then stays hidden, and the same call goes on from there.
    """
    progress = progress or Silent()
    run = Run(desk, "synthea-csv", str(path.resolve()))
    tables, done = find_tables(path), 0
    if not tables:
        run.refuse(path.name, 0, _("No table of a Synthea CSV export is here, such as patients.csv."))
    try:
        for table, files in tables.items():
            seen: Counter[bytes] = Counter()
            for file in files:
                lines = read_table(table, file, file.name)
                while chunk := list(islice(lines, CHUNK)):
                    _take(run, table, chunk, seen)
                    done += len(chunk)
                    progress.rest()
                    progress.step(done, None, file.name)
    except Cancelled:
        run.stop()
        raise
    run.finish()
    return run.report()


def _take(run: Run, table: str, chunk: list[Line], seen: Counter[bytes]) -> None:
    for line in chunk:
        if line.says is None:
            run.refuse(line.source, line.row, line.problem)
    keyed = list(_keyed(table, [line for line in chunk if line.says is not None], seen))
    refers = {
        identity(_SYSTEM, kind, getattr(line.says, name, ""))
        for _key, line in keyed
        for name, kind in _REFERS
    }
    rows_by_key = known([key for key, _line in keyed] + list(refers))
    with run.work(_("Import {table}").format(table=table)) as work:
        new = _new_rows(run, keyed, rows_by_key)
        if table == "payer_transitions":
            _name_kinds(new)
        if table == "patients":
            _number(new)
        run.write(work, new)
        if table in {"patients", "encounters"}:
            _identify(run, work, new, {key: line.id for key, line in keyed})
    if table == "patients":
        run.met.update(row for key, _line in keyed if (row := rows_by_key.get(key)))


def _keyed(table: str, lines: list[Line], seen: Counter[bytes]) -> Iterator[tuple[bytes, Line]]:
    """Each row with its identity: its own id, else its content and the how-manieth of its like it is."""
    for line in lines:
        if line.id:
            yield identity(_SYSTEM, table, line.id), line
            continue
        like = blake2b(line.content.encode(), digest_size=16).digest()
        yield identity(_SYSTEM, table, line.content, seen[like]), line
        seen[like] += 1


def _new_rows(run: Run, keyed: list[tuple[bytes, Line]], rows: dict[bytes, int]) -> list[NewRow]:
    """Rows that the record does not have yet; ``rows`` learns their ids."""
    if not keyed:
        return []
    model = MODELS[type(keyed[0][1].says)]
    zone, ident, new = run.desk.now().tzinfo, next_id(model), []

    def reference(kind: str, outside: str) -> int | None:
        return rows.get(identity(_SYSTEM, kind, outside)) if outside else None

    for key, line in keyed:
        if key in rows:
            continue
        patient = getattr(line.says, "patient", None)
        if patient is not None and reference("patients", patient) is None:
            run.refuse(line.source, line.row, _("Patient {id} is not in the record.").format(id=patient))
            continue
        new.append(NewRow(model, key, ident, columns_of(line.says, zone, reference)))
        rows[key] = ident
        ident += 1
    return new


def _number(new: list[NewRow]) -> None:
    """Record numbers in sequence, and the search index."""
    first = int(next_record_number())
    entries = []
    for offset, row in enumerate(new):
        row.values["record_number"] = str(first + offset)
        entries.append(entry_of(Patient(id=row.id, **row.values)))
    search_index.put(database, entries)


def _name_kinds(new: list[NewRow]) -> None:
    payers = {row.id: row.name for row in Organization.select().where(Organization.kind == "pay")}
    for row in new:
        row.values["kind"] = coverage_kind(payers.get(row.values["payor"], ""))


def _identify(run: Run, work: Work, new: list[NewRow], outside: dict[bytes, str]) -> None:
    """Keeps the ids of the export, by which people may ask for a patient or a visit."""
    ident, rows = next_id(Identifier), []
    for offset, row in enumerate(new):
        name = "Patient" if row.model is Patient else Encounter.RESOURCE
        rows.append(
            NewRow(Identifier, b"", ident + offset,
                   {"resource": name, "row": row.id, "system": _SYSTEM, "value": outside[row.key]})
        )  # fmt: skip
    run.write(work, rows)
