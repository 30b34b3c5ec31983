"""Finding patients by a few letters: the only file that knows SQLite's full-text search.

FTS5's own ranking reads every match before it orders (28 to 95 ms for one letter at 100,000 patients), so the
first tier is a table of folded name words read by prefix; trigrams serve only the second, typo-tolerant tier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

DDL = (
    "CREATE TABLE IF NOT EXISTS patient_word (word TEXT NOT NULL, weight INTEGER NOT NULL, patient INTEGER NOT NULL, "
    "PRIMARY KEY (word, weight, patient)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS patient_word_patient ON patient_word (patient)",
    "CREATE TABLE IF NOT EXISTS patient_number (number TEXT NOT NULL, patient INTEGER NOT NULL, "
    "PRIMARY KEY (number, patient)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS patient_number_patient ON patient_number (patient)",
    "CREATE TABLE IF NOT EXISTS patient_birth (patient INTEGER PRIMARY KEY, day TEXT NOT NULL, month_day TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS patient_birth_day ON patient_birth (day)",
    "CREATE INDEX IF NOT EXISTS patient_birth_month_day ON patient_birth (month_day)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS patient_trigram USING fts5(words, tokenize='trigram', content='', contentless_delete=1)",
)
#: Longest phone tail and record number that is looked up by its beginning.
_SHORTEST_NUMBER = 3
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found of one patient. ``words``: folded name words, family first; ``birth``: ``yyyymmdd``.

    Record number and ``outside`` numbers are searchable from their beginning, the phone from every digit on.
    """

    patient: int
    words: tuple[str, ...]
    birth: str
    record_number: str
    phone: str = ""
    outside: tuple[str, ...] = ()


def create(database: Any) -> None:
    for statement in DDL:
        database.execute_sql(statement)


def put(database: Any, entries: Iterable[Entry]) -> None:
    """Adds or replaces entries; inside the caller's transaction."""
    connection = database.connection()
    entries = list(entries)
    for table in ("patient_word", "patient_number"):
        connection.executemany(f"DELETE FROM {table} WHERE patient = ?", [(e.patient,) for e in entries])
    connection.executemany(
        "INSERT INTO patient_word VALUES (?, ?, ?)",
        [(word, min(i, 9), e.patient) for e in entries for i, word in enumerate(dict.fromkeys(e.words))],
    )
    connection.executemany(
        "INSERT INTO patient_number VALUES (?, ?)",
        [(n, e.patient) for e in entries for n in sorted(_numbers(e))],
    )
    connection.executemany(
        "INSERT OR REPLACE INTO patient_birth VALUES (?, ?, ?)",
        [(e.patient, e.birth, e.birth[4:]) for e in entries],
    )
    connection.executemany("DELETE FROM patient_trigram WHERE rowid = ?", [(e.patient,) for e in entries])
    connection.executemany(
        "INSERT INTO patient_trigram (rowid, words) VALUES (?, ?)",
        [(e.patient, " ".join(e.words)) for e in entries],
    )


def remove(database: Any, patients: Iterable[int]) -> None:
    connection = database.connection()
    rows = [(patient,) for patient in patients]
    for statement in (
        "DELETE FROM patient_word WHERE patient = ?", "DELETE FROM patient_number WHERE patient = ?",
        "DELETE FROM patient_birth WHERE patient = ?", "DELETE FROM patient_trigram WHERE rowid = ?",
    ):  # fmt: skip
        connection.executemany(statement, rows)


def search(
    database: Any, words: Sequence[str], births: Sequence[str], numbers: Sequence[str], limit: int = 20
) -> list[int]:
    """Patients whom every given part fits, best first: exact words before beginnings, family before given names."""
    if not (words or births or numbers):
        return []
    if len(words) == 1 and not births and not numbers:
        return _one_word(database, words[0], limit)
    filters, bound = _conditions(words[1:] if words else [], births, numbers)
    if words:
        first, *_rest = sorted(words, key=len, reverse=True)
        filters, bound = _conditions([w for w in words if w != first], births, numbers)
        statement = (
            "SELECT w.patient FROM patient_word w WHERE w.word >= ? AND w.word < ? "
            + "".join(f"AND w.patient IN ({f}) " for f in filters)
            + "GROUP BY w.patient ORDER BY MIN(w.word != ?), MIN(w.weight), MIN(w.word), w.patient LIMIT ?"
        )
        rows = database.execute_sql(statement, [first, first + _LAST, *bound, first, limit]).fetchall()
    else:
        filters, bound = _conditions([], births, numbers)
        statement = filters[0] + "".join(f" AND patient IN ({f})" for f in filters[1:]) + " LIMIT ?"
        rows = database.execute_sql(statement, [*bound, limit]).fetchall()
    return list(dict.fromkeys(int(row[0]) for row in rows))


def resembling(database: Any, words: Sequence[str], limit: int = 200) -> list[int]:
    """Patients who share a trigram run with the words: candidates for the typo-tolerant second tier."""
    pieces = {word[i : i + 3] for word in words for i in range(len(word) - 2)}
    if not pieces:
        return []
    query = " OR ".join(f'"{piece}"' for piece in sorted(pieces))
    rows = database.execute_sql(
        "SELECT rowid FROM patient_trigram WHERE patient_trigram MATCH ? ORDER BY rank LIMIT ?",
        [query, limit],
    ).fetchall()
    return [int(row[0]) for row in rows]


def _one_word(database: Any, word: str, limit: int) -> list[int]:
    """Reads only as many rows as are shown: exact family names, then other exact ones, then beginnings."""
    found: dict[int, None] = {}
    for statement, bound in (
        ("SELECT patient FROM patient_word WHERE word = ? ORDER BY weight, patient LIMIT ?", [word]),
        ("SELECT patient FROM patient_word WHERE word > ? AND word < ? ORDER BY word, weight, patient LIMIT ?",
         [word, word + _LAST]),
    ):  # fmt: skip
        if len(found) < limit:
            found |= {
                int(r[0]): None for r in database.execute_sql(statement, [*bound, limit * 2]).fetchall()
            }
    return list(found)[:limit]


def _conditions(
    words: Sequence[str], births: Sequence[str], numbers: Sequence[str]
) -> tuple[list[str], list[str]]:
    statements, bound = [], []
    for word in words:
        statements.append("SELECT patient FROM patient_word WHERE word >= ? AND word < ?")
        bound += [word, word + _LAST]
    for birth in births:
        column, value = ("month_day", birth[1:]) if birth.startswith("%") else ("day", birth)
        statements.append(f"SELECT patient FROM patient_birth WHERE {column} >= ? AND {column} < ?")
        bound += [value, value + _LAST]
    for number in numbers:
        statements.append("SELECT patient FROM patient_number WHERE number >= ? AND number < ?")
        bound += [number, number + _LAST]
    return statements, bound


def _numbers(entry: Entry) -> set[str]:
    tails = {entry.phone[i:] for i in range(len(entry.phone) - _SHORTEST_NUMBER)}
    return tails | {entry.record_number, *entry.outside}
