"""Which files of a folder are tables, and what their rows say."""

from __future__ import annotations

import gzip
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ma_desktop.interop.synthea_csv import TABLES, find_tables, read_table, survey
from ma_desktop.interop.synthea_rows import NEEDED, READERS
from tests.synthea_files import MIDDLE, NEWEST, OLDEST, export


def lines(folder: Path, tables: dict[str, str], table: str) -> list[object]:
    file = export(folder, tables) / f"{table}.csv"
    return list(read_table(table, file, file.name))


def says(folder: Path, tables: dict[str, str], table: str, place: int = 0) -> dict[str, object]:
    line = lines(folder, tables, table)[place]
    assert line.problem == ""
    return asdict(line.says)


@pytest.mark.parametrize("tables", [OLDEST, MIDDLE, NEWEST], ids=["oldest", "middle", "newest"])
def test_every_row_of_every_version_is_read(tmp_path: Path, tables: dict[str, str]) -> None:
    for table, text in tables.items():
        found = lines(tmp_path, tables, table)
        assert [line.problem for line in found] == [""] * (text.count("\n") - 1), table


def test_the_oldest_version(tmp_path: Path) -> None:
    patient = says(tmp_path, OLDEST, "patients")
    assert (patient["family"], patient["given"], patient["sex"]) == ("Quill", "Zelda", "female")
    assert patient["birth_date"] == date(1957, 3, 2)
    visit = says(tmp_path, OLDEST, "encounters")
    assert (visit["started_at"], visit["ended_at"], visit["class_code"]) == (
        datetime(2015, 6, 1),  # noqa: DTZ001 - a bare day
        None,
        "AMB",
    )
    assert visit["reason"] == "Acute bronchitis"
    height, score, smoking = (says(tmp_path, OLDEST, "observations", n) for n in range(3))
    assert (height["category"], height["value"], height["unit"]) == ("vital-signs", 170.2, "cm")
    assert (score["category"], score["value"]) == ("survey", 0.9)
    assert (smoking["value"], smoking["value_text"]) == (None, "Never smoker")
    assert says(tmp_path, OLDEST, "immunizations")["cvx"] == "08"
    assert says(tmp_path, OLDEST, "claims")["total"] == Decimal("100.25")


def test_the_middle_version(tmp_path: Path) -> None:
    provider = says(tmp_path, MIDDLE, "providers")
    assert (provider["family"], provider["given"]) == ("Soto", "Ana María")
    assert says(tmp_path, MIDDLE, "patients")["deceased_at"] == datetime(2019, 4, 5)  # noqa: DTZ001
    assert says(tmp_path, MIDDLE, "encounters")["started_at"] == datetime(2018, 6, 1, 14, tzinfo=UTC)
    assert says(tmp_path, MIDDLE, "observations")["unit"] == "mm[Hg]"
    coverage = says(tmp_path, MIDDLE, "payer_transitions")
    assert (coverage["starts_on"], coverage["ends_on"]) == (date(2017, 1, 1), date(2018, 12, 31))


def test_the_newest_version(tmp_path: Path) -> None:
    assert says(tmp_path, NEWEST, "patients")["middle"] == "Sol"
    allergy = says(tmp_path, NEWEST, "allergies")
    assert (allergy["system"], allergy["category"], allergy["severity"]) == ("rxnorm", "medication", "severe")
    assert allergy["reaction"] == "Hives, Eruption of skin"
    answer = says(tmp_path, NEWEST, "observations")
    assert (answer["value"], answer["value_text"], answer["category"]) == (None, "Yes, often", "survey")
    coverage = says(tmp_path, NEWEST, "payer_transitions")
    assert (coverage["relationship"], coverage["subscriber"]) == ("spouse", "Rui Quill")
    assert (coverage["starts_on"], coverage["ends_on"]) == (date(2022, 1, 1), date(2022, 12, 31))
    claim = says(tmp_path, NEWEST, "claims")
    assert (claim["kind"], claim["outstanding"], claim["payer"]) == (
        "institutional",
        Decimal("14.75"),
        "payer-1",
    )


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("patients", "1957-03-02", "", "BIRTHDATE is empty"),
        ("patients", "1957-03-02", "March 2", "'March 2' in BIRTHDATE is not readable"),
        ("patients", "1957-03-02", "0001-01-01", "cannot be right"),
        ("patients", "1957-03-02", "9999-12-31", "cannot be right"),
        ("patients", "Quill", "", "LAST is empty"),
        ("observations", "8302-2", "", "CODE is empty"),
        ("claims", "100.25", "a lot", "TOTAL is no amount"),
        ("claims", "100.25", "NaN", "TOTAL is no amount"),
        ("claims", "100.25", "1e300", "TOTAL is no amount"),
    ],
)
def test_a_cell_that_cannot_be_is_a_sentence(
    tmp_path: Path, table: str, old: str, new: str, words: str
) -> None:
    line = lines(tmp_path, {table: OLDEST[table].replace(old, new, 1)}, table)[0]
    assert line.says is None
    assert words in line.problem


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "1_000", "12 abc", ""])
def test_a_value_that_is_no_number_stays_text(tmp_path: Path, value: str) -> None:
    text = OLDEST["observations"].replace("170.2", value, 1)
    found = says(tmp_path, {"observations": text}, "observations")
    assert (found["value"], found["value_text"]) == (None, value)


@pytest.mark.parametrize("table", TABLES)
def test_a_header_without_a_needed_column_is_one_refusal(tmp_path: Path, table: str) -> None:
    file = tmp_path / f"{table}.csv"
    file.write_text("WHATEVER,ELSE\n1,2\n3,4\n", encoding="utf-8")
    found = list(read_table(table, file, file.name))
    assert [(line.row, "nothing of this file" in line.problem) for line in found] == [(1, True)]
    assert set(NEEDED) == set(READERS)


def test_columns_may_stand_in_any_order_and_case(tmp_path: Path) -> None:
    header, row = (line.split(",") for line in OLDEST["conditions"].splitlines())
    turned = ",".join(name.lower() for name in reversed(header)) + "\n" + ",".join(reversed(row)) + "\n"
    first = lines(tmp_path / "a", OLDEST, "conditions")[0]
    second = lines(tmp_path / "b", {"conditions": turned}, "conditions")[0]
    assert (first.says, first.content) == (second.says, second.content)


def test_a_folder_is_searched_whole(tmp_path: Path) -> None:
    export(tmp_path / "csv" / "deep", OLDEST)
    (tmp_path / "csv" / "Patients_2.CSV").write_text(OLDEST["patients"] + "x,1960-01-01\n", encoding="utf-8")
    (tmp_path / "csv" / "observations (1).csv").write_text("DATE\n", encoding="utf-8")
    (tmp_path / "encounters.csv.gz").write_bytes(gzip.compress(b"ID,DATE,PATIENT\n"))
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    found = find_tables(tmp_path)
    assert list(found.tables) == [table for table in TABLES if table in OLDEST]
    assert [len(found.tables[t]) for t in ("patients", "observations", "encounters", "claims")] == [
        2,
        2,
        2,
        1,
    ]
    assert found.aside == []


def test_copies_and_foreign_files_are_set_aside_with_a_reason(tmp_path: Path) -> None:
    export(tmp_path, OLDEST)
    (tmp_path / "zip").mkdir()
    (tmp_path / "zip" / "patients.csv.gz").write_bytes(gzip.compress(OLDEST["patients"].encode()))
    for name in ("careplans.csv", "my list.csv"):
        (tmp_path / name).write_text("A\n1\n", encoding="utf-8")
    found = find_tables(tmp_path)
    assert len(found.tables["patients"]) == 1
    assert {file.name: reason.split(";")[0] for file, reason in found.aside} == {
        "patients.csv.gz": "This file is a copy of patients.csv",
        "careplans.csv": "The record has no place for this table",
        "my list.csv": "This is no table of a Synthea export",
    }


def test_a_survey_counts_rows_and_repeats(tmp_path: Path) -> None:
    text = OLDEST["observations"]
    last = text.splitlines()[-1] + "\n"
    first = export(tmp_path / "a", {"observations": text + last}) / "observations.csv"
    second = export(tmp_path / "b", {"observations": text.splitlines()[0] + "\n" + last}) / "observations.csv"
    rows, repeated = survey("observations", [first, second], lambda _rows: None)
    assert (rows, len(repeated)) == (5, 1)
    assert survey("patients", [export(tmp_path / "c", OLDEST) / "patients.csv"], lambda _rows: None) == (
        1,
        set(),
    )
