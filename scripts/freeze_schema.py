"""Writes the first migration from the models: only while version 0.1 is unreleased.

Afterwards migrations are written by hand, one file a change, and this script is of no use any more.
"""

from __future__ import annotations

from pathlib import Path

from peewee import SqliteDatabase

from ma_desktop.models import ALL, database

TARGET = Path(__file__).resolve().parents[1] / "ma_desktop" / "storage" / "migrations" / "m0001_foundation.py"
EXTRA = "CREATE TABLE secret (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL)"


def main() -> None:
    database.initialize(SqliteDatabase(":memory:"))
    database.connect()
    database.create_tables(ALL, safe=False)
    rows = database.execute_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    lines = "".join(f"    {sql!r},\n" for (sql,) in [*rows, (EXTRA,)])
    TARGET.write_text(
        '"""The tables of version 0.1."""\n\nfrom __future__ import annotations\n\nSTATEMENTS = (\n'
        + lines + ")\n", encoding="utf-8",
    )  # fmt: skip
    print(f"{len(rows) + 1} statements frozen")


if __name__ == "__main__":
    main()
