"""The benches run at a tiny size and give every row. What they say is never tested: CI does not fail on a clock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import suite
from benchmarks.__main__ import growth
from benchmarks.rows import TARGETS, Row, percentile
from benchmarks.suite import GROUPS, BenchFailed, table
from ma_desktop.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_every_row_is_there_without_record_or_display(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(["bench", "--size", "100", "--quick", "--json", "--kept", str(tmp_path)]) == 0
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert report["size"] == 100
    assert [row["name"] for row in report["rows"]] == list(TARGETS)
    for row in report["rows"]:
        assert set(row) == {"name", "value", "limit", "ratio", "target"}
        assert row["limit"] > 0
        assert row["value"] > 0 or row["name"] == "memory-growth"
        assert row["ratio"] == pytest.approx(row["value"] / row["limit"], abs=1e-3)
        assert row["target"] == TARGETS[row["name"]]
    assert [path.name.startswith("practice-100-") for path in tmp_path.iterdir()] == [True]
    assert all(group in said.err for group in GROUPS)


def test_a_group_that_breaks_off_is_told_in_its_own_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_size: object, **_kw: object) -> list[Row]:
        raise BenchFailed("columns failed:\nAssertionError: 358 blocks")

    monkeypatch.setattr(suite, "run", broken)
    assert main(["bench", "--size", "100"]) == 1
    assert "AssertionError: 358 blocks" in capsys.readouterr().err


def test_a_size_that_fills_no_day_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--size", "7"]) == 1
    assert "at least 100" in capsys.readouterr().err


def test_an_installed_program_says_where_the_benches_are(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ma_desktop import commandline

    monkeypatch.setattr(commandline, "__file__", str(tmp_path / "ma_desktop" / "commandline.py"))
    assert main(["bench"]) == 1
    assert "source tree" in capsys.readouterr().err


def test_limits_that_are_fixed_are_those_of_the_design() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "benchmarks").glob("*.py"))
    for name in TARGETS:
        assert f'Row("{name}"' in source
    assert (TARGETS["start"], TARGETS["find-p99"], TARGETS["import"]) == (1.5, 2.0, 4.0)


@pytest.mark.parametrize(
    ("percent", "expected"), [(50, 3), (95, 5), (100, 5), (1, 1), (20, 1), (21, 2), (80, 4), (81, 5)]
)
def test_a_percentile_is_one_of_the_values(percent: float, expected: int) -> None:
    assert percentile([5, 3, 1, 4, 2], percent) == expected


def test_the_table_says_what_is_over() -> None:
    rows = [Row("chart", 0.04, 0.1), Row("start", 0.2, 0.1), Row("memory", 120e6, 60e6)]
    said = table(rows).splitlines()
    assert said[1].split() == ["chart", "40.0", "ms", "100.0", "ms", "0.40×", "0.5×"]
    assert said[2].endswith("over")
    assert "120.0 MB" in said[3]


def test_sizes_stand_beside_each_other() -> None:
    small = [Row(name, 1.0, 1.0) for name in TARGETS]
    big = [Row(name, 2.0, 1.0) for name in TARGETS]
    lines = growth({1000: small, 100000: big}).splitlines()
    assert lines[0].split() == ["1,000", "100,000", "at", "most"]
    assert lines[1].split()[:3] == ["start", "1.00×", "2.00×"]
    assert len(lines) == len(TARGETS) + 1
