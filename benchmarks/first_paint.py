"""A process of its own that draws a first window and says when: ``empty``, ``start`` or ``unlock``.

Prints one line per moment reached; whoever started the process holds the watch.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget


class FirstPaint(QObject):
    """Calls ``then(window)`` once, after the first frame of a window is drawn."""

    def __init__(self, app: QApplication, then: Any) -> None:
        super().__init__(app)
        self._app, self._then = app, then
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._app.removeEventFilter(self)
            window = watched.window()
            QTimer.singleShot(0, window, lambda: self._then(window))
        return False


def say(words: object) -> None:
    print(words, flush=True)


def leave(_window: object = None) -> None:
    say("painted")
    os._exit(0)


def empty_window() -> QMainWindow:
    """What any program with this window system costs: nothing inside, four docks around."""
    from PySide6.QtCore import Qt

    window = QMainWindow()
    for side in (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea):
        for _number in range(2):
            dock = QDockWidget("", window)
            dock.setWidget(QWidget())
            window.addDockWidget(side, dock)
    window.setCentralWidget(QWidget())
    window.resize(1600, 950)
    return window


def unlock(log_in: Any) -> None:
    """Types name and password after a person's pause; prints the seconds from the derived key to today's window."""
    from benchmarks.bench_record import LOGIN, PASSWORD
    from benchmarks.screen import Frames, rest, today_is_there
    from ma_desktop.storage import record
    from ma_desktop.views import main_window

    rest(2.0)
    opened: list[float] = []
    really, shown = record.open_slot, main_window.MainWindow.begin

    def open_slot(*slot: Any) -> bytes:
        key = really(*slot)
        opened.append(time.perf_counter())
        return key

    def begin(window: Any, kept: Any = None) -> None:
        frames = Frames(window)
        shown(window, kept)
        QTimer.singleShot(0, window, lambda: watch(window, frames))

    def watch(window: Any, frames: Any) -> None:
        frames.until(lambda: today_is_there(window))
        say(time.perf_counter() - opened[0])
        os._exit(0)

    record.open_slot, main_window.MainWindow.begin = open_slot, begin  # type: ignore[method-assign,assignment]
    log_in.login.setText(LOGIN)
    log_in.password.setText(PASSWORD)
    log_in.go()


def main(what: str, folder: str = "") -> None:
    app = QApplication(["MA Desktop"])
    if what == "empty":
        FirstPaint(app, leave)
        window = empty_window()
        window.show()
        app.exec()
        return
    FirstPaint(app, leave if what == "start" else unlock)
    if what == "unlock":
        from benchmarks.bench_record import clock
        from ma_desktop import app as program

        program.local_time = clock
    from ma_desktop.commandline import run

    run(["--record", folder])


if __name__ == "__main__":
    main(*sys.argv[1:])
