"""``vitals``, ``vitals-time``: a full set of vital signs saved, checked, audited and on disk.

Beside it, in turn: the very rows it wrote (observations, provenance, log entry) inserted raw in one commit that is
as durable, on the same connection into the same tables.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.rows import PASSES, Effort, Row, quietest

#: Sets of vital signs in one pass.
SETS = 40


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.bench_record import at_the_desk

    verb, raw = [], []
    with at_the_desk(folder) as (record, desk):
        for patient in _adults(effort.times(PASSES * SETS, 3)):
            visit = _roomed(desk, patient)
            typed = _set_of(patient)
            heads = _heads(record.database)
            verb.append(_timed_verb(desk, visit, typed))
            raw.append(_timed_raw(record, heads))
            _leave(desk, visit)
    value, limit = (
        quietest([took[n : n + SETS] for n in range(0, len(took), SETS)], 95) for took in (verb, raw)
    )
    return [Row("vitals", value, limit), Row("vitals-time", value, 0.015)]


def _adults(count: int, seed: int = 5) -> list[int]:
    """Adults from all over the record who have no appointment today."""
    from ma_desktop.models import Appointment, Patient

    booked = {row.patient_id for row in Appointment.select()}
    grown = Patient.select(Patient.id).where(Patient.birth_date < "1995").order_by(Patient.id)
    free = [row.id for row in grown if row.id not in booked]
    return Random(seed).sample(free, min(count, len(free)))


def _roomed(desk: Any, patient: int) -> int:
    from ma_desktop.models import HealthcareService, Location, Practitioner
    from ma_desktop.services.schedule.walk_in import walk_in
    from ma_desktop.services.visit.room_patient import room_patient

    visit = walk_in(
        desk, patient_id=patient, practitioner_id=Practitioner.get(Practitioner.own).id,
        service_id=HealthcareService.get(HealthcareService.name == "Follow-up").id, reason="Blood pressure",
    )  # fmt: skip
    room_patient(desk, visit, Location.select().where(Location.state != "occupied").first().id)
    return visit


def _leave(desk: Any, visit: int) -> None:
    from ma_desktop.models import Location
    from ma_desktop.services.visit.mark_left import mark_left

    mark_left(desk, visit, "bench")
    Location.update(state="clean").where(Location.state != "clean").execute()


def _set_of(patient: int) -> list[Any]:
    """Eight fields as typed; weight and height as last time, so that nothing is asked."""
    from ma_desktop.domain import vital_signs
    from ma_desktop.services.chart.patient_summary import latest
    from ma_desktop.services.visit.record_vitals import Typed

    texts = {
        vital_signs.BLOOD_PRESSURE: "124/78", vital_signs.PULSE: "72", vital_signs.TEMPERATURE: "98.4",
        vital_signs.RESPIRATION: "14", vital_signs.SPO2: "98", vital_signs.PAIN: "2",
    }  # fmt: skip
    for key in (vital_signs.WEIGHT, vital_signs.HEIGHT):
        known = latest(patient, vital_signs.VITALS[key].code)
        usual = {vital_signs.WEIGHT: 80.0, vital_signs.HEIGHT: 170.0}[key]
        unit = {vital_signs.WEIGHT: "kg", vital_signs.HEIGHT: "cm"}[key]
        texts[key] = f"{known.value if known else usual} {unit}"
    return [Typed(key, text) for key, text in texts.items()]


def _timed_verb(desk: Any, visit: int, typed: list[Any]) -> float:
    from ma_desktop.services.visit.record_vitals import record_vitals

    began = time.perf_counter()
    record_vitals(desk, visit, typed)
    return time.perf_counter() - began


_TABLES = {"observation": "id", "provenance": "id", "task": "id", "encounter_status_history": "id"}


def _heads(database: Any) -> dict[str, int]:
    return {
        t: database.execute_sql(f"SELECT COALESCE(MAX({k}), 0) FROM {t}").fetchone()[0]
        for t, k in _TABLES.items()
    }


def _timed_raw(record: Any, heads: dict[str, int]) -> float:
    """Writes once more whatever the verb added since ``heads``, with new ids and the next place in the log."""
    database, rows = record.database, {}
    for table, head in heads.items():
        added = database.execute_sql(f"SELECT * FROM {table} WHERE id > ? ORDER BY id", [head]).fetchall()
        rows[table] = [(row[0] + len(added), *row[1:]) for row in added]
    event = _next_log_row(record)
    statements = [
        (f"INSERT INTO {table} VALUES ({','.join('?' * len(added[0]))})", added)
        for table, added in [*rows.items(), ("audit_event", [event])]
        if added
    ]
    connection = database.connection()
    began = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for statement, added in statements:
        connection.executemany(statement, added)
    connection.execute("COMMIT")
    return time.perf_counter() - began


def _next_log_row(record: Any) -> tuple[Any, ...]:
    from ma_desktop.storage.audit_chain import mac_of

    last = record.database.execute_sql("SELECT * FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    values = (last[0] + 1, *last[1:-1])
    return (*values, mac_of(record.audit_key, bytes(last[-1]), values))
