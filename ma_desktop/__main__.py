"""``ma-desktop`` and ``python -m ma_desktop``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Answers the exit status: 0, or 1 after one clear sentence."""
    from ma_desktop.i18n import kept_language, use_language

    use_language(kept_language())  # before anything else is read: titles of panels are asked for then
    from ma_desktop.commandline import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    raise SystemExit(main())
