"""Who may be on file twice: the Febrl sets, and the people a front desk meets."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import duplicates
from ma_desktop.domain.duplicates import WARN, Person, find, score

FEBRL = Path(__file__).resolve().parents[3] / "shared" / "data" / "dedupe"
MARIA = Person(
    given="maria", family="garcia", birth="19840312", sex="female", phone="5551234567", street_number="12",
    address="oak street", city="springfield", postal_code="62701", state="il",
)  # fmt: skip
#: What of the address changes when somebody moves.
MOVED = {
    "phone": "5559876543",
    "street_number": "9",
    "address": "elm road",
    "city": "chicago",
    "postal_code": "60601",
}


def people(*files: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for name in files:
        with (FEBRL / name).open(encoding="utf-8", newline="") as stream:
            rows += csv.DictReader(stream)
    return rows


def number(rec_id: str) -> int:
    return int(re.match(r"rec-(\d+)-", rec_id)[1])  # type: ignore[index]


@pytest.mark.skipif(not FEBRL.is_dir(), reason="the Febrl sets are not beside this checkout")
@pytest.mark.parametrize("without", [(), (" soc_sec_id",)], ids=["all columns", "no personal number"])
@pytest.mark.parametrize(
    "files",
    [("febrl-dataset1.csv",), ("febrl-dataset4a.csv", "febrl-dataset4b.csv")],
    ids=["set 1", "set 4"],
)
def test_held_out_people_are_found_and_nobody_else(
    files: tuple[str, ...], without: tuple[str, ...], record_property: pytest.RecordProperty
) -> None:
    held_out = [
        {name: cell for name, cell in row.items() if name not in without}
        for row in people(*files)
        if number(row["rec_id"]) % 2
    ]
    found = find(held_out)
    same = Counter(number(row["rec_id"]) for row in held_out)
    right = sum(number(one) == number(other) for one, other, _score in found)
    precision, recall = right / len(found), right / sum(n * (n - 1) // 2 for n in same.values())
    record_property("precision", precision)
    record_property("recall", recall)
    assert all(likeness >= WARN for *_ids, likeness in found)
    assert precision >= 0.95, f"precision {precision:.4f}"
    assert recall >= 0.85, f"recall {recall:.4f}"


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("the same again", MARIA),
        ("moved away and back", replace(MARIA, **MOVED)),
        ("month and day swapped", replace(MARIA, birth="19841203")),
        ("a slip in the family name", replace(MARIA, family="gracia")),
        ("given and family name swapped", replace(MARIA, given="garcia", family="maria")),
        ("another family name after a wedding", replace(MARIA, family="johnson")),
        ("a year mistyped, another phone", replace(MARIA, birth="19850312", phone="5550001111")),
        ("only name and birth date known", Person(given="maria", family="garcia", birth="19840312")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_same_person_is_noticed(words: str, other: Person) -> None:
    assert score(MARIA, other) >= WARN


def test_a_nickname_is_noticed() -> None:
    bob = Person(given="bob", family="smith", birth="19700102")
    assert score(bob, replace(bob, given="robert")) >= WARN
    assert score(bob, replace(bob, given="agatha")) < WARN


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("twin", replace(MARIA, given="elena")),
        ("sister", replace(MARIA, given="elena", birth="19860102")),
        ("mother of the same name", replace(MARIA, birth="19560910")),
        ("stranger of the same name", replace(MARIA, birth="19710911", **MOVED)),
        ("born the same day", Person(given="bo", family="smith", birth="19840312")),
        ("only the name is known", Person(given="maria", family="garcia")),
        ("nothing is known", Person()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_others_are_left_alone(words: str, other: Person) -> None:
    assert score(MARIA, other) < WARN


def test_a_level_more_alike_never_weighs_less() -> None:
    ladder = ("other", "alike", "near", "same")
    by_field: dict[str, list[float]] = {}
    for field in {level.split()[0] for level in duplicates.WEIGHTS if " " in level}:
        by_field[field] = [
            duplicates.WEIGHTS[f"{field} {step}"]
            for step in ladder
            if f"{field} {step}" in duplicates.WEIGHTS
        ]
    assert all(weights == sorted(weights) for weights in by_field.values())


def test_every_level_has_a_weight() -> None:
    assert set(duplicates.levels(MARIA, replace(MARIA, given="elena"))) <= set(duplicates.WEIGHTS)


words = st.text(alphabet="abcdeéß' -", max_size=9)


@given(st.builds(Person, given=words, family=words, birth=st.sampled_from(["", "19840312", "1984", "20010203"])),
       st.builds(Person, given=words, family=words, birth=st.sampled_from(["", "19840312", "1984"])))  # fmt: skip
def test_the_score_is_the_same_both_ways(one: Person, other: Person) -> None:
    assert 0 <= score(one, other) <= 1
    assert score(one, other) == pytest.approx(score(other, one))


def test_rows_with_missing_and_padded_columns_are_taken() -> None:
    rows = [
        {"rec_id": "a", " given_name": " Bob ", " surname": " Smith", " date_of_birth": " 19700102"},
        {"rec_id": "b", "given_name": "ROBERT", "surname": "Smith", "date_of_birth": "1970-01-02"},
        {"rec_id": "c", "given_name": None, "surname": "", "date_of_birth": None},
    ]
    assert [(one, other) for one, other, _score in find(rows)] == [("a", "b")]
    assert find([]) == []
