"""The machinery of bulk imports: chunks, identities, and nothing to be seen until everything is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from peewee import FloatField, ForeignKeyField, IntegerField, TextField

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Identifier, ImportIdentity, ImportRun, Patient, Resource, database
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.progress import Progress, Silent
from ma_desktop.services.schedule.patient_index import entry_of
from ma_desktop.storage import search_index

#: Rows in one transaction: short enough that somebody at the desk never waits for it.
CHUNK = 500
#: Columns and values that are stored as they are; asking the column for each of a million values takes long.
_AS_THEY_ARE = {TextField.db_value, IntegerField.db_value, FloatField.db_value, ForeignKeyField.db_value}
_PLAIN = (str, int, float)
#: Refusals kept with the run; the report of the call has all of them.
KEPT_REFUSALS = 1000


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row to write: ``key`` is its identity, ``values`` its columns as Python values, ``id`` its row id.

    A row without a key, such as an outside number, belongs to another one and is not counted.
    ``counted``: the FHIR type it is reported as, when that is not the table's own.
    """

    model: type[Resource]
    key: bytes
    id: int
    values: dict[str, Any]
    counted: str = ""


def identity(system: str, kind: str, content: str, ordinal: int = 0, near: str = "") -> bytes:
    """The same thing of the same source has the same identity in every run; 16 bytes.

    Identities with the same ``near``, such as the patient's outside id, lie together on disk: rows of one patient
    then touch a few pages of the index instead of one page each.
    """
    digest = blake2b("\x1d".join((system, kind, content, str(ordinal))).encode(), digest_size=16).digest()
    return blake2b(near.encode(), digest_size=4).digest() + digest[4:] if near else digest


class Run:
    """One import under way. Its rows are part of the record from ``finish`` on, all at once.

    Begun again after a stop or a crash it goes on with the same ``ImportRun``: ``taken`` counts what the
    whole run brought, ``refused`` what this reading of the files refused.
    """

    def __init__(self, desk: Desk, kind: str, source: str) -> None:
        self.desk, self.kind = desk, kind
        self.refused: list[dict[str, Any]] = []
        self.unread: list[dict[str, str]] = []
        with self.work(_("Begin import")) as work:
            unfinished = ImportRun.standing().where(ImportRun.status.in_(["in-progress", "stopped"]))
            mine = (ImportRun.kind == kind) & (ImportRun.source == source)
            row = unfinished.where(mine).first()
            if row is None:
                row = work.insert(ImportRun(kind=kind, source=source))
            self.row = work.update(row, status="in-progress")
            self._others = {other.id for other in unfinished if other.id != row.id}
        self.taken: Counter[str] = Counter(self.row.taken)
        #: Taken before this reading of the files, and met again in it.
        self._before, self._met = Counter(self.taken), Counter[str]()

    def work(self, title: str) -> Any:
        return self.desk.work(title, needs=Permission.IMPORT_DATA, action="import", undoable=False)

    @contextmanager
    def chunk(self, what: str) -> Iterator[Work]:
        """One transaction, one audit entry with the digest of its rows. ``what``: where they stood."""
        with self.work(_("Import")) as work:
            work.reason = f"{self.kind} {self.row.id}: {what}"
            yield work
            if self.taken != Counter(self.row.taken):
                self.row.taken = dict(self.taken)
                # The count goes with the rows that it counts; a version of the run for each chunk would say no more.
                ImportRun.update(taken=self.row.taken).where(ImportRun.id == self.row.id).execute()

    def refuse(self, source: str, row: int, reason: str) -> None:
        self.refused.append({"source": source, "row": row, "reason": reason})

    def leave(self, source: str, reason: str) -> None:
        """A file, or a kind of thing in it, that is not read at all."""
        self.unread.append({"source": source, "reason": reason})

    def write(self, work: Work, rows: list[NewRow]) -> None:
        """New rows of one table, with their identities; inside a chunk's transaction."""
        if not rows:
            return
        model = rows[0].model
        shared = {
            "version": 1, "recorded_at": work.now, "recorded_by": work.user_id, "import_run": self.row.id,
        }  # fmt: skip
        fields = model._meta.fields  # type: ignore[attr-defined]
        usual = {**defaults(model), **shared}
        pattern = [f.db_value(usual.get(name)) for name, f in fields.items()]
        places = {name: (place, f.db_value) for place, (name, f) in enumerate(fields.items())}
        simple = {name for name, f in fields.items() if type(f).db_value in _AS_THEY_ARE}
        values = []
        for row in rows:
            made = pattern.copy()
            made[places["id"][0]] = row.id
            for name, value in row.values.items():
                if name in places:
                    place, stored = places[name]
                    made[place] = value if name in simple and type(value) in _PLAIN else stored(value)
            values.append(made)
        columns = [f.column_name for f in fields.values()]
        work.bulk(model, columns, values, announce=False)
        keys = [(row.key, row.id, self.row.id) for row in rows if row.key]
        if keys:
            work.bulk(ImportIdentity, ("key", "row", "run"), keys, replace=True, announce=False)
            self.taken.update(row.counted or model.RESOURCE for row in rows if row.key)

    def name_also(self, work: Work, also: Iterable[tuple[bytes, int]]) -> None:
        """Further identities under which rows are referred to; they count nothing."""
        rows = [(key, row, self.row.id) for key, row in dict(also).items()]
        if rows:
            work.bulk(ImportIdentity, ("key", "row", "run"), rows, replace=True, announce=False)

    def keep_numbers(self, work: Work, resource: str, numbers: Iterable[tuple[int, str, str]]) -> None:
        """Numbers that others gave to rows of this resource, by which people may ask: row, system, value."""
        first = next_id(Identifier)
        values = [{"resource": resource, "row": row, "system": s, "value": v} for row, s, v in numbers]
        self.write(work, [NewRow(Identifier, b"", first + n, given) for n, given in enumerate(values)])

    def adopt(self, model: type[Resource], met: Iterable[bytes], counted: str = "") -> None:
        """Counts what is met again, and takes over rows of another, unfinished import; inside a chunk's transaction."""
        met, counted = list(met), counted or model.RESOURCE
        self._met[counted] += len(met)
        if not self._others:
            return
        for some in batches(list(set(met))):
            theirs = list(
                ImportIdentity.select().where(
                    ImportIdentity.key.in_(some) & ImportIdentity.run.in_(self._others)
                )
            )
            if not theirs:
                continue
            rows, keys = [line.row for line in theirs], [line.key for line in theirs]
            model.update(import_run=self.row.id).where(model.id.in_(rows)).execute()
            numbers = (Identifier.resource == model.RESOURCE) & Identifier.row.in_(rows)
            Identifier.update(import_run=self.row.id).where(numbers).execute()
            ImportIdentity.update(run=self.row.id).where(ImportIdentity.key.in_(keys)).execute()
            self.taken[counted] += len(rows)
            self._before[counted] += len(rows)
            for other in ImportRun.select().where(ImportRun.id.in_({line.run for line in theirs})):
                left = Counter(other.taken)
                left[counted] -= sum(line.run == other.id for line in theirs)
                ImportRun.update(taken=dict(+left)).where(ImportRun.id == other.id).execute()

    def stop(self) -> None:
        """Nothing of it is seen; the same import goes on from here, or ``undo_import`` takes it back."""
        self._end("stopped")

    def finish(self, progress: Progress | None = None) -> None:
        """Makes the new patients findable, then everything visible at once."""
        progress, last = progress or Silent(), 0
        while True:
            mine = (Patient.id > last) & (Patient.import_run == self.row.id)
            patients = list(Patient.select().where(mine).order_by(Patient.id).limit(CHUNK))
            if not patients:
                break
            with self.work(_("Make imported patients findable")):
                outside = _numbers_of([patient.id for patient in patients])
                search_index.put(database, [entry_of(p, outside[p.id]) for p in patients])
            last = patients[-1].id
            progress.rest()
        self._end("completed", set(self.taken))

    def _end(self, status: str, resources: Iterable[str] = ()) -> None:
        with self.work(_("End import")) as work:
            self.row = work.update(
                self.row, status=status, refused=self.refused[:KEPT_REFUSALS], ended_at=work.now
            )
            work.resources.update(resources)

    def report(self) -> dict[str, Any]:
        """``present`` counts what the record had before this import; it and ``unread`` are there only when needed."""
        told: dict[str, Any] = {"kind": self.kind, "taken": dict(self.taken), "refused": self.refused}
        more = {"present": dict(self._met - self._before), "unread": self.unread}
        return told | {name: value for name, value in more.items() if value}


def _numbers_of(patients: list[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    theirs = (Identifier.resource == Patient.RESOURCE) & Identifier.row.in_(patients)
    for number in Identifier.select().where(theirs & Identifier.error_at.is_null()):
        found[number.row].append(number.value)
    return found


def defaults(model: type[Resource]) -> dict[str, Any]:
    meta = model._meta  # type: ignore[attr-defined]
    plain = {f.name: value for f, value in meta.defaults.items() if not callable(value)}
    return plain | {f.name: value() for f, value in meta.defaults.items() if callable(value)}


def known(keys: Iterable[bytes]) -> dict[bytes, int]:
    """Which of these identities the record already has, and as which row; those of undone imports it has not."""
    found: dict[bytes, int] = {}
    for some in batches(list(set(keys))):
        marks = ",".join("?" * len(some))
        found |= dict(
            database.execute_sql(
                f"SELECT key, row FROM import_identity WHERE key IN ({marks}) "
                "AND run NOT IN (SELECT id FROM import_run WHERE status = 'undone')",
                some,
            )
        )
    return found


def next_id(model: type[Resource]) -> int:
    return int(model.select(model.id).order_by(model.id.desc()).limit(1).scalar() or 0) + 1


def batches(items: list[Any]) -> Iterable[list[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
