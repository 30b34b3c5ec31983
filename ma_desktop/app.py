"""Where the parts are put together: record, desk, threads, window."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from ma_desktop import __version__
from ma_desktop.i18n import _


def local_time() -> datetime:
    """The clock of the program, in a zone that knows when the clock is changed: an offset alone does not."""
    import tzlocal

    zone: tzinfo = tzlocal.get_localzone()
    return datetime.now(zone)


def run_demo(
    *, size: int = 300, now: datetime | None = None, shots: Callable[[Any], None] | None = None
) -> int:
    """Opens a throw-away practice with invented patients. ``shots``, for pictures, is called with the shown window."""
    from ma_desktop.storage.record import create
    from ma_desktop.storage.slots import Cost

    app = _application()
    clock = _started_at(now) if now else local_time
    with tempfile.TemporaryDirectory(prefix="ma-desktop-demo-") as folder:
        password = "demo practice 2026"
        record, _code = create(
            Path(folder) / "record", login="ada", password=password, store=None, cost=Cost(8192, 1, 1)
        )
        from ma_desktop.services.practice.log_in import log_in
        from ma_desktop.services.practice.make_demo import make_demo

        desk = log_in(record, "ada", clock)
        worker = make_demo(desk, size=size, ahead=True)
        record.disconnect()
        return _open_window(app, record, desk.acting_as(worker), password_hint=password, shots=shots)


def run_practice(folder: Path) -> int:
    """Opens the practice's own record: set-up the first time, else the log-in window."""
    app = _application()
    from ma_desktop.views.log_in import LogIn
    from ma_desktop.views.shell.one_window import OneWindow
    from ma_desktop.views.shell.seat import Seat, soon
    from ma_desktop.views.tasks import Tasks

    only = OneWindow(folder)
    if only.raised_the_first():
        return 0
    tasks = Tasks()
    opened: list[tuple[Any, Any]] = []
    seat = Seat(local_time)

    def enter(record: Any, desk: Any) -> None:
        opened.append((record, desk))
        app.quit()

    if (folder / "record.ma").is_file():
        window: Any = LogIn(
            tasks,
            lambda login, password: _unlocked(folder, login, password, seat),
            enter,
            lambda login, code, password, without: _recovered(folder, login, code, password, without),
        )
    else:
        from ma_desktop.views.set_up import SetUp

        window = SetUp(tasks, lambda answers: _set_up(folder, answers), enter)
    only.listen(window)
    sys.excepthook = lambda _kind, error, _trace: _broke_early(window, error)
    window.show()
    ready = soon(window, lambda: tasks.render(_get_ready, then=lambda _none: seat.build_soon(window)))
    app.exec()
    ready.stop()
    window.hide()
    tasks.close()
    made = getattr(window, "_made", None)
    if not opened:
        if (
            made is not None
        ):  # closed before the code was typed back: the record is there and opens with the password
            made[0].connect_writer()
            made[0].close()
        return 0
    record, desk = opened[0]
    return _open_window(app, record, desk, only=only, seat=seat)


def _get_ready() -> None:
    """While name and password are typed, loads what the next window is made of: a third of a second less to wait then."""
    from ma_desktop.services.practice import log_in  # noqa: F401
    from ma_desktop.storage import record  # noqa: F401
    from ma_desktop.views import main_window, practice_commands, workbench  # noqa: F401
    from ma_desktop.views.panels import discover

    discover()


def _broke_early(window: Any, error: BaseException) -> None:
    from ma_desktop.views.dialogs.bug_report import report_of

    window._say(
        _("Something went wrong in the program. Nothing was changed.") + "\n" + report_of(error, __version__)
    )


def _recovered(folder: Path, login: str, code: str, password: str, without: bool = False) -> tuple[Any, Any]:
    """On a working thread: opens with the code, binds the log-in to this computer anew, logs in."""
    from ma_desktop.services.practice.recover import recover
    from ma_desktop.storage.record import open_with_recovery

    record = open_with_recovery(folder, code, store=None if without else _store(folder, login))
    return record, _or_closed(record, lambda: recover(record, login, password, local_time))


def _or_closed(record: Any, step: Callable[[], Any]) -> Any:
    """A record whose log-in was refused is closed again, so that the next try finds it free."""
    try:
        answer = step()
    except BaseException:
        record.close()
        raise
    record.disconnect()
    return answer


def _unlocked(folder: Path, login: str, password: str, seat: Any = None) -> tuple[Any, Any]:
    """On a working thread: opens the record, reads how this person keeps the window, lets go of the thread's connection."""
    from ma_desktop.services.practice.layout import layout
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.storage.record import open_record

    record = open_record(folder, login, password, store=_store(folder, login), now=local_time())

    def enter() -> Any:
        desk = log_in(record, login, local_time)
        if seat is not None:
            seat.layout = layout(desk)
        return desk

    return record, _or_closed(record, enter)


def _store(folder: Path, login: str) -> Any:
    from ma_desktop.storage.key_file import read_slots
    from ma_desktop.storage.keyring_store import SystemKeyring

    mine = [slot for slot in read_slots(folder) if slot.login.casefold() == login.casefold()]
    return SystemKeyring() if any(slot.device == "keyring" for slot in mine) else None


def _set_up(folder: Path, answers: Any) -> tuple[Any, Any, str]:
    """On a working thread: makes the record and its first entries; answers record, desk and recovery code."""
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.services.practice.set_up_practice import set_up_practice
    from ma_desktop.storage.keyring_store import SystemKeyring
    from ma_desktop.storage.record import create, discard

    store = None if answers.without_keyring else SystemKeyring()
    record, code = create(folder, login=answers.login, password=answers.password, store=store)

    def first_entries() -> Any:
        desk = log_in(record, answers.login, local_time)
        return desk.acting_as(set_up_practice(desk, answers.practice))

    try:
        return record, _or_closed(record, first_entries), code
    except BaseException:
        discard(folder)  # nobody has seen its code, and nothing is in it
        raise


def _started_at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stood at ``moment`` when the program began."""
    offset = moment - local_time()
    return lambda: (local_time() + offset).astimezone(moment.tzinfo)


def _application() -> Any:
    from PySide6.QtWidgets import QApplication

    from ma_desktop.views import theme

    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("MA Desktop")
    app.setApplicationVersion(__version__)
    theme.apply(app, "light")
    return app


def offer_more(window: Any) -> None:
    """What is only there where everybody is invented; a practice of real patients never loads it."""
    from ma_desktop.services.practice.invented_practice import invented_practice

    window.bench.read(invented_practice, then=lambda invented: _offer_tour(window) if invented else None)


def _offer_tour(window: Any) -> None:
    from ma_desktop.views.tour import Tour

    Tour(window)


def _open_window(
    app: Any,
    record: Any,
    desk: Any,
    *,
    only: Any = None,
    seat: Any = None,
    password_hint: str = "",
    shots: Callable[[Any], None] | None = None,
) -> int:
    from ma_desktop.views.practice_commands import practice_commands
    from ma_desktop.views.shell.courier import Courier
    from ma_desktop.views.shell.seat import Seat

    seat = seat or Seat(local_time)
    window = seat.take(record, desk)
    window.bench.commands.add(*practice_commands(window.bench, window))
    if only is not None:
        only.listen(window)
    sys.excepthook = lambda _kind, error, _trace: window.report_bug(error)
    window.resize(1600, 950)
    room = window.screen().availableGeometry()
    if room.width() < window.width() or room.height() < window.height():
        window.showMaximized()
    else:
        window.show()
    window.begin(seat.layout)
    Courier(window.bench, window).begin()
    offer_more(window)
    if shots is not None:
        shots(window)
    status = app.exec()
    record.connect_writer()
    record.close()
    return int(status)
