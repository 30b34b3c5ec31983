"""A unit of work: the only hand that writes to the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Resource, Table, database

R = TypeVar("R", bound=Resource)

_BOOKKEEPING = frozenset({"id", "version", "recorded_at", "recorded_by"})


class ChangedMeanwhile(RuleBroken):
    """Somebody changed the same row since it was read."""


@dataclass
class Touched:
    """One row changed by a step: stored values of the changed columns before and after."""

    resource: str
    row: int
    version: int
    activity: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass
class Work:
    """Collects what one verb changes. Made by ``Desk.work`` only; every method runs inside its transaction."""

    title: str
    now: datetime
    user_id: int | None
    patient_id: int | None = None
    encounter_id: int | None = None
    reason: str = ""
    touched: list[Touched] = field(default_factory=list)
    patients: set[int] = field(default_factory=set)
    encounters: set[int] = field(default_factory=set)
    resources: set[str] = field(default_factory=set)
    undoes: int | None = None
    bulk_digest: str = ""

    def insert(self, row: R) -> R:
        """Writes a new row; fills ``id``, ``recorded_at``, ``recorded_by``."""
        row.recorded_at, row.recorded_by = self.now, self.user_id
        row.id = write_row(type(row), row.__data__)
        self._note(row, "CREATE", None, _stored(row))
        return row

    def insert_many(self, rows: Sequence[R]) -> Sequence[R]:
        """Writes new rows of one table in one statement; fills their ids."""
        if not rows:
            return rows
        model = type(rows[0])
        for row in rows:
            row.recorded_at, row.recorded_by = self.now, self.user_id
        last = model.select(model.id).order_by(model.id.desc()).limit(1).scalar() or 0
        for offset, row in enumerate(rows, 1):
            row.id = last + offset
        write_rows(model, [row.__data__ for row in rows])
        for row in rows:
            self._note(row, "CREATE", None, _stored(row))
        return rows

    def update(self, row: R, /, **changes: Any) -> R:
        """Changes columns of a row that was read before; its version must still be the one that was read.

        Raises ``ChangedMeanwhile`` when it is not. Columns that keep their value are left out; nothing
        changed means nothing written.
        """
        model = type(row)
        fresh = {name: value for name, value in changes.items() if _plain(row, name) != _as_plain(value)}
        if not fresh:
            return row
        before = _stored(row, fresh)
        version = row.version
        written = (
            model.update(**fresh, version=version + 1)
            .where((model.id == row.id) & (model.version == version))
            .execute()
        )
        if written != 1:
            raise ChangedMeanwhile(
                _(
                    "This was changed by somebody else while you had it open. Nothing of it was saved; look again."
                )
            )
        for name, value in fresh.items():
            setattr(row, name, value)
        row.version = version + 1
        self._note(row, "UPDATE", before, _stored(row, fresh))
        return row

    def mark_error(self, row: R, reason: str) -> R:
        """Marks a row as entered in error; it stays in the record."""
        return self.update(row, error_at=self.now, error_by=self.user_id, error_reason=reason)

    def bulk(
        self,
        model: type[Table],
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        replace: bool = False,
        announce: bool = True,
    ) -> int:
        """``executemany`` of stored values (as on disk), for imports: no provenance row each, one digest.

        Answers how many rows went in. ``columns`` are column names; shape of a row: one value a column. Columns that are
        not named get the table's defaults.
        ``replace`` takes the place of a row with the same primary key; without ``announce`` no screen is told.
        """
        meta = model._meta  # type: ignore[attr-defined]
        missing = [f for f in meta.sorted_fields if f in meta.defaults and f.column_name not in columns]
        rest = tuple(f.db_value(f.default() if callable(f.default) else f.default) for f in missing)
        names = ",".join(f'"{column}"' for column in (*columns, *(f.column_name for f in missing)))
        marks = ",".join("?" * (len(columns) + len(rest)))
        rows = [(*row, *rest) for row in rows] if rest else list(rows)
        verb = "INSERT OR REPLACE" if replace else "INSERT"
        database.connection().executemany(f'{verb} INTO "{meta.table_name}" ({names}) VALUES ({marks})', rows)
        digest = sha256(self.bulk_digest.encode())
        digest.update(repr(rows).encode())
        self.bulk_digest = digest.hexdigest()
        if announce:
            self.resources.add(model.RESOURCE)
        return len(rows)

    def refuse(self, sentence: str) -> None:
        """Says no in one sentence: nothing of this work is written."""
        raise RuleBroken(sentence)

    def _note(
        self, row: Resource, activity: str, before: dict[str, Any] | None, after: dict[str, Any]
    ) -> None:
        name = type(row).__name__
        self.touched.append(Touched(name, row.id, row.version, activity, before, after))
        self.resources.add(type(row).RESOURCE.split(".")[0])
        data = row.__data__
        patient = row.id if name == "Patient" else data.get("patient")
        encounter = row.id if name == "Encounter" else data.get("encounter")
        if patient:
            self.patients.add(patient)
        if encounter:
            self.encounters.add(encounter)


def _stored(row: Resource, names: Iterable[str] | None = None) -> dict[str, Any]:
    """Column values as they are on disk, so that Undo can put them back exactly."""
    fields = row._meta.fields  # type: ignore[attr-defined]
    data = row.__data__
    if names is not None:
        return {name: fields[name].db_value(data.get(name)) for name in names}
    stored = {name: fields[name].db_value(data.get(name)) for name in fields if name not in _BOOKKEEPING}
    return {name: value for name, value in stored.items() if value is not None}


def write_row(model: type[Table], values: Mapping[str, Any]) -> int:
    """Inserts one row of field values, absent ones as NULL; answers its id."""
    statement, stored = _insertion(model, [values])
    return int(database.execute_sql(statement, stored[0]).lastrowid)


def write_rows(model: type[Table], values: Sequence[Mapping[str, Any]]) -> None:
    """The same for many rows with one prepared statement: writing the SQL of many rows in one statement takes longer
    than carrying it out."""
    statement, stored = _insertion(model, values)
    database.connection().executemany(statement, stored)


def _insertion(model: type[Table], values: Sequence[Mapping[str, Any]]) -> tuple[str, list[list[Any]]]:
    meta = model._meta  # type: ignore[attr-defined]
    fields = meta.sorted_fields
    names = ",".join(f'"{field.column_name}"' for field in fields)
    statement = f'INSERT INTO "{meta.table_name}" ({names}) VALUES ({",".join("?" * len(fields))})'
    return statement, [[field.db_value(row.get(field.name)) for field in fields] for row in values]


def _plain(row: Resource, name: str) -> Any:
    return row.__data__.get(name)


def _as_plain(value: Any) -> Any:
    return value.id if isinstance(value, Resource) else value
