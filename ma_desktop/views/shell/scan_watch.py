"""Watches the scanner's folder: what comes or goes there is told to every screen that counts documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from ma_desktop.domain import settings
from ma_desktop.i18n import _
from ma_desktop.services.desk import Change, Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.views.workbench import Workbench

#: Milliseconds of rest: a scanner writes one file in many small steps.
REST = 800


class ScanWatch(QObject):
    """Reads nothing itself; begins with ``begin`` and follows the setting."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self.watch = QFileSystemWatcher(self)
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST)
        self.rest.timeout.connect(self.tell)
        self.watch.directoryChanged.connect(lambda _path: self.rest.start())
        bench.changed.connect(self._on_change)

    def begin(self) -> None:
        self.bench.read(scan_folder, then=self._follow, latest="scan.folder")

    def tell(self) -> None:
        self.bench.changed.emit(Change(_("Scanner's folder"), frozenset({"Media"})))

    def _on_change(self, change: Change) -> None:
        if "Basic" in change.resources:
            self.begin()

    def _follow(self, folder: str) -> None:
        watched = self.watch.directories()
        if watched == [folder]:
            return
        if watched:
            self.watch.removePaths(watched)
        if folder:
            self.watch.addPath(folder)
        self.tell()


def scan_folder(desk: Desk) -> str:
    """Empty where there is none, or it is away."""
    folder = str(practice_settings(desk)[settings.SCAN_FOLDER]).strip()
    return folder if folder and Path(folder).is_dir() else ""
