"""``python -m benchmarks [SIZE …]``: several sizes beside each other, so that growth is visible."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.rows import TARGETS, Row
from benchmarks.suite import SIZES, report, run


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), metavar="SIZE")
    parser.add_argument("--kept", type=Path, help="folder in which invented practices wait for the next run")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    found = {
        size: run(size, kept=options.kept, tell=lambda words: print(words, file=sys.stderr))
        for size in options.sizes
    }
    print(json.dumps([report(*pair) for pair in found.items()]) if options.json else growth(found))
    return 0


def growth(found: dict[int, list[Row]]) -> str:
    """Ratios by size."""
    lines = [f"{'':<16}" + "".join(f"{size:>12,}" for size in found) + f"{'at most':>10}"]
    for place, name in enumerate(TARGETS):
        ratios = "".join(f"{rows[place].ratio:>11.2f}×" for rows in found.values())
        lines.append(f"{name:<16}{ratios}{TARGETS[name]:>9.1f}×")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
