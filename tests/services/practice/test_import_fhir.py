"""Real patients in: import_fhir on a real encrypted record."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ma_desktop.interop.fhir_resources import READERS
from ma_desktop.models import (
    AllergyIntolerance,
    AuditEvent,
    Claim,
    Condition,
    Coverage,
    Encounter,
    Immunization,
    MedicationRequest,
    Observation,
    Organization,
    Patient,
    Practitioner,
    Procedure,
)
from ma_desktop.services.chart.patient_summary import patient_summary
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice import import_fhir_chunk
from ma_desktop.services.practice.import_fhir import import_fhir
from ma_desktop.services.practice.patient_by_number import patient_by_number
from ma_desktop.services.practice.undo_import import undo_import
from ma_desktop.services.practice.verify_record import verify_record
from ma_desktop.services.practice.visit_by_number import visit_by_number
from ma_desktop.services.progress import Cancelled, Silent
from ma_desktop.services.schedule.find_patient import find_patient
from tests.conftest import PASSWORD, ROOT
from tests.fhir_files import (
    AMY,
    DOCTOR,
    MRN,
    NPI,
    RXNORM,
    SNOMED,
    VISIT,
    about,
    bundle,
    chart,
    concept,
    doctor,
    person,
    pressure,
    ref,
    visit,
    weight,
    write,
)  # fmt: skip

EVERYTHING = dict(Counter(resource["resourceType"] for resource in chart()))


def brought(model: Any) -> list[Any]:
    return list(model.select().where(model.import_run.is_null(False)).order_by(model.id))


def amy(desk: Desk) -> int:
    return patient_by_number(desk, AMY)


# -- what is kept -----------------------------------------------------------------------------------------


def test_one_of_everything_is_taken_once_and_kept_whole(desk: Desk, tmp_path: Path) -> None:
    before = verify_record(desk)["counts"]
    file = write(tmp_path / "amy.ndjson", *chart())
    assert import_fhir(desk, file) == {"kind": "fhir", "taken": EVERYTHING, "refused": []}
    after = verify_record(desk)
    assert after["ok"]
    grown = {name: after["counts"][name] - before[name] for name in EVERYTHING if name in before}
    statements = EVERYTHING["MedicationStatement"]
    assert grown == {
        name: count + (statements if name == "MedicationRequest" else 0)
        for name, count in EVERYTHING.items()
        if name in before
    }
    assert import_fhir(desk, file) == {"kind": "fhir", "taken": {}, "refused": [], "present": EVERYTHING}
    assert verify_record(desk)["counts"]["Observation"] == after["counts"]["Observation"]


def test_a_patient_can_be_found_by_what_came_along(desk: Desk, tmp_path: Path) -> None:
    import_fhir(desk, write(tmp_path / "amy.ndjson", *chart()))
    patient = Patient.get_by_id(amy(desk))
    assert (patient.phone, patient.email, patient.city) == ("4135550142", "amy@example.com", "Mounds")
    assert patient_by_number(desk, "1032702") == patient.id
    assert [found.patient_id for found in find_patient(desk, "1032702")] == [patient.id]
    assert [found.patient_id for found in find_patient(desk, "shaw am")] == [patient.id]
    for number in (VISIT, "V-77", "last"):
        assert Encounter.get_by_id(visit_by_number(desk, patient.id, number)).type_text == "Check up"


def test_a_maiden_name_finds_its_patient(desk: Desk, tmp_path: Path) -> None:
    names = [
        {"use": "official", "family": "Baxter", "given": ["Amy"]},
        {"use": "maiden", "family": "Quillfeather"},
    ]
    import_fhir(desk, write(tmp_path / "a.json", person(name=names)))
    assert [found.name for found in find_patient(desk, "quillfea")] == ["Baxter, Amy"]


def test_the_clinical_rows_say_what_the_file_said(desk: Desk, tmp_path: Path) -> None:
    import_fhir(desk, write(tmp_path / "amy.ndjson", *chart()))
    patient = amy(desk)
    problem = Condition.get(Condition.patient == patient)
    assert (problem.system, problem.code, problem.display, str(problem.onset_on)) == (
        "snomed",
        "44054006",
        "Diabetes mellitus type 2",
        "2019-05-01",
    )
    allergy = AllergyIntolerance.get(AllergyIntolerance.patient == patient)
    assert (allergy.display, allergy.reaction, allergy.severity, allergy.criticality) == (
        "Penicillin",
        "Hives",
        "moderate",
        "high",
    )
    assert (allergy.code, allergy.system, allergy.verification_status) == ("7980", "rxnorm", "confirmed")
    metformin, aspirin = (
        MedicationRequest.select().where(MedicationRequest.patient == patient).order_by(MedicationRequest.id)
    )
    assert (metformin.display, metformin.dose, metformin.reason) == (
        "Metformin 500 MG",
        "1 tablet twice a day with food",
        "Diabetes mellitus type 2",
    )
    assert (aspirin.display, aspirin.code, aspirin.taking) == ("Aspirin", "1191", "taking")
    shot = Immunization.get(Immunization.patient == patient)
    assert (shot.cvx, shot.display, shot.lot) == ("08", "Hep B", "LOT9")
    assert Procedure.get(Procedure.patient == patient).display == "Spirometry"
    coverage = Coverage.get(Coverage.patient == patient)
    assert (coverage.payor.name, coverage.plan, coverage.member_id, coverage.group_number, coverage.kind) == (
        "Acme Health",
        "Gold PPO",
        "M123",
        "G9",
        "commercial",
    )
    claim = Claim.get(Claim.patient == patient)
    assert (claim.total, claim.payor.name, claim.encounter.type_text) == (
        Decimal("125.50"),
        "Acme Health",
        "Check up",
    )
    assert Encounter.get(Encounter.patient == patient).practitioner.npi == "9941339108"


def test_vital_signs_show_in_the_chart(desk: Desk, tmp_path: Path) -> None:
    import_fhir(desk, write(tmp_path / "amy.ndjson", *chart()))
    summary = patient_summary(desk, amy(desk))
    assert summary is not None
    shown = {vital.label: vital.text for vital in summary.vitals}
    assert shown["Blood pressure"].startswith("118/76")
    assert shown["Weight"].startswith("150 lb")
    upper, lower = (
        Observation.select()
        .where(Observation.code.in_(["8480-6", "8462-4"]) & (Observation.patient == amy(desk)))
        .order_by(Observation.id)
    )
    assert (upper.panel, lower.panel, lower.component_of, upper.component_of) == (
        upper.id,
        upper.id,
        upper.id,
        None,
    )
    assert (
        Observation.get((Observation.code == "29463-7") & (Observation.patient == amy(desk))).original
        == "150 lb"
    )


# -- references -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_files_and_lines_does_not_matter(
    desk: Desk, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ma_desktop.services.practice import import_fhir as module

    monkeypatch.setattr(module, "CHUNK", 2)
    resources = chart()
    order = random.Random(seed)
    order.shuffle(resources)
    for number, resource in enumerate(resources):
        write(tmp_path / "in" / f"{order.randint(0, 4)}" / f"{number}.json", resource)
    report = import_fhir(desk, tmp_path / "in")
    assert (report["taken"], report["refused"]) == (EVERYTHING, [])
    assert [row.encounter_id is not None for row in brought(Observation)] == [True] * 3
    assert brought(Encounter)[0].practitioner.family == "Careful"
    assert brought(Claim)[0].payor.name == "Acme Health"
    assert import_fhir(desk, tmp_path / "in")["taken"] == {}


def test_what_comes_before_its_visit_waits_for_it(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ma_desktop.services.practice import import_fhir as module

    monkeypatch.setattr(module, "CHUNK", 1)
    write(tmp_path / "in" / "a.ndjson", weight("w1", 150), weight("w2", 151), visit(), person(), doctor())
    report = import_fhir(desk, tmp_path / "in")
    assert (report["taken"]["Observation"], report["refused"]) == (2, [])
    assert all(row.encounter_id for row in brought(Observation))


@pytest.mark.parametrize(
    "spelling",
    [
        f"Patient/{AMY}",
        f"urn:uuid:{AMY}",
        f"urn:uuid:{AMY.upper()}",
        f"https://ehr.example.org/r4/Patient/{AMY}",
        f"Patient?identifier={MRN}|1032702",
    ],
)
def test_every_spelling_of_a_reference_finds_its_patient(desk: Desk, tmp_path: Path, spelling: str) -> None:
    who = person(identifier=[{"system": MRN, "value": "1032702"}])
    write(tmp_path / "in" / "a.ndjson", weight("w", 150) | {"subject": ref(spelling)}, who)
    assert import_fhir(desk, tmp_path / "in")["taken"] == {"Patient": 1, "Observation": 1}
    assert brought(Observation)[0].patient_id == amy(desk)


def test_a_provider_is_found_by_number_and_by_role(desk: Desk, tmp_path: Path) -> None:
    role = {"resourceType": "PractitionerRole", "id": "role", "practitioner": ref(f"Practitioner/{DOCTOR}")}
    by_number = visit(participant=[{"individual": ref(f"Practitioner?identifier={NPI}|9941339108")}])
    by_role = visit(id="v2", participant=[{"individual": ref("PractitionerRole/role")}])
    report = import_fhir(desk, write(tmp_path / "a.ndjson", by_number, by_role, role, person(), doctor()))
    assert report["taken"] == {"Practitioner": 1, "Patient": 1, "Encounter": 2}
    assert [line["reason"].split(":")[0] for line in report["refused"]] == ["PractitionerRole"]
    assert {row.practitioner.family for row in brought(Encounter)} == {"Careful"}


def test_a_medicine_is_named_by_another_file(desk: Desk, tmp_path: Path) -> None:
    ordered = about(
        "MedicationRequest",
        "m",
        medicationReference=ref("Medication/x"),
        authoredOn="2026-01-05",
        visit="Encounter/none",
    )
    write(
        tmp_path / "in" / "a.json",
        ordered,
        about("MedicationRequest", "n", medicationReference=ref("Medication/y")),
    )
    write(
        tmp_path / "in" / "b.json",
        {"resourceType": "Medication", "id": "x", "code": concept(RXNORM, "1", "Lisinopril 10 MG")},
        person(),
    )
    report = import_fhir(desk, tmp_path / "in")
    assert report["taken"] == {"Patient": 1, "MedicationRequest": 1}
    assert [(r["source"], r["row"]) for r in report["refused"]] == [("b.json", 1), ("a.json", 2)]
    row = brought(MedicationRequest)[0]
    assert (row.display, row.code, row.encounter_id) == ("Lisinopril 10 MG", "1", None)


def test_ids_that_only_a_bundle_gives_are_followed(desk: Desk, tmp_path: Path) -> None:
    nameless = {k: v for k, v in person().items() if k != "id"}
    entries = [
        {"fullUrl": f"urn:uuid:{AMY}", "resource": nameless},
        {"resource": weight("w", 150) | {"subject": ref(f"urn:uuid:{AMY}")}},
    ]
    file = write(tmp_path / "b.json", {"resourceType": "Bundle", "entry": entries})
    assert import_fhir(desk, file)["taken"] == {"Patient": 1, "Observation": 1}
    assert import_fhir(desk, file)["taken"] == {}


def test_what_has_no_id_is_known_by_content_and_place(desk: Desk, tmp_path: Path) -> None:
    bare = {k: v for k, v in weight("", 150).items() if k != "id"}
    file = write(
        tmp_path / "a.ndjson", person(), bare, bare, {**bare, "valueQuantity": {"value": 70, "code": "kg"}}
    )
    assert import_fhir(desk, file)["taken"] == {"Patient": 1, "Observation": 3}
    assert import_fhir(desk, file)["taken"] == {}


# -- who is who -------------------------------------------------------------------------------------------


def test_a_patient_in_two_bundles_is_one(desk: Desk, tmp_path: Path) -> None:
    write(tmp_path / "in" / "1.json", bundle([person(), weight("w", 150)]))
    write(tmp_path / "in" / "2.json", bundle([person(), weight("w", 150), pressure("bp")]))
    assert import_fhir(desk, tmp_path / "in")["taken"] == {"Patient": 1, "Observation": 2}


def test_a_new_export_with_new_ids_is_known_by_its_record_number(desk: Desk, tmp_path: Path) -> None:
    number = {"identifier": [{"type": concept("", "MR", ""), "system": MRN, "value": "1032702"}]}
    import_fhir(desk, write(tmp_path / "1.ndjson", person(**number)))
    again = write(
        tmp_path / "2.ndjson",
        person("new-id", **number),
        weight("w", 150) | {"subject": ref("Patient/new-id")},
    )
    assert import_fhir(desk, again)["taken"] == {"Observation": 1}
    assert brought(Observation)[0].patient_id == amy(desk)


def test_two_people_under_one_id_are_never_mixed(desk: Desk, tmp_path: Path) -> None:
    import_fhir(
        desk,
        write(tmp_path / "one" / "a.ndjson", person("1"), weight("w", 150) | {"subject": ref("Patient/1")}),
    )
    other = person("1", "Nguyen", "Binh", "1950-01-01")
    theirs = weight("w2", 90) | {"subject": ref("Patient/1")}
    report = import_fhir(desk, write(tmp_path / "two" / "a.ndjson", other, theirs))
    assert report["taken"] == {}
    assert [
        "already stands for" in r["reason"] or "two different people" in r["reason"]
        for r in report["refused"]
    ] == [True, True]
    assert len(brought(Observation)) == 1


def test_one_number_of_two_patients_visits_is_two_visits(desk: Desk, tmp_path: Path) -> None:
    binh = person("b", "Nguyen", "Binh", "1950-01-01")
    theirs = visit(subject=ref("Patient/b"))
    assert (
        import_fhir(desk, write(tmp_path / "a.ndjson", person(), binh, visit(), theirs))["taken"]["Encounter"]
        == 2
    )


# -- what does not stand ----------------------------------------------------------------------------------


def test_errors_of_the_source_are_kept_as_errors(desk: Desk, tmp_path: Path) -> None:
    wrong = "entered-in-error"
    report = import_fhir(desk, write(
        tmp_path / "a.ndjson", person(), weight("w", 150, ) | {"status": wrong}, pressure("bp") | {"status": wrong},
        about("Condition", "c", code=concept(SNOMED, "1", "Gout"), verificationStatus=concept("", wrong, "")),
        about("AllergyIntolerance", "a", code=concept(SNOMED, "2", "Peanut"), verificationStatus=concept("", wrong, "")),
    ))  # fmt: skip
    assert report["taken"] == {"Patient": 1, "Observation": 2, "Condition": 1, "AllergyIntolerance": 1}
    rows = [*brought(Observation), *brought(Condition), *brought(AllergyIntolerance)]
    assert len(rows) == 5
    assert all(row.error_at and row.error_reason for row in rows)
    summary = patient_summary(desk, amy(desk))
    assert summary is not None
    assert (summary.vitals, summary.problems, summary.allergies) == ((), (), ())


def test_open_visits_of_elsewhere_do_not_wait_here(desk: Desk, tmp_path: Path) -> None:
    for number, status in enumerate(("planned", "in-progress", "cancelled", "finished", "arrived")):
        write(tmp_path / "in" / f"{number}.json", visit(id=f"v{number}", status=status))
    write(tmp_path / "in" / "p.json", person())
    import_fhir(desk, tmp_path / "in")
    assert {row.stage for row in brought(Encounter)} == {"billed", "cancelled"}


def test_sensitive_findings_are_held_back(desk: Desk, tmp_path: Path) -> None:
    import_fhir(desk, write(tmp_path / "a.ndjson", person(),
        about("Condition", "c", code=concept(SNOMED, "706893006", "Victim of intimate partner abuse (finding)")),
        about("Condition", "d", code=concept(SNOMED, "38341003", "Hypertension"))))  # fmt: skip
    assert [(row.display, row.sensitive) for row in brought(Condition)] == [
        ("Victim of intimate partner abuse", True),
        ("Hypertension", False),
    ]


def test_a_refuted_problem_and_a_visit_diagnosis_find_their_places(desk: Desk, tmp_path: Path) -> None:
    icd = "http://hl7.org/fhir/sid/icd-10-cm"
    diagnosis = {"category": [concept("", "encounter-diagnosis", "")]}
    import_fhir(desk, write(tmp_path / "a.ndjson", person(), visit(),
        about("Condition", "a", code=concept(icd, "J20.9", "Acute bronchitis"), **diagnosis),
        about("Condition", "b", code=concept(SNOMED, "38341003", "Hypertension"), **diagnosis),
        about("Condition", "c", code=concept(SNOMED, "1", "Lupus"), verificationStatus=concept("", "refuted", ""))))  # fmt: skip
    assert [(r.category, r.system, r.clinical_status) for r in brought(Condition)] == [
        ("encounter-diagnosis", "icd10cm", "active"), ("problem-list-item", "snomed", "active"), ("problem-list-item", "snomed", "inactive"),
    ]  # fmt: skip


# -- the report -------------------------------------------------------------------------------------------


def test_every_resource_is_taken_or_refused_once(desk: Desk, tmp_path: Path) -> None:
    others = [
        {"resourceType": kind, "id": "x"}
        for kind in (
            "CarePlan",
            "DiagnosticReport",
            "Location",
            "ExplanationOfBenefit",
            "Medication",
            "Nonsense",
        )
    ]
    bad = [
        person("p2", birth="1980-13-45"), weight("lost", 1) | {"subject": ref("Patient/nobody")},
        about("Condition", "wordless"), about("Claim", "ask", use="preauthorization"), person("p3", birth="2030-01-01"),
        about("Immunization", "undated", vaccineCode=concept("http://hl7.org/fhir/sid/cvx", "8", "Hep B")),
    ]  # fmt: skip
    file = write(tmp_path / "all.ndjson", *chart(), *others, *bad)
    with file.open("a") as stream:
        stream.write('{"resourceType": "Patient", "id"\n{"no": "resource"}\n')
    report = import_fhir(desk, file)
    undated_at_visit = {**EVERYTHING, "Immunization": 2}
    assert report["taken"] == undated_at_visit
    assert {r["source"] for r in report["refused"]} == {"all.ndjson"}
    rows = [r["row"] for r in report["refused"]]
    first = len(chart()) + 1
    expected = [n for n in range(first, first + 14) if n != first + 11]
    assert sorted(rows) == expected
    assert all(r["reason"].strip().endswith((".", ")")) for r in report["refused"])
    assert not any("Shaw" in r["reason"] for r in report["refused"])


def test_folders_and_files_without_fhir_say_so(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    report = import_fhir(desk, empty)
    assert (report["taken"], len(report["refused"])) == ({}, 1)
    (tmp_path / "words.json").write_text("Dear doctor")
    report = import_fhir(desk, tmp_path / "words.json")
    assert [(r["source"], r["row"]) for r in report["refused"]] == [("words.json", 1)]


def test_very_many_refusals_are_told_in_sum(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_fhir_chunk, "_MOST_REFUSALS", 5)
    file = write(tmp_path / "a.ndjson", *({"resourceType": "CarePlan", "id": str(n)} for n in range(30)))
    refused = import_fhir(desk, file)["refused"]
    assert [r["row"] for r in refused] == [1, 2, 3, 4, 5, 0]
    assert refused[-1]["reason"].startswith("25 more: CarePlan")


def test_each_chunk_is_one_entry_of_the_log(desk: Desk, tmp_path: Path) -> None:
    before = AuditEvent.select().count()
    import_fhir(desk, write(tmp_path / "a.ndjson", *chart()))
    chunks = [e for e in AuditEvent.select().order_by(AuditEvent.seq).offset(before) if e.title == "Import"]
    assert len(chunks) == 2
    assert all(len(e.digest) == 64 and "a.ndjson" in e.reason for e in chunks)


# -- stopping ---------------------------------------------------------------------------------------------


class StopAfter(Silent):
    """Cancels after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, n: int, of: int | None, what: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_a_stopped_import_shows_nothing_until_it_is_carried_on(desk: Desk, tmp_path: Path) -> None:
    file = write(tmp_path / "amy.ndjson", *chart())
    with pytest.raises(Cancelled):
        import_fhir(desk, file, progress=StopAfter(1))
    assert len(brought(Patient)) == 1
    assert find_patient(desk, "Shaw Amy") == ()
    assert import_fhir(desk, file)["taken"] == EVERYTHING
    assert find_patient(desk, "Shaw Amy") != ()


def test_an_import_is_undone_as_a_whole_and_can_come_again(desk: Desk, tmp_path: Path) -> None:
    file = write(tmp_path / "amy.ndjson", *chart())
    import_fhir(desk, file)
    undo_import(desk, brought(Patient)[0].import_run)
    assert find_patient(desk, "Shaw Amy") == ()
    assert import_fhir(desk, file)["taken"] == EVERYTHING


_KILLED = """
import sys, os, signal
from pathlib import Path
from datetime import datetime, timezone
from ma_desktop.services.practice.import_fhir import import_fhir
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
import_fhir(desk, Path(sys.argv[3]), progress=Killer())
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("steps", [4, 5])
def test_killed_in_the_middle_it_goes_on_and_nothing_is_lost(
    prepared: Path, tmp_path: Path, clock: Any, steps: int
) -> None:
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.storage.record import open_record

    folder, data = tmp_path / "record", tmp_path / "in"
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("record.lock"))
    write(data / "1.ndjson", person(), visit(), doctor())
    write(data / "2.ndjson", *(weight(f"w{n}", 100 + n / 10) for n in range(1800)))
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, folder, PASSWORD, data, str(steps)], cwd=ROOT, check=False
    )
    assert ended.returncode == -signal.SIGKILL
    record = open_record(folder, "ada", PASSWORD, store=None, now=clock())
    try:
        desk = log_in(record, "ada", clock)
        assert len(brought(Patient)) == 1
        assert 0 < len(brought(Observation)) < 1800
        assert find_patient(desk, "Shaw Amy") == ()
        assert import_fhir(desk, data)["taken"] == {
            "Practitioner": 1,
            "Patient": 1,
            "Encounter": 1,
            "Observation": 1800,
        }
        assert len(brought(Observation)) == 1800
        assert verify_record(desk)["ok"]
        assert find_patient(desk, "Shaw Amy") != ()
    finally:
        record.close()


# -- the shared samples -----------------------------------------------------------------------------------


def counted(folder: Path, pattern: str) -> dict[str, int]:
    """Distinct resources by type: the same one in two bundles is one."""
    seen = set()
    for file in folder.glob(pattern):
        with gzip.open(file, "rt") if file.suffix == ".gz" else file.open() as stream:
            whole = (
                [json.loads(line) for line in stream if line.strip()]
                if ".ndjson" in file.name
                else [json.load(stream)]
            )
        for resource in whole:
            inside = (
                [e["resource"] for e in resource.get("entry", [])]
                if resource["resourceType"] == "Bundle"
                else [resource]
            )
            seen |= {(each["resourceType"], each["id"]) for each in inside}
    return dict(Counter(kind for kind, _ident in seen))


@pytest.mark.parametrize(
    ("folder", "pattern"), [("synthea-fhir", "[A-F]*.json"), ("us-core-examples", "*.json")]
)
def test_the_samples_are_taken_whole(
    desk: Desk, tmp_path: Path, shared_data: Path, folder: str, pattern: str
) -> None:
    for file in (shared_data / folder).glob(pattern):
        shutil.copy(file, tmp_path / file.name)
    expected = counted(tmp_path, pattern)
    report = import_fhir(desk, tmp_path)
    kept = {name: count for name, count in expected.items() if name in READERS}
    assert {name: report["taken"].get(name, 0) for name in kept} == kept
    refused = Counter(r["reason"].partition(":")[0] for r in report["refused"])
    assert set(refused).isdisjoint(kept)
    assert sum(refused.values()) >= sum(count for name, count in expected.items() if name not in kept)
    assert import_fhir(desk, tmp_path)["taken"] == {}
    assert verify_record(desk)["ok"]
    assert {row.name for row in brought(Organization)}
    assert {row.family for row in brought(Practitioner)}


def test_lines_of_a_bulk_export_are_taken(desk: Desk, tmp_path: Path, shared_data: Path) -> None:
    """A part of the bulk export, still packed; visits name providers that are in no file."""
    with gzip.open(shared_data / "synthea-fhir/bulk/Patient.ndjson.gz", "rt") as stream:
        patients = [stream.readline() for _n in range(5)]
    wanted = tuple(json.loads(line)["id"] for line in patients)
    for name in ("Encounter", "Observation", "Claim"):
        with gzip.open(shared_data / f"synthea-fhir/bulk/{name}.ndjson.gz", "rt") as stream:
            mine = [
                line
                for _n, line in zip(range(3000), stream, strict=False)
                if any(ident in line for ident in wanted)
            ]
        (tmp_path / f"{name}.ndjson.gz").write_bytes(gzip.compress("".join(mine).encode()))
    (tmp_path / "Patient.ndjson.gz").write_bytes(gzip.compress("".join(patients).encode()))
    report = import_fhir(desk, tmp_path)
    assert report["refused"] == []
    assert report["taken"] == counted(tmp_path, "*.gz")
    assert all(row.encounter_id for row in brought(Claim))
