"""ICD-10-CM by code or words, from the library's release, read once into a small search table on disk."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ma_desktop.domain import names
from ma_desktop.services.desk import Desk

#: CMS's release inside simple-icd-10-cm 1.5: April 1, 2026.
RELEASE = "2026-04-01"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    code: str
    display: str


def find_diagnosis(
    desk: Desk, typed: str, *, table: Path | None = None, limit: int = 30
) -> tuple[Diagnosis, ...]:
    """Billable codes only. ``e119`` and ``E11.9`` find the code; words match by their beginnings, in any order.

    The table holds public codes and no patient data, so it lies in the clear beside the settings.
    """
    words = names.fold(typed).split()
    if not words:
        return ()
    path = table or _table_path()
    if not path.is_file():
        build_table(path)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        code = typed.strip().upper().replace(".", "")
        rows = connection.execute(
            "SELECT code, display FROM code WHERE bare >= ? AND bare < ? ORDER BY bare LIMIT ?",
            (code, code + "~", limit),
        ).fetchall()
        match = " ".join(f'"{word}"*' for word in words)
        rows += connection.execute(
            "SELECT code.code, code.display FROM word JOIN code ON code.id = word.rowid WHERE word MATCH ? "
            "ORDER BY length(code.display), code.code LIMIT ?",
            (match, limit),
        ).fetchall()
    finally:
        connection.close()
    return tuple(Diagnosis(*row) for row in dict.fromkeys(rows))[:limit]


def build_table(path: Path) -> None:
    """Writes the table under a temporary name first; about two seconds, once per release."""
    import simple_icd_10_cm as icd

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    connection = sqlite3.connect(unfinished)
    try:
        connection.execute("CREATE TABLE code (id INTEGER PRIMARY KEY, bare TEXT, code TEXT, display TEXT)")
        connection.execute("CREATE VIRTUAL TABLE word USING fts5(words, content='')")
        leaves = (code for code in icd.get_all_codes(with_dots=True) if icd.is_leaf(code))
        rows = [
            (i, code.replace(".", ""), code, icd.get_description(code)) for i, code in enumerate(leaves, 1)
        ]
        connection.executemany("INSERT INTO code VALUES (?, ?, ?, ?)", rows)
        connection.executemany(
            "INSERT INTO word (rowid, words) VALUES (?, ?)", [(r[0], names.fold(r[3])) for r in rows]
        )
        connection.execute("CREATE INDEX code_bare ON code (bare)")
        connection.commit()
    finally:
        connection.close()
    unfinished.replace(path)


def _table_path() -> Path:
    from ma_desktop.paths import config_dir

    return config_dir() / f"icd10cm-{RELEASE}.sqlite"
