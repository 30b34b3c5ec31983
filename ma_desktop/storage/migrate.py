"""Bringing a record to this version of the program, one frozen step after the other."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ma_desktop.storage import audit_chain, migrations, search_index
from ma_desktop.storage.errors import DamagedRecord, NewerRecord


@dataclass(frozen=True, slots=True)
class Migration:
    """``number`` counts up from 1; ``statements`` are plain SQL that names no live model."""

    number: int
    statements: tuple[str, ...]
    #: Tables whose rows a step takes away on purpose; all others must keep their count.
    may_shrink: frozenset[str] = frozenset()


def known() -> tuple[Migration, ...]:
    """Every migration in ``storage/migrations``, in order."""
    found = []
    for module in sorted(m.name for m in pkgutil.iter_modules(migrations.__path__)):
        loaded = importlib.import_module(f"{migrations.__name__}.{module}")
        found.append(
            Migration(int(module[1:5]), tuple(loaded.STATEMENTS), getattr(loaded, "MAY_SHRINK", frozenset()))
        )
    return tuple(found)


def version(database: Any) -> int:
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def migrate(
    database: Any, *, before_first: Callable[[], None], steps: Sequence[Migration] | None = None
) -> list[int]:
    """Runs what is missing and answers the numbers; ``before_first`` backs an older record up.

    Never inside an outer transaction: foreign keys are off while a step runs and are all checked before it
    commits. A newer record raises ``NewerRecord``; a step that loses rows raises ``DamagedRecord`` and is undone.
    """
    if database.in_transaction():
        raise RuntimeError("a migration must not run inside a transaction")
    steps = known() if steps is None else steps
    here = version(database)
    if here > max((step.number for step in steps), default=0):
        raise NewerRecord
    missing = [step for step in steps if step.number > here]
    if missing and here > 0:
        before_first()
    for step in missing:
        _run(database, step)
    if missing:
        audit_chain.install_triggers(database)
    return [step.number for step in missing]


def _run(database: Any, step: Migration) -> None:
    before = counts(database)
    database.execute_sql("PRAGMA foreign_keys = OFF")
    try:
        with database.atomic():
            for statement in step.statements:
                database.execute_sql(statement)
            if step.number == 1:
                search_index.create(database)
            after = counts(database)
            lost = [t for t, n in before.items() if after.get(t, 0) < n and t not in step.may_shrink]
            if lost or database.execute_sql("PRAGMA foreign_key_check").fetchone():
                raise DamagedRecord(f"migration {step.number}")
            database.execute_sql(f"PRAGMA user_version = {step.number}")
    finally:
        database.execute_sql("PRAGMA foreign_keys = ON")


def counts(database: Any) -> dict[str, int]:
    """Rows of every ordinary table."""
    names = database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'patient_trigram%'"
    ).fetchall()
    return {
        name: int(database.execute_sql(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]) for (name,) in names
    }
