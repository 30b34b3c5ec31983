"""The log's chain: each row's MAC covers the row before, and triggers refuse whatever is not an append."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

COLUMNS = (
    "seq", "at", "user_id", "role", "workstation", "action", "patient_id", "encounter_id", "entities", "title",
    "reason", "outcome", "digest",
)  # fmt: skip
_GENESIS = b"\x00" * 32

TRIGGERS: dict[str, str] = {
    "audit_event_no_update": "CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "audit_event_no_delete": "CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "audit_event_in_order": "CREATE TRIGGER audit_event_in_order BEFORE INSERT ON audit_event "
    "WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit_event) "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
}


@dataclass(frozen=True, slots=True)
class ChainReport:
    """``rows`` counted; ``broken_at``: the first sequence number whose MAC or order is wrong."""

    rows: int
    head: int
    broken_at: int | None

    @property
    def ok(self) -> bool:
        return self.broken_at is None


def mac_of(key: bytes, previous: bytes, values: Iterable[Any]) -> bytes:
    """HMAC-SHA256 over the row before's MAC and every value with its type and length, so that nothing can shift."""
    made = hmac.new(key, previous, sha256)
    for value in values:
        kind = b"n" if value is None else b"i" if isinstance(value, int) else b"t"
        raw = b"" if value is None else str(value).encode()
        made.update(kind + len(raw).to_bytes(8, "big") + raw)
    return made.digest()


def head(database: Any) -> tuple[int, bytes]:
    """Sequence number and MAC of the last row; (0, zeros) in an empty log."""
    row = database.execute_sql("SELECT seq, mac FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, _GENESIS)


def append(database: Any, key: bytes, **values: Any) -> int:
    """Adds one row (stored values by column, without ``seq`` and ``mac``) and answers its sequence number."""
    last, previous = head(database)
    row = [last + 1, *(values[column] for column in COLUMNS[1:])]
    names = ", ".join((*COLUMNS, "mac"))
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    database.execute_sql(
        f"INSERT INTO audit_event ({names}) VALUES ({marks})", [*row, mac_of(key, previous, row)]
    )
    return last + 1


def install_triggers(database: Any) -> None:
    for name, statement in TRIGGERS.items():
        database.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
        database.execute_sql(statement)


def missing_triggers(database: Any) -> list[str]:
    """Triggers that are gone or do not say what they should."""
    here = dict(database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return [name for name, statement in TRIGGERS.items() if here.get(name) != statement]


def verify(database: Any, key: bytes) -> ChainReport:
    """Walks the whole log, row by row, without holding it in memory."""
    previous, expected, rows = _GENESIS, 1, 0
    cursor = database.execute_sql(f"SELECT {', '.join(COLUMNS)}, mac FROM audit_event ORDER BY seq")
    for row in cursor:
        *values, mac = row
        if values[0] != expected or not hmac.compare_digest(mac_of(key, previous, values), bytes(mac)):
            return ChainReport(rows, expected - 1, expected)
        previous, expected, rows = bytes(mac), expected + 1, rows + 1
    return ChainReport(rows, expected - 1, None)
