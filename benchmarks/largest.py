"""``chart-largest``: the patient with the longest imported history is chosen, until the chart stands on the screen.

Seven hundred visits in twenty years and fourteen thousand measurements, as the longest histories of Synthea have them, of
an import that is completed; each tab in front in turn, somebody else on the screen between two times.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.rows import PASSES, Effort, Row, quietest

VISITS = 700
_DAYS = 20 * 365
_VITALS = (("8480-6", "Systolic", 124, "mm[Hg]"), ("8462-4", "Diastolic", 78, "mm[Hg]"), ("8867-4", "Heart rate", 72, "/min"),
           ("29463-7", "Body weight", 81, "kg"), ("8302-2", "Body height", 171, "cm"), ("39156-5", "BMI", 27.7, "kg/m2"),
           ("9279-1", "Respiratory rate", 14, "/min"), ("8310-5", "Body temperature", 36.9, "Cel"))  # fmt: skip
_RESULTS = (("2339-0", "Glucose", 96, "mg/dL"), ("4548-4", "Hemoglobin A1c", 6.4, "%"), ("2093-3", "Cholesterol", 190, "mg/dL"),
            ("2571-8", "Triglycerides", 140, "mg/dL"), ("18262-6", "LDL", 110, "mg/dL"), ("2085-9", "HDL", 52, "mg/dL"),
            ("38483-4", "Creatinine", 0.9, "mg/dL"), ("2947-0", "Sodium", 140, "mmol/L"), ("6298-4", "Potassium", 4.2, "mmol/L"),
            ("2069-3", "Chloride", 102, "mmol/L"), ("20565-8", "Carbon dioxide", 24, "mmol/L"),
            ("33914-3", "Glomerular filtration rate", 84, "mL/min"))  # fmt: skip


def measure(folder: Path, effort: Effort) -> list[Row]:
    from benchmarks.charting import Charts, long_known
    from benchmarks.screen import main_window

    largest = give_a_long_history(folder)
    others = [patient for patient in long_known(folder, 11) if patient != largest]
    with main_window(folder) as (window, frames):
        charts = Charts(window, frames)
        took = [_one_pass(charts, largest, others, effort) for _turn in range(effort.times(PASSES, 1))]
    return [Row("chart-largest", quietest(took, 95), 0.050)]


def _one_pass(charts: Any, largest: int, others: list[int], effort: Effort) -> list[float]:
    took = []
    for number in range(effort.times(30, 3)):
        charts.front(number % 3)
        charts.choose(others[number % len(others)])
        took.append(charts.choose(largest))
    return took


def give_a_long_history(folder: Path) -> int:
    """Which patient got it."""
    from benchmarks.bench_record import MOMENT, at_the_desk
    from ma_desktop.domain.permissions import Permission
    from ma_desktop.models import ImportRun

    with at_the_desk(folder) as (record, desk):
        database = record.database
        patient = database.execute_sql("SELECT MAX(id) FROM patient WHERE birth_date < '1960'").fetchone()[0]
        first = database.execute_sql("SELECT MAX(id) FROM encounter").fetchone()[0] + 1
        with desk.work("Give a long history", needs=Permission.IMPORT_DATA, undoable=False) as work:
            run = work.insert(ImportRun(kind="synthea-csv", source="bench", status="completed"))
            for model, rows in _history(patient, run.id, first, MOMENT):
                work.bulk(model, list(rows[0]), [tuple(row.values()) for row in rows])
    return int(patient)


def _history(
    patient: int, run: int, first: int, now: Any, seed: int = 11
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Rows of each table; columns that are not named get the table's defaults."""
    from ma_desktop import models
    from ma_desktop.models.fields import instant_text

    random = Random(seed)
    theirs = {"version": 1, "recorded_at": instant_text(now), "import_run": run, "patient_id": patient}
    days = sorted(random.sample(range(7, _DAYS), VISITS), reverse=True)
    at = [instant_text(now - timedelta(days=day)) for day in days]
    yield models.Encounter, [
        theirs | {
            "id": first + n, "status": "finished", "stage": "closed", "class_code": "AMB", "type_text": "Encounter for problem",
            "reason": "Chronic congestive heart failure (disorder)", "started_at": moment, "ended_at": moment, "identity_how": "",
            "plan": "", "next_steps": "[]", "follow_up": "", "accompanied_by": "", "consent_authority": "",
        }
        for n, moment in enumerate(at)
    ]  # fmt: skip
    yield models.Observation, [
        theirs | {
            "encounter_id": first + n, "category": category, "code": code, "display": name,
            "value": round(usual * random.uniform(0.9, 1.1), 1), "unit": unit, "original": "", "effective_at": moment, "status": "final",
            "reading": 1, "absent_reason": "", "interpretation": "",
        }
        for n, moment in enumerate(at)
        for category, kinds in (("vital-signs", _VITALS), ("laboratory", _RESULTS))
        for code, name, usual, unit in kinds
    ]  # fmt: skip
    yield models.Condition, [
        theirs | {
            "category": "problem-list-item", "system": "snomed", "code": str(10_000 + n), "display": f"Finding number {n} (disorder)",
            "clinical_status": "active" if n % 4 == 0 else "resolved", "position": 0, "onset_on": moment[:10], "sensitive": 0, "released": 0,
        }
        for n, moment in enumerate(at[::8])
    ]  # fmt: skip
    yield models.MedicationRequest, [
        theirs | {
            "system": "rxnorm", "code": str(n), "display": f"Medicine {n} 10 MG Oral Tablet", "dose": "", "reason": "",
            "status": "active" if n % 10 == 0 else "stopped", "taking": "unknown", "change": "", "change_note": "", "authored_at": moment,
        }
        for n, moment in enumerate(at[::4])
    ]  # fmt: skip
    yield models.Immunization, [
        theirs | {
            "cvx": "140", "display": "Influenza, seasonal, injectable", "status": "completed", "occurred_at": moment, "given_here": 0,
            "lot": "", "site": "", "route": "",
        }
        for moment in at[::12]
    ]  # fmt: skip
    yield models.Procedure, [
        theirs | {
            "system": "snomed", "code": str(n), "display": "Assessment of health and social care needs (procedure)",
            "status": "completed", "performed_at": moment, "reason": "",
        }
        for n, moment in enumerate(at[::2])
    ]  # fmt: skip
