"""CSV as it comes: every bad row is told apart, and the rest is read."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.interop import csv_rows
from ma_desktop.interop.csv_rows import read_csv
from ma_desktop.interop.repeats import Repeats


def read(folder: Path, content: bytes, name: str = "t.csv") -> list[tuple[int, tuple[str, ...], str]]:
    file = folder / name
    file.write_bytes(content)
    return [(row.row, row.cells, row.problem.split(" ", 4)[-1]) for row in read_csv(file)]


GOOD = (1, ("A", "B"), "")


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"", []),
        (b"A,B", [GOOD]),
        (b"A,B\n1,2\n", [GOOD, (2, ("1", "2"), "")]),
        (b"\xef\xbb\xbfA,B\r\n1,2\r\n", [GOOD, (2, ("1", "2"), "")]),
        (b"A,B\n\n , \n,,\n1,2", [GOOD, (5, ("1", "2"), "")]),
        (b"A,B\n1,2,,\n", [GOOD, (2, ("1", "2", "", ""), "")]),
        (b'A,B\n"x, y","say ""hi"""\n', [GOOD, (2, ("x, y", 'say "hi"'), "")]),
        (b'A,B\n"x\ny",2\n3,4\n', [GOOD, (2, ("x\ny", "2"), ""), (4, ("3", "4"), "")]),
        ("A,B\nJosé,2\n".encode(), [GOOD, (2, ("José", "2"), "")]),
    ],
)
def test_good_rows(tmp_path: Path, content: bytes, rows: list[object]) -> None:
    assert read(tmp_path, content) == rows


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (b"1", "fewer columns"),
        (b"1,2,3", "more columns"),
        (b"Jos\xe9,2", "not UTF-8"),
        (b"1\x00,2", "NUL"),
        (b'1,"2', "never closed"),
        (b'1,"2"x', "never closed"),
        (b"1," + b"x" * 2_500_000, "too long"),
    ],
    ids=["short", "long", "latin-1", "nul", "open quote", "text after quote", "huge"],
)
def test_a_bad_row_is_refused_alone(tmp_path: Path, bad: bytes, words: str) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b"A,B\n0,0\n" + bad + b"\n" + b"9,9\n" * 300)
    found = list(read_csv(file))
    assert [(row.row, bool(row.problem)) for row in found[:4]] == [
        (1, False),
        (2, False),
        (3, True),
        (4, False),
    ]
    assert words in found[2].problem
    assert len([row for row in found if row.cells == ("9", "9")]) == 300
    assert [row.row for row in found] == list(range(1, 304))


def test_an_open_quote_is_not_closed_by_a_later_one(tmp_path: Path) -> None:
    found = read(tmp_path, b'A,B\n1,"two\n3,4\n5,"six\n7,8\n')
    assert [row for row, _cells, problem in found if problem] == [2, 4]
    assert [cells for _row, cells, problem in found if not problem] == [("A", "B"), ("3", "4"), ("7", "8")]


def test_a_packed_file_cut_short_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = gzip.compress(b"A,B\n" + b"".join(b"%d,x\n" % n for n in range(50_000)))
    found = read(tmp_path, whole[: len(whole) // 2], "t.csv.gz")
    assert found[1] == (2, ("0", "x"), "")
    assert found[-1][2]
    assert "damaged" in found[-1][2]
    assert read(tmp_path, b"not packed at all", "u.csv.gz")[0][0] == 1


def test_reading_takes_no_memory(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b"A,B\n" + b"one thousand,two thousand\n" * 200_000)
    tracemalloc.start()
    assert sum(1 for _row in read_csv(file)) == 200_001
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 400_000


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), min_size=3, max_size=3)
    )
)
def test_what_the_csv_module_writes_is_read_back(tmp_path_factory: pytest.TempPathFactory, rows) -> None:
    import csv

    rows = [[f"x{cell}" for cell in row] for row in rows if sum(cell.count("\n") for cell in row) < 90]
    file = tmp_path_factory.mktemp("csv") / "t.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["A", "B", "C"], *rows])
    assert [list(row.cells) for row in read_csv(file)][1:] == rows


def test_repeats_finds_every_repeat_and_little_else() -> None:
    repeats = Repeats()
    contents = [f"row {n}" for n in range(20_000)]
    for content in contents + contents[:50]:
        repeats.tell(content)
    assert {hash(content) for content in contents[:50]} <= repeats.suspects
    assert len(repeats.suspects) < 60


def test_the_longest_row_is_bounded() -> None:
    assert csv_rows.LONGEST_ROW <= 1_000_000
