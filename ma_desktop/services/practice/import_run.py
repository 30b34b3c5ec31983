"""The machinery of bulk imports: chunks, identities, and patients hidden until everything is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ImportIdentity, ImportRun, Patient, Resource, database
from ma_desktop.services.desk import Desk, Work

#: Rows in one transaction: short enough that somebody at the desk never waits for it.
CHUNK = 500
_KEPT_REFUSALS = 1000


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row to write: ``key`` is its identity, ``values`` its columns as Python values, ``id`` its row id.

    ``counted``: the FHIR type it is reported as, when that is not the table's own.
    """

    model: type[Resource]
    key: bytes
    id: int
    values: dict[str, Any]
    counted: str = ""


def identity(system: str, kind: str, content: str, ordinal: int = 0) -> bytes:
    """The same thing of the same source has the same identity in every run."""
    return blake2b("\x1d".join((system, kind, content, str(ordinal))).encode(), digest_size=16).digest()


class Run:
    """One import under way; begun again after a stop, it goes on with the same ``ImportRun`` row."""

    def __init__(self, desk: Desk, kind: str, source: str) -> None:
        self.desk, self.kind = desk, kind
        self.taken: Counter[str] = Counter()
        self.refused: list[dict[str, Any]] = []
        self.met: set[int] = set()
        with self.work(_("Begin import")) as work:
            unfinished = ImportRun.status.in_(["in-progress", "stopped"])
            row = (
                ImportRun.standing()
                .where((ImportRun.kind == kind) & (ImportRun.source == source) & unfinished)
                .first()
            )
            if row is None:
                row = work.insert(ImportRun(kind=kind, source=source))
            self.row = work.update(row, status="in-progress")

    def work(self, title: str) -> Any:
        return self.desk.work(title, needs=Permission.IMPORT_DATA, action="import", undoable=False)

    def refuse(self, source: str, row: int, reason: str) -> None:
        self.refused.append({"source": source, "row": row, "reason": reason})

    def write(self, work: Work, rows: list[NewRow]) -> None:
        """New rows of one table, with their identities; inside a chunk's transaction."""
        if not rows:
            return
        model = rows[0].model
        columns, values = self._columns(model), []
        shared = {
            "version": 1, "recorded_at": work.now, "recorded_by": work.user_id, "import_run": self.row.id,
        }  # fmt: skip
        for row in rows:
            given = {**defaults(model), **shared, **row.values, "id": row.id}
            values.append([f.db_value(given.get(name)) for name, f in columns.items()])
        work.bulk(model, [f.column_name for f in columns.values()], values)
        keys = [(row.key, row.id) for row in rows if row.key]
        if keys:
            work.bulk(ImportIdentity, ("key", "row"), keys)
            self.taken.update(row.counted or model.RESOURCE for row in rows if row.key)

    @staticmethod
    def _columns(model: type[Resource]) -> dict[str, Any]:
        return dict(model._meta.fields)  # type: ignore[attr-defined]

    def stop(self) -> None:
        self._end("stopped")

    def finish(self) -> None:
        """Shows the patients, also those whom an earlier, stopped run brought and this one met again."""
        for ids in batches(sorted(self.met)):
            with self.work(_("Show imported patients")):
                Patient.update(hidden=False).where(Patient.id.in_(ids) & Patient.hidden).execute()
        self._end("completed")

    def _end(self, status: str) -> None:
        before = Counter(self.row.taken)
        with self.work(_("End import")) as work:
            self.row = work.update(
                self.row, status=status, taken=dict(before + self.taken),
                refused=self.refused[:_KEPT_REFUSALS], ended_at=work.now,
            )  # fmt: skip

    def report(self) -> dict[str, Any]:
        return {"kind": self.kind, "taken": dict(self.taken), "refused": self.refused}


def defaults(model: type[Resource]) -> dict[str, Any]:
    meta = model._meta  # type: ignore[attr-defined]
    plain = {f.name: value for f, value in meta.defaults.items() if not callable(value)}
    return plain | {f.name: value() for f, value in meta.defaults.items() if callable(value)}


def known(keys: Iterable[bytes]) -> dict[bytes, int]:
    """Which of these identities the record already has, and as which row."""
    found: dict[bytes, int] = {}
    for some in batches(list(set(keys))):
        marks = ",".join("?" * len(some))
        found |= dict(
            database.execute_sql(f"SELECT key, row FROM import_identity WHERE key IN ({marks})", some)
        )
    return found


def next_id(model: type[Resource]) -> int:
    return int(model.select(model.id).order_by(model.id.desc()).limit(1).scalar() or 0) + 1


def batches(items: list[Any]) -> Iterable[list[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
