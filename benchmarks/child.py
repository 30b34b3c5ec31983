"""One group in a process of its own: ``python -m benchmarks.child GROUP FOLDER [quick]`` prints its rows as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.rows import Effort


def main(group: str, folder: str, quick: str = "") -> None:
    measure = import_module(f"benchmarks.{group}").measure
    rows = measure(Path(folder), Effort(bool(quick)))
    print(json.dumps([[row.name, row.value, row.limit] for row in rows]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
