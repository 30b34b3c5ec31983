"""ICD-10-CM by code or words, from the library's release, read once into a small search table on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ma_desktop.domain import icd10, icd10_words, names
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
    """Billable codes only, best first. ``e119`` and ``E11.9`` find the code; words match by their beginnings.

    Order: the very code; what the office calls it (``htn``, ``high blood pressure``); common codes with the words or
    the code's beginning; the rest, shorter names first. The table holds public codes and no patient data, so it lies
    in the clear beside the settings.
    """
    words = names.fold(typed).split()
    if not words:
        return ()
    path = table or _table_path()
    if not path.is_file():
        build_table(path)
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = [
            *_by_codes(connection, icd10_words.meant(typed)),
            *_ranked(_by_prefix(connection, typed)),
            *_ranked(_by_words(connection, words)),
        ]
    finally:
        connection.close()
    exact = [row for row in found if row[0] == icd10.normalize(typed)]
    return tuple(Diagnosis(*row) for row in dict.fromkeys([*exact, *found]))[:limit]


_Row = tuple[str, str]


def _by_codes(connection: sqlite3.Connection, codes: Sequence[str]) -> list[_Row]:
    """The billable ones of ``codes``, in that order."""
    marks = ",".join("?" * len(codes))
    rows = connection.execute(f"SELECT code, display FROM code WHERE code IN ({marks})", list(codes))
    found = dict(rows.fetchall())
    return [(code, found[code]) for code in codes if code in found]


def _by_prefix(connection: sqlite3.Connection, typed: str) -> list[_Row]:
    code = typed.strip().upper().replace(".", "").replace(" ", "")
    rows = connection.execute(
        "SELECT code, display FROM code WHERE bare >= ? AND bare < ? ORDER BY bare LIMIT 400",
        (code, code + "~"),
    )
    return rows.fetchall()


def _by_words(connection: sqlite3.Connection, words: Sequence[str]) -> list[_Row]:
    match = " ".join(f'"{word}"*' for word in words)
    rows = connection.execute(
        "SELECT code.code, code.display FROM word JOIN code ON code.id = word.rowid WHERE word MATCH ? "
        "ORDER BY length(code.display), code.code LIMIT 400",
        (match,),
    )
    return rows.fetchall()


def _ranked(rows: list[_Row]) -> list[_Row]:
    """Common codes first, the others as they come."""
    return sorted(rows, key=lambda row: icd10_words.COMMON.get(row[0], len(icd10_words.COMMON)))


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
