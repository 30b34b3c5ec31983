"""The real window on a record, and waiting until something stands on the screen."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.bench_record import at_the_desk

#: Seconds after which a screen that never came is an error.
PATIENCE = 60.0


class Frames(QObject):
    """Counts the frames that one window drew. A filter on the window alone, so that it costs nothing elsewhere."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.count = 0
        #: What went wrong behind the screen; a wait raises it instead of waiting on.
        self.errors: list[BaseException] = []
        window.installEventFilter(self)
        #: Wakes a wait that would otherwise sleep through a missing answer.
        self._tick = QTimer(self)
        self._tick.start(200)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.count += 1
        return False

    def until(self, ready: Callable[[], bool]) -> None:
        """Runs the event loop until ``ready``, then until all that follows from it is drawn."""
        self._wait(ready)
        app, drawn = QApplication.instance(), -1
        assert app is not None
        while drawn != self.count:
            drawn = self.count
            app.processEvents()

    def next(self) -> None:
        """Until one more frame is drawn."""
        before = self.count
        self._wait(lambda: self.count > before)

    def _wait(self, ready: Callable[[], bool]) -> None:
        app, end = QApplication.instance(), time.monotonic() + PATIENCE
        assert app is not None
        while not ready():
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if self.errors:
                raise self.errors[0]
            if time.monotonic() > end:
                raise TimeoutError("the screen never came")


def rest(seconds: float) -> None:
    """Lets the event loop run, as while a person looks or types."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


@contextmanager
def main_window(folder: Path, width: int = 1600, height: int = 950) -> Iterator[tuple[Any, Frames]]:
    """The window of the program on the threads of the program; today is painted."""
    from ma_desktop.views import theme
    from ma_desktop.views.main_window import MainWindow
    from ma_desktop.views.shell.seat import make_ports
    from ma_desktop.views.tasks import Tasks
    from ma_desktop.views.workbench import Workbench

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    with at_the_desk(folder) as (record, desk):
        record.disconnect()
        tasks = Tasks(
            enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
        )
        window = MainWindow(Workbench(desk, tasks), make_ports(record, desk))
        frames = Frames(window)
        window.report_bug = frames.errors.append  # type: ignore[method-assign]
        sys.excepthook = lambda _kind, error, _trace: frames.errors.append(error)
        window.resize(width, height)
        window.show()
        window.begin()
        frames.until(lambda: today_is_there(window))
        try:
            yield window, frames
        finally:
            sys.excepthook = sys.__excepthook__
            window.close()


def today_is_there(window: Any) -> bool:
    """Every panel that can be seen has painted what it read."""
    return all(panel.painted for panel in window.panels if panel.visible())


def panel(window: Any, name: str) -> Any:
    return next(panel for panel in window.panels if panel.name == name)
