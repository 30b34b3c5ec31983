"""How long nobody touched keyboard or mouse. Only a person's own input counts; background work does not."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

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
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()

    def touch(self) -> None:
        self._since, self._since_wall = self._clock(), self._wall()

    def left(self) -> float:
        idle = max(self._clock() - self._since, self._wall() - self._since_wall)
        return self.limit - idle

    def tick(self) -> None:
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
