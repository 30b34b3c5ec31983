"""Finding patients by a few letters: the only file that knows SQLite's full-text search.

FTS5's own ranking reads every match before it orders (28 to 95 ms for one letter at 100,000 patients), so the
first tier is a table of folded name words read by prefix, in the order of its key and only as far as the list is long.
Trigrams serve the second, typo-tolerant tier; they lead to words, of which a practice has few, and not to patients.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ma_desktop.domain import names

DDL = (
    "CREATE TABLE IF NOT EXISTS patient_word (word TEXT NOT NULL, weight INTEGER NOT NULL, patient INTEGER NOT NULL, "
    "PRIMARY KEY (word, weight, patient)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS patient_word_patient ON patient_word (patient, word)",
    "CREATE TABLE IF NOT EXISTS patient_number (number TEXT NOT NULL, patient INTEGER NOT NULL, "
    "PRIMARY KEY (number, patient)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS patient_number_patient ON patient_number (patient, number)",
    "CREATE TABLE IF NOT EXISTS patient_birth (patient INTEGER PRIMARY KEY, day TEXT NOT NULL, month_day TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS patient_birth_day ON patient_birth (day)",
    "CREATE INDEX IF NOT EXISTS patient_birth_month_day ON patient_birth (month_day)",
    "CREATE TABLE IF NOT EXISTS name_word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS name_trigram USING fts5(word, tokenize='trigram', content='', detail='none')",
)
#: Longest phone tail and record number that is looked up by its beginning.
_SHORTEST_NUMBER = 3
#: Shorter words are only ever taken as they are typed.
_TYPO_FROM = 4
#: Known words that are compared with a mistyped one.
_MOST_WORDS = 4000
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
    _know(connection, {word for e in entries for word in e.words})


def _know(connection: Any, words: set[str]) -> None:
    """Words stay known when the last patient of that name goes; they lead to nobody then."""
    for word in sorted(words):
        added = connection.execute(
            "INSERT OR IGNORE INTO name_word (word) VALUES (?) RETURNING id", [word]
        ).fetchone()
        if added is not None:
            connection.execute("INSERT INTO name_trigram (rowid, word) VALUES (?, ?)", [added[0], word])


def remove(database: Any, patients: Iterable[int]) -> None:
    connection = database.connection()
    rows = [(patient,) for patient in patients]
    for statement in (
        "DELETE FROM patient_word WHERE patient = ?", "DELETE FROM patient_number WHERE patient = ?",
        "DELETE FROM patient_birth WHERE patient = ?",
    ):  # fmt: skip
        connection.executemany(statement, rows)


def search(
    database: Any, words: Sequence[str], births: Sequence[str], numbers: Sequence[str], limit: int = 20
) -> list[int]:
    """Patients whom every given part fits, best first: exact words before beginnings, family before given names."""
    return _search(database, [_beginning(word) for word in words], births, numbers, limit)


def named(database: Any, words: Sequence[str], limit: int = 20) -> list[int]:
    """Patients who have every one of these words in full, in the order of their numbers; one statement, no beginnings."""
    having = " INTERSECT ".join(["SELECT patient FROM patient_word WHERE word = ?"] * len(words))
    rows = database.execute_sql(f"{having} LIMIT ?", [*words, limit]).fetchall() if words else []
    return [int(row[0]) for row in rows]


def resembling(
    database: Any, words: Sequence[str], births: Sequence[str], numbers: Sequence[str], limit: int = 60
) -> list[int]:
    """The same for names with a slip in them: the second tier. Empty when some word is like no name at all."""
    likely = [_beginning(word) if len(word) < _TYPO_FROM else _like(database, word) for word in words]
    meant = [word for word in likely if word is not None]
    return _search(database, meant, births, numbers, limit) if len(meant) == len(words) else []


@dataclass(frozen=True, slots=True)
class _Part:
    """A condition on a column of one of the tables, with its bound values; ``length`` of what was typed."""

    table: str
    condition: str
    bound: tuple[str, ...]
    length: int

    def asked(self) -> str:
        """Asked of one candidate ``c`` by the index that begins with the patient: never a list of all whom it fits."""
        return f"EXISTS (SELECT 1 FROM {self.table} x WHERE x.patient = c.patient AND {self.on('x')})"

    def on(self, table: str) -> str:
        return self.condition.format(t=table)


@dataclass(frozen=True, slots=True)
class _Word:
    """One word as typed: ``reads`` one after the other, the better first, when the list is read along it; else ``fits``."""

    reads: tuple[_Part, ...]
    fits: _Part


def _beginning(word: str) -> _Word:
    end = word + _LAST
    return _Word(
        (
            _Part("patient_word", "{t}.word = ?", (word,), len(word)),
            _Part("patient_word", "{t}.word > ? AND {t}.word < ?", (word, end), len(word)),
        ),
        _Part("patient_word", "{t}.word >= ? AND {t}.word < ?", (word, end), len(word)),
    )


def _like(database: Any, word: str) -> _Word | None:
    """Known words that the typed one may be, or may be the beginning of, with one or two slips."""
    pieces = sorted({word[i : i + 3] for i in range(len(word) - 2)})
    rows = database.execute_sql(
        "SELECT w.word FROM name_trigram t JOIN name_word w ON w.id = t.rowid WHERE name_trigram MATCH ? LIMIT ?",
        [" OR ".join(f'"{piece}"' for piece in pieces), _MOST_WORDS],
    ).fetchall()
    near = [
        known
        for (known,) in rows
        if names.nearly(word, known) or names.nearly(word, known[: len(word)])
    ]  # fmt: skip
    near.sort(key=lambda known: (names.typos(word, known), known))
    marks = ",".join("?" * len(near))
    part = _Part("patient_word", f"{{t}}.word IN ({marks})", tuple(near), len(word))
    return _Word((part,), part) if near else None


def _search(
    database: Any, words: Sequence[_Word], births: Sequence[str], numbers: Sequence[str], limit: int
) -> list[int]:
    others = [*map(_birth, births), *map(_number, numbers)]
    ordered = sorted(words, key=lambda word: -word.fits.length)
    rare = max(others, key=lambda part: part.length, default=None)
    reads: tuple[_Part, ...] = ()
    if rare is not None and (not ordered or rare.length > ordered[0].fits.length):
        reads = (rare,)
        others.remove(rare)
    elif ordered:
        reads = ordered.pop(0).reads
    asked = [*(word.fits for word in ordered), *others]
    found: dict[int, None] = {}
    for part in reads:
        if len(found) < limit:
            found |= dict.fromkeys(_read(database, part, asked, limit * 2))
    return list(found)[:limit]


def _read(database: Any, driver: _Part, asked: Sequence[_Part], limit: int) -> list[int]:
    """Along the key of the driver's table, so that reading ends with the last line of the list."""
    key = {"patient_word": "c.word, c.weight, c.patient", "patient_number": "c.number, c.patient"}
    order = f" ORDER BY {key[driver.table]}" if driver.table in key else ""
    where = " AND ".join([driver.on("c"), *(part.asked() for part in asked)])
    bound = [*driver.bound, *(value for part in asked for value in part.bound)]
    rows = database.execute_sql(
        f"SELECT c.patient FROM {driver.table} c WHERE {where}{order} LIMIT ?", [*bound, limit]
    ).fetchall()
    return [int(row[0]) for row in rows]


def _birth(birth: str) -> _Part:
    column, value = ("month_day", birth[1:]) if birth.startswith("%") else ("day", birth)
    return _Part(
        "patient_birth", f"{{t}}.{column} >= ? AND {{t}}.{column} < ?", (value, value + _LAST), len(value)
    )


def _number(number: str) -> _Part:
    return _Part(
        "patient_number", "{t}.number >= ? AND {t}.number < ?", (number, number + _LAST), len(number)
    )


def _numbers(entry: Entry) -> set[str]:
    tails = {entry.phone[i:] for i in range(len(entry.phone) - _SHORTEST_NUMBER)}
    return tails | {entry.record_number, *entry.outside}
