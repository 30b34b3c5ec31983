"""The font for computers that have none of the usual ones, unpacked once: unpacking takes a third of the time to the log-in."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

from ma_desktop.paths import cache_dir

FAMILY = "FiraGO"
_FILES = {"figo": "FiraGO_Regular", "figbo": "FiraGO_Bold"}


def load() -> None:
    """Regular and bold; where no file can be kept, out of memory."""
    for short, name in _FILES.items():
        if QFontDatabase.addApplicationFont(str(_kept(short, name))) < 0:
            QFontDatabase.addApplicationFontFromData(_unpacked(short))


def _unpacked(short: str) -> bytes:
    import pymupdf_fonts

    return bytes(pymupdf_fonts.myfont(short))


def _kept(short: str, name: str) -> Path:
    """The font's file, made when it is not there; another release of the fonts has another size, and so another file."""
    spec = find_spec("pymupdf_fonts")
    assert spec is not None
    assert spec.origin is not None
    packed = Path(spec.origin).parent / f"{name}.py"
    size = packed.stat().st_size if packed.is_file() else 0
    file = cache_dir() / f"{name}-{size}.ttf"
    if not file.is_file():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part = file.with_suffix(f".{os.getpid()}")
            part.write_bytes(_unpacked(short))
            part.replace(file)
        except OSError:
            return Path()
    return file
