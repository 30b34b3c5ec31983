"""``memory``, ``memory-growth``: what the window holds after twenty charts, beside an empty window of Qt's.

Resident memory of fresh processes, in bytes. Growth is counted from the tenth chart to the twentieth.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.rows import Effort, Row

CHARTS = 20
_ALLOWED_GROWTH = 2_000_000


def measure(folder: Path, effort: Effort) -> list[Row]:
    charts = effort.times(CHARTS, 4)
    turns = [_turn(folder, charts) for _number in range(effort.times(3, 1))]
    empty = min(turn["empty"] for turn in turns)
    after = min(turn["after"] for turn in turns)
    growth = min(turn["growth"] for turn in turns)
    return [Row("memory", after, empty), Row("memory-growth", max(0, growth), _ALLOWED_GROWTH)]


def _turn(folder: Path, charts: int) -> dict[str, int]:
    empty, full = (
        json.loads(
            subprocess.run(
                [sys.executable, "-m", "benchmarks.remembering", what, str(folder), str(charts)],
                check=True, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[1],
            ).stdout.splitlines()[-1]
        )
        for what in ("empty", "full")
    )  # fmt: skip
    return {"empty": empty[0], "after": full[1], "growth": full[1] - full[0]}


def resident() -> int:
    """Bytes of this process in memory; where the system does not say, the most there ever were."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(x for x in status.read_text(encoding="ascii").splitlines() if x.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return _resident_on_windows()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _resident_on_windows() -> int:
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("cb", wintypes.DWORD), ("faults", wintypes.DWORD), ("peak", ctypes.c_size_t), ("working", ctypes.c_size_t),
            ("rest", ctypes.c_size_t * 6),
        )  # fmt: skip

    counters = Counters(cb=ctypes.sizeof(Counters))
    windll = ctypes.windll  # type: ignore[attr-defined]
    windll.psapi.GetProcessMemoryInfo(
        wintypes.HANDLE(windll.kernel32.GetCurrentProcess()), ctypes.byref(counters), counters.cb
    )
    return int(counters.working)


def empty() -> list[int]:
    from PySide6.QtWidgets import QApplication

    from benchmarks.first_paint import empty_window

    app = QApplication(["bench"])
    window = empty_window()
    window.show()
    app.processEvents()
    return [resident()]


def full(folder: Path, count: int) -> list[int]:
    """Half-way and at the end of ``count`` charts, each looked at in all its tabs."""
    from benchmarks.charting import Charts, long_known
    from benchmarks.screen import main_window

    patients = long_known(folder, count)
    held = []
    with main_window(folder) as (window, frames):
        charts = Charts(window, frames)
        for number in range(count):
            charts.front(0)
            charts.choose(patients[number % len(patients)])
            charts.front(1)
            charts.front(2)
            if number + 1 in (count // 2, count):
                gc.collect()
                held.append(resident())
    return held


if __name__ == "__main__":
    print(json.dumps(empty() if sys.argv[1] == "empty" else full(Path(sys.argv[2]), int(sys.argv[3]))))
