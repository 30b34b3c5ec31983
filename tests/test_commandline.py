"""The command line without a display: init, verify, print, backup, restore, and clear sentences."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from ma_desktop.__main__ import main
from ma_desktop.storage import slots
from tests.conftest import PASSWORD
from tests.fhir_files import AMY, chart, write


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: object, password: str = PASSWORD) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
        status = main([str(a) for a in arguments] + ["--password-stdin", "--json"])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_a_record_is_made_verified_backed_up_and_restored(
    call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots.Cost, "__init__", _fast)
    where = ("--record", tmp_path / "r", "--user", "ada")
    status, out, _err = call("init", *where, "--without-keyring", password="seven gray herons wade")
    assert status == 0
    assert len(json.loads(out)["recovery_code"]) == 34
    status, out, _err = call("verify", *where, password="seven gray herons wade")
    report = json.loads(out)
    assert (status, report["ok"], report["integrity"], report["counts"]["Patient"]) == (0, True, "ok", 0)
    status, out, _err = call("backup", tmp_path / "usb", *where, password="seven gray herons wade")
    bundle = json.loads(out)["file"]
    status, _out, _err = call("restore", bundle, "--record", tmp_path / "again")
    assert status == 0
    status, out, _err = call(
        "verify", "--record", tmp_path / "again", "--user", "ada", password="seven gray herons wade"
    )
    assert json.loads(out)["ok"]


@pytest.mark.parametrize("document", ["after-visit-summary", "superbill", "routing-slip", "screening-form"])
def test_a_page_is_printed_into_a_file(call, record, tmp_path: Path, document: str) -> None:
    folder = record.folder
    record.close()
    target = tmp_path / "out" / "page.pdf"
    where = ("--record", folder, "--user", "ada")
    status, out, err = call(
        "print", document, "--patient", "10007", "--encounter", "last", "--out", target, *where
    )
    assert status == 0, err
    assert target.read_bytes().startswith(b"%PDF")
    assert json.loads(out)["bytes"] == target.stat().st_size
    status, _out, err = call("print", document, "--patient", "nobody", "--out", target, *where)
    assert (status, err.count("\n")) == (1, 1)


@pytest.mark.parametrize("document", ["huddle", "day-schedule"])
def test_a_day_is_printed_and_logged(call, record, tmp_path: Path, document: str) -> None:
    folder = record.folder
    record.close()
    target, where = tmp_path / "day.pdf", ("--record", folder, "--user", "ada")
    status, out, err = call("print", document, "--date", "2026-11-23", "--out", target, *where)
    assert status == 0, err
    assert json.loads(out)["bytes"] == target.stat().st_size
    status, _out, err = call("print", document, "--date", "yesterday", "--out", target, *where)
    assert (status, "YYYY-MM-DD" in err) == (1, True)
    status, _out, err = call("print", "superbill", "--out", target, *where)
    assert (status, "--patient" in err) == (1, True)
    status, out, _err = call("verify", *where)
    assert json.loads(out)["counts"]["DocumentReference"] == 1


def test_a_receipt_is_printed_as_a_copy_the_second_time(call, record, desk, tmp_path: Path) -> None:
    from decimal import Decimal

    import pypdf

    from ma_desktop.models import Encounter, Patient
    from ma_desktop.services.billing.take_payment import take_payment

    patient = Patient.get(Patient.record_number == "10007")
    visit = (
        Encounter.select()
        .where(Encounter.patient == patient.id)
        .order_by(Encounter.started_at.desc())
        .first()
    )
    take_payment(desk, patient_id=patient.id, encounter_id=visit.id, amount=Decimal("0.01"), method="cash")
    folder = record.folder
    record.close()
    target = tmp_path / "receipt.pdf"
    words = ("print", "receipt", "--patient", "10007", "--size", "a4", "--large-print", "--out", target)
    copies = []
    for _time in range(2):
        status, _out, err = call(*words, "--record", folder, "--user", "ada")
        assert status == 0, err
        page = pypdf.PdfReader(target).pages[0]
        copies.append("COPY" in page.extract_text())
        assert round(page.mediabox.width) == 595
    assert copies == [False, True]


def test_a_page_that_cannot_be_written_is_not_logged(call, record, desk, tmp_path: Path) -> None:
    folder = record.folder
    record.close()
    where = ("--patient", "10007", "--out", tmp_path, "--record", folder, "--user", "ada")
    status, out, err = call("print", "superbill", *where)
    assert status == 1
    assert "folder has this name" in out + err
    status, out, _err = call("verify", "--record", folder, "--user", "ada")
    assert json.loads(out)["counts"]["DocumentReference"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verify", "--user", "ada", "--record", "/nonexistent/r"), "no record"),
        (("verify", "--record", "/nonexistent/r"), "--user"),
        (("restore", "/nonexistent/b.mabackup", "--record", "/nonexistent/r"), "no backup"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(call, arguments: tuple[str, ...], words: str) -> None:
    status, out, err = call(*arguments)
    assert status == 1
    assert json.loads(out) == {"ok": False, "error": err.strip()}
    assert words in err
    assert "Traceback" not in err


def test_the_wrong_password_opens_nothing(call, record) -> None:
    folder = record.folder
    record.close()
    status, out, err = call("verify", "--record", folder, "--user", "ada", password="not this one at all")
    assert status == 1
    assert not json.loads(out)["ok"]
    assert "do not fit together" in err


def test_real_patients_come_in_twice_and_once_only(
    call, tmp_path: Path, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """init → import → import again → verify → print, as a scheduler would."""
    monkeypatch.setattr(slots.Cost, "__init__", _fast)
    where, secret = ("--record", tmp_path / "r", "--user", "ada"), "seven gray herons wade"
    assert call("init", *where, "--without-keyring", password=secret)[0] == 0
    folder = shared_data / "synthea-csv"
    status, out, err = call("import", "synthea-csv", folder, *where, password=secret)
    assert status == 0, err
    report = json.loads(out)
    rows = {name: (folder / f"{name}.csv").read_bytes().count(b"\n") - 1 for name in _TABLES}
    assert report["kind"] == "synthea-csv"
    assert report["refused"] == []
    assert report["taken"] == {
        resource: sum(rows[name] for name, kind in _TABLES.items() if kind == resource)
        for resource in _TABLES.values()
    }
    status, out, _err = call("import", "synthea-csv", folder, *where, password=secret)
    again = json.loads(out)
    assert (status, again["taken"], again["refused"]) == (0, dict.fromkeys(report["taken"], 0), [])
    assert again["present"] == report["taken"]
    status, out, _err = call("verify", *where, password=secret)
    counts = json.loads(out)["counts"]
    assert status == 0
    own = {"Organization": 1}  # the practice itself
    assert {name: counts[name] - own.get(name, 0) for name in report["taken"]} == report["taken"]
    patient = (folder / "patients.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    target = tmp_path / "avs.pdf"
    status, _out, err = call(
        "print", "after-visit-summary", "--patient", patient, "--out", target, *where, password=secret
    )
    assert status == 0, err
    assert target.read_bytes().startswith(b"%PDF")


_TABLES = {
    "patients": "Patient", "providers": "Practitioner", "organizations": "Organization", "payers": "Organization",
    "encounters": "Encounter", "conditions": "Condition", "observations": "Observation",
    "medications": "MedicationRequest", "immunizations": "Immunization", "procedures": "Procedure",
    "allergies": "AllergyIntolerance", "payer_transitions": "Coverage", "claims": "Claim",
}  # fmt: skip


def test_an_import_that_refuses_everything_still_reports(call, record, tmp_path: Path) -> None:
    folder = record.folder
    record.close()
    where = ("--record", folder, "--user", "ada")
    (tmp_path / "empty").mkdir()
    status, out, _err = call("import", "synthea-csv", tmp_path / "empty", *where)
    report = json.loads(out)
    assert (status, report["taken"], len(report["refused"])) == (0, {}, 1)
    assert set(report["refused"][0]) == {"source", "row", "reason"}
    status, out, err = call("import", "synthea-csv", tmp_path / "nowhere", *where)
    assert (status, json.loads(out)["ok"]) == (1, False)
    assert "no file or folder of this name" in err


def test_at_the_terminal_an_import_is_told_in_words(
    record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.synthea_files import OLDEST, export

    folder = record.folder
    record.close()
    bad = "".join(f"2015-06-01,nobody{n},,8302-2,Body Height,1,cm\n" for n in range(30))
    tables = OLDEST | {"observations": OLDEST["observations"] + bad, "devices": "A\n1\n"}
    path = export(tmp_path / "csv", tables)
    for words in (("Patient: 1", "Observation: 3"), ("Nothing new.", "Already there: 11")):
        monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
        where = ["--record", str(folder), "--user", "ada", "--password-stdin"]
        assert main(["import", "synthea-csv", str(path), *where]) == 0
        said = capsys.readouterr().out.splitlines()
        assert set(words) <= set(said)
        assert "devices.csv: The record has no place for this table; it was not read." in said
        assert sum(line.startswith("observations.csv ") for line in said) == 20
        assert said[-1].startswith("… 30 rows refused in all")


def _fast(self: slots.Cost, memory: int = 8192, passes: int = 1, lanes: int = 1) -> None:
    for name, value in (("memory", memory), ("passes", passes), ("lanes", lanes)):
        object.__setattr__(self, name, value)


def test_fhir_files_are_taken_printed_and_verified(call, record, tmp_path: Path) -> None:
    folder = record.folder
    record.close()
    where = ("--record", folder, "--user", "ada")
    file = write(tmp_path / "in" / "amy.ndjson", *chart(), {"resourceType": "CarePlan", "id": "plan"})
    status, out, _err = call("import", "fhir", file.parent, *where)
    report = json.loads(out)
    assert (status, report["kind"], report["taken"]["Patient"], report["taken"]["Observation"]) == (
        0,
        "fhir",
        1,
        2,
    )
    assert [(r["source"], r["row"]) for r in report["refused"]] == [("amy.ndjson", len(chart()) + 1)]
    status, out, _err = call("import", "fhir", file, *where)
    assert (status, set(json.loads(out)["taken"].values())) == (0, {0})
    for document in ("after-visit-summary", "superbill"):
        for patient, encounter in ((AMY, "last"), ("1032702", "V-77")):
            target = tmp_path / f"{document}-{encounter}.pdf"
            status, _out, err = call(
                "print", document, "--patient", patient, "--encounter", encounter, "--out", target, *where
            )
            assert (status, target.read_bytes()[:4]) == (0, b"%PDF"), err
    status, out, _err = call("verify", *where)
    assert (status, json.loads(out)["ok"]) == (0, True)


def test_a_file_that_is_no_fhir_is_reported_and_no_failure(call, record, tmp_path: Path) -> None:
    folder = record.folder
    record.close()
    (tmp_path / "note.json").write_text("Dear doctor")
    status, out, _err = call("import", "fhir", tmp_path / "note.json", "--record", folder, "--user", "ada")
    assert (status, json.loads(out)["taken"], len(json.loads(out)["refused"])) == (0, {}, 1)


def test_values_over_time_are_printed_by_their_codes(call, record, tmp_path: Path) -> None:
    folder = record.folder
    record.close()
    target = tmp_path / "trend.pdf"
    where = ("--record", folder, "--user", "ada", "--patient", "10007", "--out", target)
    status, out, err = call("print", "trends", "--code", "85354-9", "--code", "29463-7", *where)
    assert status == 0, err
    assert json.loads(out)["document"] == "trends"
    assert target.read_bytes().startswith(b"%PDF")
    status, _out, err = call("print", "trends", "--code", "0-0", *where)
    assert (status, err.strip()) == (1, "Nothing with this code was measured.")
    status, _out, err = call("print", "growth-chart", *where)
    assert (status, err.count("\n")) in {(0, 0), (1, 1)}
