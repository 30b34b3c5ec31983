"""``start`` and ``unlock``: how long until the first window, and until today's, beside an empty window of Qt's.

All three are timed from outside or inside processes of their own, in turn; the quietest of each counts, since whatever
else the machine does can only add.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.rows import Effort, Row


def measure(folder: Path, effort: Effort) -> list[Row]:
    empty, start, unlock = [], [], []
    for _turn in range(effort.times(9, 1)):
        empty.append(_until_painted("empty", folder))
        start.append(_until_painted("start", folder))
        unlock.append(_seconds_said("unlock", folder))
    limit = min(empty)
    return [Row("start", min(start), limit), Row("unlock", min(unlock), limit)]


def _begin(what: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.first_paint", what, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    )


def _until_painted(what: str, folder: Path) -> float:
    began = time.perf_counter()
    with _begin(what, folder) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        took = time.perf_counter() - began
    if said != "painted":
        raise RuntimeError(f"{what}: no window came")
    return took


def _seconds_said(what: str, folder: Path) -> float:
    with _begin(what, folder) as process:
        assert process.stdout is not None
        return float(process.stdout.readline())
