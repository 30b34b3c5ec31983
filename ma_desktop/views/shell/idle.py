"""How long nobody touched keyboard or mouse. Only a person's own input counts; background work does not."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """``remaining`` every second (seconds to the lock), ``expired`` once. ``minutes`` of 0 never locks.

    Both a monotonic and a wall clock are watched, so that a laptop that slept through the limit wakes up locked.
    """

    remaining = Signal(int)
    expired = Signal()

    def __init__(
        self,
        minutes: float = 10,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.limit = minutes * 60
        self._clock, self._wall = clock, wall
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self.touch()

    def start(self) -> None:
        self.stop()
        self._watch_windows()
        _application().focusWindowChanged.connect(self._watch_windows)
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        if not self._timer.isActive():
            return
        _application().focusWindowChanged.disconnect(self._watch_windows)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
        self._timer.stop()

    def _watch_windows(self, *_focused: object) -> None:
        """A person's input reaches the windows of the system first. A filter on the whole application would see the
        thousands of events between widgets too, a tenth of the time that a chart takes."""
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)

    def touch(self) -> None:
        self._since, self._since_wall = self._clock(), self._wall()

    def left(self) -> float:
        idle = max(self._clock() - self._since, self._wall() - self._since_wall)
        return self.limit - idle

    def tick(self) -> None:
        """Every second; menus and dialogs opened since the last are watched from here on."""
        if self._timer.isActive():
            self._watch_windows()
        if self.limit <= 0:
            return
        left = self.left()
        self.remaining.emit(max(0, round(left)))
        if left <= 0:
            self.stop()
            self.expired.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT and event.spontaneous():
            if self.limit > 0 and self.left() <= 0:
                self.tick()  # the first touch after the limit finds the window locked, not open
            else:
                self.touch()
        return False


def _application() -> QGuiApplication:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app
