"""The status bar by clicks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ma_desktop.models import Setting
from ma_desktop.views.practice_commands import practice_commands


def word(window, start: str) -> QPushButton:
    found = [b for b in window.status.findChildren(QPushButton) if b.toolTip().startswith(start)]
    assert found, [b.toolTip() for b in window.status.findChildren(QPushButton)]
    return found[-1]


def put_backups_in(folder: Path, desk) -> None:
    Setting.delete().where(Setting.key == "backup.folder").execute()
    Setting(key="backup.folder", value=str(folder), recorded_at=desk.now()).save(force_insert=True)


def test_the_bar_warns_until_a_backup_is_made_and_then_says_when(window, qtbot, desk, tmp_path: Path) -> None:
    put_backups_in(tmp_path / "drive", desk)
    window.bench.commands.add(*practice_commands(window.bench, window))
    qtbot.mouseClick(word(window, "No backup yet"), Qt.MouseButton.LeftButton)
    assert list((tmp_path / "drive").glob("*.mabackup"))
    assert word(window, "Backup verified 09:40").property("tone") == "ok"


def test_the_log_is_read_at_the_start_and_again_when_asked(window, qtbot) -> None:
    press = word(window, "Log intact")
    window.ports.log = None
    qtbot.mouseClick(press, Qt.MouseButton.LeftButton)
    assert word(window, "Log intact")
