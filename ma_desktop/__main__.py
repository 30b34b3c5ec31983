"""``ma-desktop`` and ``python -m ma_desktop``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Answers the exit status: 0, or 1 after one clear sentence."""
    from ma_desktop.commandline import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    raise SystemExit(main())
