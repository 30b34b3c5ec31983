"""Is the record whole? Pages, tables, keys, log and write-ahead log, each looked at on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from peewee import DatabaseError
from sqlcipher3 import dbapi2

from ma_desktop.storage import audit_chain
from ma_desktop.storage.wal import damaged_frames

if TYPE_CHECKING:
    from ma_desktop.storage.record import Record


def verify(record: Record, tables: Mapping[str, str]) -> dict[str, Any]:
    """DESIGN's verify report. ``tables``: FHIR resource name → table to count.

    ``pages``: SQLCipher's own page MACs; ``integrity``: SQLite's check; ``wal``: frames whose salts are valid
    after a bad checksum. Nothing is changed and the write-ahead log is read before anything could move it.
    """
    report: dict[str, Any] = {"wal": damaged_frames(record.folder / "record.ma-wal")}
    try:
        report |= _checks(record)
        report["counts"] = {
            name: int(record.database.execute_sql(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])
            for name, table in tables.items()
        }
    except (DatabaseError, dbapi2.DatabaseError) as error:
        report |= {"integrity": str(error), "pages": "damaged"}
        report.setdefault("audit", {"rows": 0, "ok": False})
    report["ok"] = (
        report["integrity"] == "ok"
        and report["pages"] == "ok"
        and report["wal"] == 0
        and not report.get("foreign_keys", 0)
        and not report.get("triggers", [])
        and bool(report["audit"]["ok"])
    )
    return report


def _checks(record: Record) -> dict[str, Any]:
    database = record.database
    pages = [row[0] for row in database.execute_sql("PRAGMA cipher_integrity_check").fetchall()]
    integrity = [row[0] for row in database.execute_sql("PRAGMA integrity_check").fetchall()]
    chain = audit_chain.verify(database, record.audit_key)
    return {
        "pages": "; ".join(pages[:3]) or "ok",
        "integrity": "; ".join(integrity[:3]),
        "foreign_keys": len(database.execute_sql("PRAGMA foreign_key_check").fetchall()),
        "triggers": audit_chain.missing_triggers(database),
        "audit": {"rows": chain.rows, "ok": chain.ok and _head_fits(record), "broken_at": chain.broken_at},
    }


def _head_fits(record: Record) -> bool:
    """The log may have grown since the head was kept, but the kept row must still be there unchanged."""
    kept = record.kept_head()
    if kept is None or kept[0] == 0:
        return True
    row = record.database.execute_sql("SELECT mac FROM audit_event WHERE seq = ?", [kept[0]]).fetchone()
    return row is not None and bytes(row[0]) == kept[1]
