"""Real patients in: import_synthea_csv and undo_import on a real encrypted record."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    AuditEvent,
    Claim,
    Condition,
    Coverage,
    Encounter,
    Identifier,
    ImportRun,
    Observation,
    Organization,
    Patient,
    Practitioner,
)
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv
from ma_desktop.services.practice.patient_by_number import patient_by_number
from ma_desktop.services.practice.undo_import import undo_import
from ma_desktop.services.practice.verify_record import verify_record
from ma_desktop.services.progress import Cancelled, Silent
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from tests.conftest import PASSWORD, ROOT
from tests.synthea_files import MIDDLE, NEWEST, OLDEST, PATIENT, VISIT, export, rows_of

RESOURCES = {
    "organizations": "Organization", "payers": "Organization", "providers": "Practitioner", "patients": "Patient",
    "encounters": "Encounter", "conditions": "Condition", "observations": "Observation",
    "medications": "MedicationRequest", "immunizations": "Immunization", "procedures": "Procedure",
    "allergies": "AllergyIntolerance", "payer_transitions": "Coverage", "claims": "Claim",
}  # fmt: skip


def expected(rows: dict[str, int]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for table, count in rows.items():
        total[RESOURCES[table]] += count
    return dict(total)


class StopAfter(Silent):
    """Cancels after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, n: int, of: int | None, what: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


# -- counts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tables", [OLDEST, MIDDLE, NEWEST], ids=["oldest", "middle", "newest"])
def test_every_row_of_every_version_is_taken_once(desk: Desk, tmp_path: Path, tables: dict[str, str]) -> None:
    folder = export(tmp_path / "csv", tables)
    report = import_synthea_csv(desk, folder)
    assert report == {"kind": "synthea-csv", "taken": expected(rows_of(tables)), "refused": []}
    again = import_synthea_csv(desk, folder)
    assert again == {"kind": "synthea-csv", "taken": {}, "refused": [], "present": report["taken"]}
    assert verify_record(desk)["ok"]


def test_the_shared_export_is_taken_row_by_row(desk: Desk, shared_data: Path) -> None:
    folder = shared_data / "synthea-csv"
    rows = {table: (folder / f"{table}.csv").read_bytes().count(b"\n") - 1 for table in RESOURCES}
    report = import_synthea_csv(desk, folder)
    assert report["taken"] == expected(rows)
    assert report["refused"] == []
    assert sorted(line["source"] for line in report["unread"]) == [
        "careplans.csv", "claims_transactions.csv", "devices.csv", "imaging_studies.csv", "supplies.csv",
    ]  # fmt: skip
    assert import_synthea_csv(desk, folder)["taken"] == {}
    for model in (Encounter, Condition, Observation, Claim):
        brought = model.standing().where(model.import_run.is_null(False))
        assert brought.count() == report["taken"][model.RESOURCE]


def test_byte_identical_repeats_and_scores_all_count(desk: Desk, tmp_path: Path) -> None:
    score = f"2018-01-01T00:00:00Z,{PATIENT},,QALY,QALY,60.1,a,numeric\n"
    tables = {"patients": MIDDLE["patients"], "observations": MIDDLE["observations"] + score * 1200}
    folder = export(tmp_path / "csv", tables)
    assert import_synthea_csv(desk, folder)["taken"]["Observation"] == 1203
    assert import_synthea_csv(desk, folder)["taken"] == {}
    (folder / "observations.csv").write_text(tables["observations"] + score, encoding="utf-8")
    assert import_synthea_csv(desk, folder)["taken"] == {"Observation": 1}


def test_columns_in_another_order_are_the_same_rows(desk: Desk, tmp_path: Path) -> None:
    assert import_synthea_csv(desk, export(tmp_path / "a", OLDEST))["taken"]["Condition"] == 1
    turned = {
        name: "\n".join(",".join(reversed(line.split(","))) for line in text.splitlines()) + "\n"
        for name, text in OLDEST.items()
    }
    assert import_synthea_csv(desk, export(tmp_path / "b", turned))["taken"] == {}


# -- what it says -----------------------------------------------------------------------------------------


def test_references_resolve_and_words_are_kept(desk: Desk, tmp_path: Path) -> None:
    import_synthea_csv(desk, export(tmp_path, MIDDLE))
    patient = Patient.get_by_id(patient_by_number(desk, PATIENT))
    visit = Encounter.standing().where(Encounter.patient == patient).get()
    assert visit.practitioner.family == "Soto"
    assert not visit.practitioner.own
    assert (visit.status, visit.stage, visit.type_text) == ("finished", "billed", "Encounter for check up")
    assert visit.started_at.isoformat() == "2018-06-01T10:00:00-04:00"
    coverage = Coverage.standing().where(Coverage.patient == patient).get()
    assert (coverage.kind, coverage.payor.name) == ("medicare", "Medicare")
    pressure = (
        Observation.standing().where((Observation.patient == patient) & (Observation.code == "8480-6")).get()
    )
    assert (pressure.value, pressure.unit, pressure.encounter_id) == (120.0, "mm[Hg]", visit.id)
    numbers = Identifier.standing().where(Identifier.value == VISIT)
    assert [(row.resource, row.row) for row in numbers] == [("Encounter", visit.id)]


def test_a_finished_import_is_found_at_once(desk: Desk, tmp_path: Path) -> None:
    import_synthea_csv(desk, export(tmp_path, OLDEST))
    assert [row.name for row in find_patient(desk, "quill zel")] == ["Quill, Zelda"]
    assert [row.name for row in find_patient(desk, "Qwill Zelda")] == ["Quill, Zelda"]


# -- files ------------------------------------------------------------------------------------------------


def test_single_files_one_after_the_other_refer_to_the_record(desk: Desk, tmp_path: Path) -> None:
    folder = export(tmp_path, OLDEST)
    early = import_synthea_csv(desk, folder / "conditions.csv")
    assert early["taken"] == {}
    assert [(r["source"], r["row"]) for r in early["refused"]] == [("conditions.csv", 2)]
    assert "neither in these files nor in the record" in early["refused"][0]["reason"]
    assert import_synthea_csv(desk, folder / "patients.csv")["taken"] == {"Patient": 1}
    assert import_synthea_csv(desk, folder / "conditions.csv")["taken"] == {"Condition": 1}
    assert import_synthea_csv(desk, folder)["taken"] == {
        k: v for k, v in expected(rows_of(OLDEST)).items() if k not in {"Patient", "Condition"}
    }


def test_packed_split_and_copied_files(desk: Desk, tmp_path: Path) -> None:
    export(tmp_path / "one", OLDEST)
    (tmp_path / "one" / "patients.csv").rename(tmp_path / "zz-patients.csv")
    packed = tmp_path / "patients.csv.gz"
    packed.write_bytes(gzip.compress((tmp_path / "zz-patients.csv").read_bytes()))
    (tmp_path / "zz-patients.csv").unlink()
    header, *rows = MIDDLE["observations"].splitlines(keepends=True)
    (tmp_path / "observations_2.csv").write_text(header + rows[0] * 2, encoding="utf-8")
    shutil.copy(tmp_path / "one" / "observations.csv", tmp_path / "observations (3).csv")
    report = import_synthea_csv(desk, tmp_path)
    assert report["taken"]["Observation"] == 3 + 2
    assert report["taken"]["Patient"] == 1
    assert [line["reason"].split(";")[0] for line in report["unread"]] == [
        "This file is a copy of observations (3).csv"
    ]
    assert import_synthea_csv(desk, tmp_path)["taken"] == {}


def test_an_empty_folder_says_so(desk: Desk, tmp_path: Path) -> None:
    report = import_synthea_csv(desk, tmp_path)
    assert report["taken"] == {}
    assert [r["reason"].split(",")[0] for r in report["refused"]] == [
        "No table of a Synthea CSV export is here"
    ]


def test_bad_rows_are_refused_and_the_rest_is_taken(desk: Desk, tmp_path: Path) -> None:
    folder = export(tmp_path, OLDEST)
    good = f"2015-06-01,{PATIENT},{VISIT},8302-2,Body Height,170.3,cm\n".encode()
    bad = [
        b"2015-06-01,nobody,,8302-2,Body Height,1,cm\n", b"yesterday," + good[11:], b"2015-06-01,short\n",
        good.replace(b"Body", b"B\xf6dy"), good.replace(b"Body", b"B\0dy"), good.replace(b"Body", b'"Body'),
        good.replace(b"Body", b"x" * 1_200_000), good.replace(b",cm", b",cm,extra"),
    ]  # fmt: skip
    with (folder / "observations.csv").open("ab") as stream:
        for row in bad:
            stream.write(row + good)
    report = import_synthea_csv(desk, folder)
    assert report["taken"]["Observation"] == 3 + len(bad)
    assert [r["row"] for r in report["refused"]] == [5, 7, 9, 11, 13, 15, 17, 19]
    words = [
        "neither in",
        "not readable",
        "fewer columns",
        "not UTF-8",
        "NUL",
        "quotation",
        "too long",
        "more columns",
    ]
    for row, word in zip(report["refused"], words, strict=True):
        assert word in row["reason"]
        assert row["reason"].endswith(".")
        assert row["source"] == "observations.csv"
    assert not any(PATIENT in row["reason"] for row in report["refused"])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="file modes do not bind this user")
def test_a_file_that_may_not_be_read_is_one_refusal(desk: Desk, tmp_path: Path) -> None:
    folder = export(tmp_path, OLDEST)
    (folder / "claims.csv").chmod(0)
    report = import_synthea_csv(desk, folder)
    assert [(r["source"], r["row"]) for r in report["refused"]] == [("claims.csv", 1)]
    assert report["taken"]["Patient"] == 1


def test_a_birth_date_to_come_is_refused(desk: Desk, tmp_path: Path) -> None:
    report = import_synthea_csv(
        desk, export(tmp_path, {"patients": OLDEST["patients"].replace("1957", "2031")})
    )
    assert (report["taken"], len(report["refused"])) == ({}, 1)


# -- whole or not at all ----------------------------------------------------------------------------------


def test_what_is_unfinished_is_nowhere_to_be_seen(desk: Desk, shared_data: Path) -> None:
    before = Encounter.standing().count()
    with pytest.raises(Cancelled):
        import_synthea_csv(desk, shared_data / "synthea-csv", progress=StopAfter(20))
    assert Encounter.select().count() > before
    assert Encounter.standing().count() == before
    assert find_patient(desk, "Schmidt332") == ()
    with pytest.raises(RuleBroken):
        patient_by_number(desk, "3edac2e3-d223-6fae-d515-daf96ef6bc76")
    assert ImportRun.select().where(ImportRun.status == "stopped").count() == 1


def test_a_stopped_import_goes_on_and_counts_the_whole(desk: Desk, shared_data: Path) -> None:
    folder = shared_data / "synthea-csv"
    for steps in (14, 16, 19):
        with pytest.raises(Cancelled):
            import_synthea_csv(desk, folder, progress=StopAfter(steps))
    taken = import_synthea_csv(desk, folder)["taken"]
    assert (taken["Patient"], taken["Encounter"], taken["Claim"], taken["Observation"]) == (
        27,
        604,
        1267,
        990,
    )
    assert ImportRun.select().count() == 1
    assert find_patient(desk, "Schmidt332") != ()
    assert import_synthea_csv(desk, folder)["taken"] == {}


def test_a_stopped_import_is_carried_on_from_another_folder(
    desk: Desk, tmp_path: Path, shared_data: Path
) -> None:
    with pytest.raises(Cancelled):
        import_synthea_csv(desk, shared_data / "synthea-csv", progress=StopAfter(17))
    shutil.copytree(shared_data / "synthea-csv", tmp_path / "copy")
    taken = import_synthea_csv(desk, tmp_path / "copy")["taken"]
    assert (taken["Patient"], taken["Encounter"]) == (27, 604)
    assert find_patient(desk, "Schmidt332") != ()
    first = ImportRun.get(ImportRun.status == "stopped")
    assert first.taken == {}
    assert patient_by_number(desk, "3edac2e3-d223-6fae-d515-daf96ef6bc76")


_KILLED = """
import sys, os, signal
from pathlib import Path
from datetime import datetime, timezone
from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.storage.record import open_record
now = lambda: datetime(2026, 11, 23, 9, 40, tzinfo=timezone.utc)
desk = log_in(open_record(Path(sys.argv[1]), "ada", sys.argv[2], store=None, now=now()), "ada", now)
class Killer:
    steps = 0
    def rest(self): pass
    def step(self, n, of, what):
        Killer.steps += 1
        if Killer.steps == int(sys.argv[4]):
            os.kill(os.getpid(), signal.SIGKILL)
import_synthea_csv(desk, Path(sys.argv[3]), progress=Killer())
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("steps", [19, 25])
def test_killed_in_the_middle_it_goes_on_and_nothing_is_lost(
    prepared: Path, tmp_path: Path, shared_data: Path, clock: Any, steps: int
) -> None:
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.storage.record import open_record

    folder = tmp_path / "record"
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("record.lock"))
    arguments = [str(folder), PASSWORD, str(shared_data / "synthea-csv"), str(steps)]
    ended = subprocess.run([sys.executable, "-c", _KILLED, *arguments], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    record = open_record(folder, "ada", PASSWORD, store=None, now=clock())
    try:
        desk = log_in(record, "ada", clock)
        assert Patient.select().where(Patient.import_run.is_null(False)).count() > 0
        assert find_patient(desk, "Schmidt332") == ()
        report = import_synthea_csv(desk, shared_data / "synthea-csv")
        assert {k: report["taken"][k] for k in ("Patient", "Encounter", "Observation", "Claim")} == {
            "Patient": 27, "Encounter": 604, "Observation": 990, "Claim": 1267,
        }  # fmt: skip
        brought = Observation.standing().where(Observation.import_run.is_null(False))
        assert brought.count() == 990
        assert verify_record(desk)["ok"]
        assert find_patient(desk, "Schmidt332") != ()
    finally:
        record.close()


def test_interactive_work_goes_on_between_chunks(desk: Desk, tmp_path: Path) -> None:
    from datetime import date

    folder = export(tmp_path, OLDEST | {"patients": OLDEST["patients"] + "".join(
        OLDEST["patients"].splitlines()[1].replace(PATIENT, f"p{n}") + "\n" for n in range(1200)
    )})  # fmt: skip

    class Registers(Silent):
        numbers: list[str] = []

        def rest(self) -> None:
            new = NewPatient("Between", f"N{len(self.numbers)}", date(1990, 1, 1))
            self.numbers.append(Patient.get_by_id(register_patient(desk, new)).record_number)

    progress = Registers()
    assert import_synthea_csv(desk, folder, progress=progress)["taken"]["Patient"] == 1201
    assert len(progress.numbers) > 3
    numbers = [row.record_number for row in Patient.select()]
    assert len(numbers) == len(set(numbers))


# -- the log ----------------------------------------------------------------------------------------------


def test_each_chunk_is_one_entry_with_its_digest(desk: Desk, tmp_path: Path) -> None:
    many = OLDEST["observations"] + "".join(
        f"2015-06-01,{PATIENT},{VISIT},8302-2,Body Height,{n}.5,cm\n" for n in range(1100)
    )
    import_synthea_csv(desk, export(tmp_path, {"patients": OLDEST["patients"], "observations": many}))
    events = list(AuditEvent.select().where(AuditEvent.reason.contains("observations.csv")))
    assert [row.reason.split(" ")[-1] for row in events] == ["2-501", "502-1001", "1002-1104"]
    assert len({row.digest for row in events}) == 3
    assert {row.action for row in events} == {"import"}
    assert desk.record is not None
    assert verify_record(desk)["audit"]["ok"]


def test_screens_hear_of_an_import_once_it_is_whole(desk: Desk, tmp_path: Path) -> None:
    heard: list[Any] = []
    desk.feed.subscribe(heard.append)
    import_synthea_csv(desk, export(tmp_path, OLDEST))
    told = [change for change in heard if "Patient" in change.resources]
    assert len(told) == 1
    assert {"Patient", "Encounter", "Observation", "Claim"} <= told[0].resources
    assert heard[-1] is told[0]


def test_who_may_not_import_is_refused(desk: Desk, tmp_path: Path) -> None:
    front = desk.acting_as(Worker(desk.worker.user_id, "fay", "Fay", Role.FRONT_DESK))
    with pytest.raises(RuleBroken, match="role"):
        import_synthea_csv(front, export(tmp_path, OLDEST))
    assert ImportRun.select().count() == 0


# -- taken back -------------------------------------------------------------------------------------------


def test_a_whole_import_is_undone_and_can_come_again(desk: Desk, tmp_path: Path) -> None:
    folder = export(tmp_path, MIDDLE)
    before = {model: model.standing().count() for model in (Patient, Encounter, Organization, Practitioner)}
    first = import_synthea_csv(desk, folder)
    run = ImportRun.get(ImportRun.status == "completed")
    assert undo_import(desk, run.id) == 1
    assert find_patient(desk, "Quill Omar") == ()
    assert {model: model.standing().count() for model in before} == before
    assert AuditEvent.select().where(AuditEvent.title == "Undo import").count() >= 2
    assert import_synthea_csv(desk, folder) == first
    assert [row.name for row in find_patient(desk, "Quill Omar")] == ["Quill Jr., Omar"]
    assert import_synthea_csv(desk, folder)["taken"] == {}
    with pytest.raises(RuleBroken, match="finished or stopped"):
        undo_import(desk, run.id)
    assert verify_record(desk)["ok"]


def test_a_stopped_import_can_be_undone(desk: Desk, shared_data: Path) -> None:
    with pytest.raises(Cancelled):
        import_synthea_csv(desk, shared_data / "synthea-csv", progress=StopAfter(20))
    assert undo_import(desk, ImportRun.get().id) == 27
    assert import_synthea_csv(desk, shared_data / "synthea-csv")["taken"]["Patient"] == 27


def test_an_import_that_was_worked_with_is_not_undone(desk: Desk, tmp_path: Path) -> None:
    import_synthea_csv(desk, export(tmp_path / "a", {"patients": OLDEST["patients"]}))
    run = ImportRun.get()
    import_synthea_csv(desk, export(tmp_path / "b", {"conditions": OLDEST["conditions"]}))
    with pytest.raises(RuleBroken, match="worked with"):
        undo_import(desk, run.id)
    undo_import(desk, ImportRun.get(ImportRun.id != run.id).id)
    walk_in(
        desk, patient_id=patient_by_number(desk, PATIENT), practitioner_id=1, service_id=1, reason="cough"
    )
    with pytest.raises(RuleBroken, match="worked with"):
        undo_import(desk, run.id)
    assert find_patient(desk, "Quill") != ()


def test_moments_stand_in_the_offset_of_their_own_day(
    record: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock of the program knows one offset; a visit in June and one in January had two."""
    import time
    from datetime import datetime, timedelta, timezone

    from ma_desktop.services.practice.log_in import log_in

    if os.name == "nt":
        pytest.skip("no time zone can be set for a process")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        try:
            now = datetime(2026, 11, 23, 9, 40, tzinfo=timezone(timedelta(hours=-5)))
            desk = log_in(record, "ada", lambda: now)
            import_synthea_csv(desk, export(tmp_path / "a", MIDDLE))
            visit = Encounter.get(Encounter.import_run.is_null(False))
            assert visit.started_at.isoformat() == "2018-06-01T10:00:00-04:00"
        finally:
            patch.undo()
            time.tzset()
