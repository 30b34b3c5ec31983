"""The whole suite: one record, every group in a fresh process, one table at the end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.bench_record import scratch_record
from benchmarks.rows import TARGETS, Effort, Row

#: Files of this folder with ``measure``; those that leave much behind in the record come last.
GROUPS = (
    "opening",
    "finding",
    "charting",
    "printing",
    "remembering",
    "saving",
    "importing",
    "scheduling",
    "slots",
    "largest",
    "boarding",
    "columns",
)
SIZES = (1_000, 10_000, 100_000)
#: A folder in which finished records wait for the next run; without it each run makes its own.
KEPT = "MA_DESKTOP_BENCH_KEPT"
_ROOT = Path(__file__).resolve().parents[1]


class BenchFailed(Exception):
    """A group ended without its rows."""


def run(
    size: int, *, kept: Path | None = None, quick: bool = False, tell: Callable[[str], object] = str
) -> list[Row]:
    """Every row, in the order of ``TARGETS``. ``tell`` hears what is being done.

    ``kept``: folder in which finished records wait for the next run, else the one that ``KEPT`` names.
    """
    kept = kept or (Path(os.environ[KEPT]) if os.environ.get(KEPT) else None)
    found: dict[str, Row] = {}
    with tempfile.TemporaryDirectory(prefix="ma-desktop-bench-") as scratch:
        tell(f"making a practice of {size:,} patients")
        with scratch_record(size, Path(scratch), kept) as folder:
            for group in GROUPS:
                tell(f"measuring: {group}")
                found |= {row.name: row for row in _in_a_process(group, folder, Effort(quick))}
    return [found[name] for name in TARGETS]


def _in_a_process(group: str, folder: Path, effort: Effort) -> Iterator[Row]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.child",
        group,
        str(folder),
        *(["quick"] if effort.quick else []),
    ]
    ended = subprocess.run(
        command, capture_output=True, text=True, cwd=_ROOT, env=_environment(group), check=False
    )
    if ended.returncode != 0:
        raise BenchFailed(f"{group} failed:\n{ended.stderr.strip()}")
    for name, value, limit in json.loads(ended.stdout.splitlines()[-1]):
        yield Row(name, value, limit)


def _environment(group: str) -> dict[str, str]:
    """Without a display the screen is one in memory."""
    made = {**os.environ, **getattr(import_module(f"benchmarks.{group}"), "ENVIRONMENT", {})}
    if sys.platform.startswith("linux") and not (made.get("DISPLAY") or made.get("WAYLAND_DISPLAY")):
        made.setdefault("QT_QPA_PLATFORM", "offscreen")
    return made


def report(size: int, rows: list[Row]) -> dict[str, Any]:
    """The JSON of ``ma-desktop bench --json``."""
    return {"size": size, "rows": [row.plain() for row in rows]}


def table(rows: list[Row]) -> str:
    """For people: value, limit, ratio, and whether it is within its target."""
    lines = [f"{'':<16}{'value':>11}{'limit':>11}{'ratio':>9}{'target':>9}"]
    for row in rows:
        unit = in_megabytes if row.name.startswith("memory") else in_milliseconds
        mark = "" if row.met else "  over"
        lines.append(
            f"{row.name:<16}{unit(row.value):>11}{unit(row.limit):>11}{row.ratio:>8.2f}×{row.target:>8.1f}×{mark}"
        )
    return "\n".join(lines)


def in_milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"


def in_megabytes(count: float) -> str:
    return f"{count / 1e6:,.1f} MB"
