"""Is the record whole? Pages, tables, keys, log and write-ahead log, each looked at on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from peewee import DatabaseError
from sqlcipher3 import dbapi2

from ma_desktop.storage import audit_chain
from ma_desktop.storage.errors import DamagedRecord
from ma_desktop.storage.key_file import damaged_copies
from ma_desktop.storage.wal import damaged_frames

if TYPE_CHECKING:
    from ma_desktop.storage.record import Record


def verify(record: Record, tables: Mapping[str, str]) -> dict[str, Any]:
    """DESIGN's verify report. ``tables``: FHIR resource name → table to count.

    ``pages``: SQLCipher's own page MACs; ``integrity``: SQLite's check; ``wal``: frames whose salts are valid
    after a bad checksum, also when this opening has meanwhile passed over them; ``keys``: damaged copies of the
    key file; ``documents``: of the document store. Nothing is changed and the write-ahead log is read before anything could move it.
    """
    damaged = damaged_frames(record.folder / "record.ma-wal") or record.lost_frames
    report: dict[str, Any] = {"wal": damaged, "keys": damaged_copies(record.folder)}
    report["documents"] = {"count": 0, "damaged": 0, "missing": 0}
    try:
        report |= _checks(record)
        report["counts"] = {
            name: int(record.database.execute_sql(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])
            for name, table in tables.items()
        }
        report["documents"] = _documents(record)
    except DamagedRecord:
        report["documents"] = {"count": 0, "damaged": 1, "missing": 0}
    except (DatabaseError, dbapi2.DatabaseError) as error:
        report |= {"integrity": str(error), "pages": "damaged"}
        report.setdefault("audit", {"rows": 0, "ok": False})
        report.setdefault("counts", {})
    report["ok"] = (
        report["integrity"] == "ok"
        and report["pages"] == "ok"
        and report["wal"] == 0
        and not report["keys"]
        and not report.get("foreign_keys", 0)
        and not report.get("triggers", [])
        and bool(report["audit"]["ok"])
        and not report["documents"]["damaged"]
        and not report["documents"]["missing"]
    )
    return report


def _documents(record: Record) -> dict[str, int]:
    """What the document store holds, what of it is damaged, and what the record names that is not in it."""
    looked = record.documents.check()
    named = {
        row[0] for row in record.database.execute_sql("SELECT DISTINCT digest FROM attachment").fetchall()
    }
    missing = named - record.documents.digests()
    return {"count": looked.count, "damaged": looked.damaged + (not looked.pages), "missing": len(missing)}


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
        "audit": {"rows": chain.rows, "ok": chain.ok and record.head_fits(), "broken_at": chain.broken_at},
    }
