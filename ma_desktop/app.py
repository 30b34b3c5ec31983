"""Where the parts are put together: record, desk, threads, window."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from ma_desktop import __version__
from ma_desktop.i18n import _

#: Wrong PINs at the lock before only the password opens it again.
PIN_TRIES = 3


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
        worker = make_demo(desk, size=size)
        record.disconnect()
        return _open_window(app, record, desk.acting_as(worker), password_hint=password, shots=shots)


def run_practice(folder: Path) -> int:
    """Opens the practice's own record: set-up the first time, else the log-in window."""
    app = _application()
    from ma_desktop.views.log_in import LogIn
    from ma_desktop.views.shell.one_window import OneWindow
    from ma_desktop.views.tasks import Tasks

    only = OneWindow(folder)
    if only.raised_the_first():
        return 0
    tasks = Tasks()
    opened: list[tuple[Any, Any]] = []

    def enter(record: Any, desk: Any) -> None:
        opened.append((record, desk))
        app.quit()

    if (folder / "record.ma").is_file():
        window: Any = LogIn(
            tasks,
            lambda login, password: _unlocked(folder, login, password),
            enter,
            lambda login, code, password, without: _recovered(folder, login, code, password, without),
        )
    else:
        from ma_desktop.views.set_up import SetUp

        window = SetUp(tasks, lambda answers: _set_up(folder, answers), enter)
    only.listen(window)
    sys.excepthook = lambda _kind, error, _trace: _broke_early(window, error)
    window.show()
    ready = _soon(window, lambda: tasks.render(_get_ready))
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
    return _open_window(app, record, desk, only=only)


def _soon(window: Any, then: Callable[[], object]) -> Any:
    """A timer that runs ``then`` once the window stands."""
    from PySide6.QtCore import QTimer

    timer = QTimer(window)
    timer.setSingleShot(True)
    timer.timeout.connect(then)
    timer.start(100)
    return timer


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


def _unlocked(folder: Path, login: str, password: str) -> tuple[Any, Any]:
    """On a working thread: opens the record and lets go of this thread's connection."""
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.storage.record import open_record

    record = open_record(folder, login, password, store=_store(folder, login), now=local_time())
    return record, _or_closed(record, lambda: log_in(record, login, local_time))


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


def _open_window(
    app: Any,
    record: Any,
    desk: Any,
    *,
    only: Any = None,
    password_hint: str = "",
    shots: Callable[[Any], None] | None = None,
) -> int:
    from ma_desktop.views.main_window import MainWindow
    from ma_desktop.views.practice_commands import practice_commands
    from ma_desktop.views.tasks import Tasks
    from ma_desktop.views.workbench import Workbench

    tasks = Tasks(
        enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
    )
    bench = Workbench(desk, tasks)
    window = MainWindow(bench, make_ports(record, desk))
    bench.commands.add(*practice_commands(bench, window))
    if only is not None:
        only.listen(window)
    sys.excepthook = lambda _kind, error, _trace: window.report_bug(error)
    window.resize(1600, 950)
    room = window.screen().availableGeometry()
    if room.width() < window.width() or room.height() < window.height():
        window.showMaximized()
    else:
        window.show()
    window.begin()
    if shots is not None:
        shots(window)
    status = app.exec()
    record.connect_writer()
    record.close()
    return int(status)


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
    from ma_desktop.services.practice.log_in import worker_of
    from ma_desktop.services.practice.log_state import log_state
    from ma_desktop.services.practice.pin_fits import pin_fits
    from ma_desktop.services.practice.record_state import record_state
    from ma_desktop.views.shell.ports import Ports
    from ma_desktop.views.shell.status_words import status_words

    wrong_pins = 0

    def unlock(login: str, secret: str) -> object:
        nonlocal wrong_pins
        if wrong_pins < PIN_TRIES:
            with _reading(record):
                fits = pin_fits(desk, login, secret)
            if fits is not None:
                wrong_pins = 0 if fits else wrong_pins + 1
                return fits
        record.check_password(login, secret, local_time())
        wrong_pins = 0
        return True

    def log_in(login: str, password: str) -> Any:
        record.check_password(login, password, local_time())
        with _reading(record):
            return desk.acting_as(worker_of(login))

    def check_log() -> Any:
        with _reading(record):
            return log_state(desk)

    ports = Ports(find=_find, unlock=unlock, log_in=log_in, version=__version__, check_log=check_log)
    ports.status = lambda desk: status_words(record_state(desk), ports.log, desk.now())
    return ports


def _find(desk: Any, typed: str) -> Sequence[Any]:
    from ma_desktop.services.schedule.find_patient import find_patient
    from ma_desktop.services.schedule.todays_visits import todays_visits
    from ma_desktop.services.visit.scanned import scanned
    from ma_desktop.views.shell.ports import Hit

    slip = scanned(desk, typed)
    if slip is not None:
        return _scanned(desk, slip)
    found = find_patient(desk, typed)
    today = todays_visits(desk, [row.patient_id for row in found])
    hits = []
    for row in found:
        detail = f"{row.birth_date:%m/%d/%Y} · {row.age} · #{row.record_number}" + (
            _(" · similar name")
            if row.near
            else _(" · was #{number}").format(number=row.merged)
            if row.merged
            else ""
        )
        visit = today.get(row.patient_id)
        name = row.name + (f" “{row.preferred_name}”" if row.preferred_name else "")
        hits.append(
            Hit(
                row.patient_id,
                name,
                detail,
                visit.words if visit else "",
                visit.encounter_id if visit else None,
            )
        )
    return hits


def _scanned(desk: Any, slip: Any) -> Sequence[Any]:
    """One line for what the scanner read; Enter, which it sends too, checks in whom today waits for."""
    from ma_desktop.services.chart.patient_banner import patient_banner
    from ma_desktop.services.schedule.todays_visits import todays_visits
    from ma_desktop.views.shell.ports import Hit

    who = patient_banner(desk, slip.patient_id)
    if who is None:
        return ()
    visit = todays_visits(desk, [slip.patient_id]).get(slip.patient_id)
    detail = f"{who.birth_date:%m/%d/%Y} · {who.age} · #{who.record_number}"
    encounter = slip.encounter_id or (visit.encounter_id if visit else None)
    words = _("check in") if slip.arriving else visit.words if visit else ""
    return [
        Hit(who.patient_id, who.name, detail, words, encounter, "check_in_patient" if slip.arriving else "")
    ]
