"""Where things are: in the tree, in a wheel, in a bundle, and on this person's PC."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """A file or folder of ``resources/``: beside the package in the tree, inside it in a wheel or bundle."""
    bundled = getattr(sys, "_MEIPASS", None)
    roots = [Path(bundled) / "resources"] if bundled else []
    roots += [_PACKAGE.parent / "resources", _PACKAGE / "resources"]
    root = next((candidate for candidate in roots if candidate.is_dir()), roots[-1])
    return root.joinpath(*parts)


def data_dir() -> Path:
    """This person's folder for the practice's record."""
    from platformdirs import user_data_path

    return Path(user_data_path("ma-desktop", appauthor=False))


def config_dir() -> Path:
    """This person's folder for what is not about any patient (which record was opened last)."""
    from platformdirs import user_config_path

    return Path(user_config_path("ma-desktop", appauthor=False))


def cache_dir() -> Path:
    """This person's folder for what can be made anew at any time, and says nothing about anybody."""
    from platformdirs import user_cache_path

    return Path(user_cache_path("ma-desktop", appauthor=False))
