"""Where the parts are put together: record, desk, threads, window."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ma_desktop import __version__
from ma_desktop.i18n import _


def local_time() -> datetime:
    """The clock of the program."""
    return datetime.now().astimezone()


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
    from ma_desktop.views.tasks import Tasks

    tasks = Tasks()
    opened: list[tuple[Any, Any]] = []

    def enter(record: Any, desk: Any) -> None:
        opened.append((record, desk))
        app.quit()

    if (folder / "record.ma").is_file():
        window: Any = LogIn(tasks, lambda login, password: _unlocked(folder, login, password), enter)
    else:
        from ma_desktop.views.set_up import SetUp

        window = SetUp(tasks, lambda answers: _set_up(folder, answers), enter)
    window.show()
    app.exec()
    window.hide()
    tasks.close()
    if not opened:
        return 0
    record, desk = opened[0]
    return _open_window(app, record, desk)


def _unlocked(folder: Path, login: str, password: str) -> tuple[Any, Any]:
    """On a working thread: opens the record and lets go of this thread's connection."""
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.storage.record import open_record

    record = open_record(folder, login, password, store=_store(folder, login), now=local_time())
    try:
        return record, log_in(record, login, local_time)
    finally:
        record.disconnect()


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
    from ma_desktop.storage.record import create

    store = None if answers.without_keyring else SystemKeyring()
    record, code = create(folder, login=answers.login, password=answers.password, store=store)
    try:
        desk = log_in(record, answers.login, local_time)
        worker = set_up_practice(desk, answers.practice)
        return record, desk.acting_as(worker), code
    finally:
        record.disconnect()


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
    app: Any, record: Any, desk: Any, *, password_hint: str = "", shots: Callable[[Any], None] | None = None
) -> int:
    from ma_desktop.views.main_window import MainWindow
    from ma_desktop.views.tasks import Tasks
    from ma_desktop.views.workbench import Workbench

    tasks = Tasks(
        enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
    )
    bench = Workbench(desk, tasks)
    window = MainWindow(bench, make_ports(record, desk))
    sys.excepthook = lambda _kind, error, _trace: window.report_bug(error)
    window.resize(1600, 950)
    window.show()
    window.begin()
    if shots is not None:
        shots(window)
    status = app.exec()
    record.connect_writer()
    record.close()
    return int(status)


def make_ports(record: Any, desk: Any) -> Any:
    """What the window asks of the services that belong to no panel."""
    from ma_desktop.services.practice.log_in import worker_of
    from ma_desktop.views.shell.ports import Ports

    def unlock(login: str, secret: str) -> None:
        record.check_password(login, secret, local_time())

    def log_in(login: str, password: str) -> Any:
        record.check_password(login, password, local_time())
        record.connect_reader()
        try:
            return desk.acting_as(worker_of(login))
        finally:
            record.disconnect()

    return Ports(find=_find, status=_status, unlock=unlock, log_in=log_in, version=__version__)


def _find(desk: Any, typed: str) -> Sequence[Any]:
    from ma_desktop.services.schedule.find_patient import find_patient
    from ma_desktop.services.schedule.todays_visits import todays_visits
    from ma_desktop.views.shell.ports import Hit

    found = find_patient(desk, typed)
    today = todays_visits(desk, [row.patient_id for row in found])
    hits = []
    for row in found:
        detail = f"{row.birth_date:%m/%d/%Y} · {row.age} · #{row.record_number}" + (
            _(" · similar name") if row.near else ""
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


def _status(desk: Any) -> Sequence[Any]:
    from ma_desktop.views.shell.ports import StatusWord

    return (StatusWord(_("Offline: everything works"), "info", "offline"),)
