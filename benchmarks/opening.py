"""``start`` and ``unlock``: how long until the first window, and until today's, beside an empty window of Qt's.

All three are timed from outside or inside processes of their own, in turn; the quietest of each counts, since whatever
else the machine does can only add.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from benchmarks.rows import Effort, Row


def measure(folder: Path, effort: Effort) -> list[Row]:
    empty, start, unlock = [], [], []
    for _turn in range(effort.times(9, 1)):
        empty.append(_until_painted("empty", folder))
        start.append(_until_painted("start", folder))
        unlock.append(_seconds_said("unlock", folder))
    limit = min(empty)
    return [Row("start", min(start), limit), Row("unlock", min(unlock), limit)]


#: Seconds after which a window that never came is an error: its process is ended, and with it the wait for its words.
PATIENCE = 60.0


@contextmanager
def _begin(what: str, folder: Path) -> Iterator[str]:
    """Starts a process of its own; answers the first line it says, empty when it says none."""
    command = [sys.executable, "-m", "benchmarks.first_paint", what, str(folder)]
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        end = Timer(PATIENCE, process.kill)
        end.start()
        try:
            yield process.stdout.readline().strip()
        finally:
            end.cancel()


def _until_painted(what: str, folder: Path) -> float:
    began = time.perf_counter()
    with _begin(what, folder) as said:
        took = time.perf_counter() - began
    if said != "painted":
        raise RuntimeError(f"{what}: no window came within {PATIENCE:.0f} s")
    return took


def _seconds_said(what: str, folder: Path) -> float:
    with _begin(what, folder) as said:
        if not said:
            raise RuntimeError(f"{what}: no window came within {PATIENCE:.0f} s")
        return float(said)
