"""Python's search for dead cycles, on the screen thread only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

#: Milliseconds between two looks at whether there is something to sweep.
EVERY = 500
_KEEPERS = "sweepers"


class Sweeper(QObject):
    """While at least one lives, dead cycles are swept by a timer and nowhere else.

    Python sweeps on whatever thread makes the next object. A long import makes millions of them on the writing
    thread, and a widget that died there took the whole program down (segmentation fault in Qt's event loop): Qt's
    objects may only die on the screen thread.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = QCoreApplication.instance()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._ended = False
        if self._app is not None and (gc.isenabled() or self._count(0)):
            self._count(1)
            gc.disable()
            self._timer.start(EVERY)
        else:
            self._ended = True

    def _count(self, by: int) -> int:
        """How many sweepers live; kept by the application, which all windows share."""
        assert self._app is not None
        now = int(self._app.property(_KEEPERS) or 0) + by
        self._app.setProperty(_KEEPERS, now)
        return now

    def sweep(self) -> None:
        """The youngest objects often, the older ones seldom, as Python itself would."""
        for generation, (count, most) in enumerate(zip(gc.get_count(), self._thresholds, strict=True)):
            if most and count > most:
                gc.collect(generation)

    def end(self) -> None:
        """After the threads have ended."""
        if self._ended:
            return
        self._ended = True
        self._timer.stop()
        if self._count(-1) == 0:
            gc.enable()
