"""The font of computers without one: unpacked once, kept, and there even where nothing can be kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from ma_desktop.views import own_font


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    monkeypatch.setattr(own_font, "cache_dir", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def test_it_is_unpacked_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own_font.load()
    kept = sorted(path.name for path in cache.iterdir())
    assert [name.split("-")[0] for name in kept] == ["FiraGO_Bold", "FiraGO_Regular"]
    assert own_font.FAMILY in QFontDatabase.families()

    def never(_short: str) -> bytes:
        raise AssertionError("unpacked again")

    monkeypatch.setattr(own_font, "_unpacked", never)
    own_font.load()


def test_a_folder_that_takes_no_file_costs_only_time(cache: Path) -> None:
    cache.write_text("a file stands where the folder would")
    own_font.load()
    assert own_font.FAMILY in QFontDatabase.families()


def test_a_kept_file_that_is_no_font_is_passed_over(cache: Path) -> None:
    own_font.load()
    for path in cache.iterdir():
        path.write_bytes(b"torn")
    own_font.load()
    assert own_font.FAMILY in QFontDatabase.families()
