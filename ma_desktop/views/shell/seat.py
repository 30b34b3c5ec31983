"""The place at which somebody sits down: the window, built while the password is typed, and what it asks of the services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ma_desktop import __version__

#: Wrong PINs at the lock before only the password opens it again.
PIN_TRIES = 3


@dataclass
class Seat:
    """The next window, built before anybody has logged in, and how that person keeps it."""

    clock: Callable[[], datetime]
    layout: dict[str, Any] | None = None
    window: Any = None
    taken: bool = False

    def build_soon(self, log_in: Any) -> None:
        """In the next pause of the typing; building takes a tenth of a second in which no key would be shown."""
        from PySide6.QtWidgets import QLineEdit

        timer = soon(log_in, self.build)
        for field in log_in.findChildren(QLineEdit):
            field.textEdited.connect(lambda _text: timer.start(400) if timer.isActive() else None)

    def build(self) -> None:
        from ma_desktop.domain.permissions import Role
        from ma_desktop.services.desk import Desk, Worker
        from ma_desktop.views.main_window import MainWindow
        from ma_desktop.views.shell.ports import Ports
        from ma_desktop.views.tasks import Tasks
        from ma_desktop.views.workbench import Workbench

        nobody = Desk(None, Worker(0, "", "", Role.FRONT_DESK), self.clock)
        self.window = MainWindow(Workbench(nobody, Tasks(start=False)), Ports())
        self._fill(list(self.window.panels))

    def _fill(self, panels: list[Any]) -> None:
        """One panel after the other, each in a pause of its own."""
        if panels and not self.taken:
            panels[0].widget()
            soon(self.window, lambda: self._fill(panels[1:]), 0)

    def take(self, record: Any, desk: Any) -> Any:
        """The window with this person at it."""
        self.taken = True
        if self.window is None:
            self.build()
        window = self.window
        window.bench.tasks.start(record.connect_reader, record.connect_writer, record.disconnect)
        fill_ports(window.ports, record, desk)
        window.bench.sit_down(desk)
        window.bench.active.choose_day(
            desk.now().date()
        )  # the practice's day, not the one of the clock it was built with
        return window


def soon(window: Any, then: Callable[[], object], milliseconds: int = 100) -> Any:
    """A timer that runs ``then`` once the window stands."""
    from PySide6.QtCore import QTimer

    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.timeout.connect(then)
    timer.start(milliseconds)
    return timer


@contextmanager
def _reading(record: Any) -> Iterator[None]:
    """A connection on a thread that has none; one that has its own keeps it."""
    own = record.database.is_closed()
    if own:
        record.connect_reader()
    try:
        yield
    finally:
        if own:
            record.disconnect()


def make_ports(record: Any, desk: Any) -> Any:
    """What the window asks of the services that belong to no panel."""
    from ma_desktop.views.shell.ports import Ports

    return fill_ports(Ports(), record, desk)


def fill_ports(ports: Any, record: Any, desk: Any) -> Any:
    """The same, for a window that stands already."""
    from ma_desktop.services.messages.outbox_state import outbox_state
    from ma_desktop.services.practice.log_in import worker_of
    from ma_desktop.services.practice.log_state import log_state
    from ma_desktop.services.practice.pin_fits import pin_fits
    from ma_desktop.services.practice.record_state import record_state
    from ma_desktop.views.shell.find_hits import find_hits
    from ma_desktop.views.shell.status_words import status_words
    from ma_desktop.views.shell.urgent_words import urgent_words

    wrong_pins = 0

    def unlock(login: str, secret: str) -> object:
        nonlocal wrong_pins
        if wrong_pins < PIN_TRIES:
            with _reading(record):
                fits = pin_fits(desk, login, secret)
            if fits is not None:
                wrong_pins = 0 if fits else wrong_pins + 1
                return fits
        record.check_password(login, secret, desk.now())
        wrong_pins = 0
        return True

    def log_in(login: str, password: str) -> Any:
        record.check_password(login, password, desk.now())
        with _reading(record):
            return desk.acting_as(worker_of(login))

    def check_log() -> Any:
        with _reading(record):
            return log_state(desk)

    ports.find, ports.unlock, ports.log_in, ports.check_log = find_hits, unlock, log_in, check_log
    ports.urgent = urgent_words
    ports.version = __version__
    ports.status = lambda desk: status_words(record_state(desk), ports.log, desk.now(), outbox_state(desk))
    return ports
