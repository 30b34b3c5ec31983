"""``import``: a Synthea CSV export taken in, beside ``executemany`` of the very rows that came of it.

The import reads text, checks, places in time, refers, keeps identities, indexes names, logs each chunk. The limit writes
the finished rows (tables, identities and outside numbers) into the same tables in one commit.
"""

from __future__ import annotations

import csv
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.rows import Effort, Row

_OBSERVED = (
    ("8480-6", "Systolic Blood Pressure", "mm[Hg]", 122), ("8462-4", "Diastolic Blood Pressure", "mm[Hg]", 78),
    ("8867-4", "Heart rate", "/min", 72), ("29463-7", "Body Weight", "kg", 80), ("8310-5", "Body temperature", "Cel", 37),
)  # fmt: skip
_REASONS = (("10509002", "Acute bronchitis (disorder)"), ("38341003", "Hypertension (disorder)"), ("", ""))


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.bench_record import at_the_desk
    from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv

    value, limit = [], []
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch, at_the_desk(folder) as (record, desk):
        for turn in range(effort.times(3, 1)):
            export = Path(scratch) / str(turn)
            export.mkdir()
            write_export(export, effort.times(300, 10), seed=turn)
            marks = _marks(record.database)
            began = time.perf_counter()
            report = import_synthea_csv(desk, export)
            value.append(time.perf_counter() - began)
            assert not report["refused"], report["refused"][:3]
            limit.append(_raw(record.database, marks))
    return [Row("import", min(value), min(limit))]


#: Tables that an import fills, each with the column by which its new rows are known.
_TABLES = (
    "organization", "practitioner", "patient", "encounter", "condition", "observation", "medication_request",
    "immunization", "procedure", "allergy_intolerance", "coverage", "claim", "identifier",
)  # fmt: skip


def _marks(database: Any) -> dict[str, int]:
    return {
        table: database.execute_sql(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()[0]
        for table in _TABLES
    }


def _raw(database: Any, marks: dict[str, int]) -> float:
    """Takes the new rows out again, untimed, and writes them back; the seconds of that."""
    connection = database.connection()
    parts = [(table, f"id > {mark}") for table, mark in marks.items()] + [("import_identity", "1")]
    held = [
        (t, connection.execute(f"SELECT * FROM {t} WHERE {where} ORDER BY 1").fetchall())
        for t, where in parts
    ]
    connection.execute("PRAGMA foreign_keys = OFF")
    for table, where in reversed(parts):
        connection.execute(f"DELETE FROM {table} WHERE {where}")
    connection.execute("PRAGMA foreign_keys = ON")
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in held:
        if rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
    connection.execute("COMMIT")
    return time.perf_counter() - began


def write_export(folder: Path, patients: int, seed: int = 3) -> None:
    """Invented patients with about ten encounters each and five observations an encounter, as Synthea words them."""
    random = Random(seed)
    people, visits, measured, found = [], [], [], []
    for number in range(patients):
        who = f"{seed}-patient-{number}"
        born = datetime(1940, 1, 1, tzinfo=UTC) + timedelta(days=random.randint(0, 28000))
        people.append((who, f"{born:%Y-%m-%d}", "", f"Given{number % 97}", f"Family{number % 211}", "F", "1 Oak St", "Dayton", "Ohio", "45402"))  # fmt: skip
        for visit in range(10):
            at = datetime(2017, 1, 1, 14, tzinfo=UTC) + timedelta(days=330 * visit + random.randint(0, 300))
            here, stamp = f"{who}-{visit}", f"{at:%Y-%m-%dT%H:%M:%SZ}"
            code, words = random.choice(_REASONS)
            visits.append((here, stamp, f"{at + timedelta(minutes=20):%Y-%m-%dT%H:%M:%SZ}", who, "ambulatory", "185349003", "Encounter for check up (procedure)", code, words))  # fmt: skip
            measured += [
                (stamp, who, here, "vital-signs", loinc, name, round(usual * random.uniform(0.9, 1.1), 1), unit, "numeric")
                for loinc, name, unit, usual in _OBSERVED
            ]  # fmt: skip
            if words and visit % 3 == 0:
                found.append((f"{at:%Y-%m-%d}", "", who, here, code, words))
    _write(folder, "patients", ("Id", "BIRTHDATE", "DEATHDATE", "FIRST", "LAST", "GENDER", "ADDRESS", "CITY", "STATE", "ZIP"), people)  # fmt: skip
    _write(folder, "encounters", ("Id", "START", "STOP", "PATIENT", "ENCOUNTERCLASS", "CODE", "DESCRIPTION", "REASONCODE", "REASONDESCRIPTION"), visits)  # fmt: skip
    _write(folder, "observations", ("DATE", "PATIENT", "ENCOUNTER", "CATEGORY", "CODE", "DESCRIPTION", "VALUE", "UNITS", "TYPE"), measured)  # fmt: skip
    _write(folder, "conditions", ("START", "STOP", "PATIENT", "ENCOUNTER", "CODE", "DESCRIPTION"), found)


def _write(folder: Path, table: str, header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
