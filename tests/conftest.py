"""What every test stands on: no screen, no network but loopback, a home of its own, a fixed clock, a real record."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("QT_ACCESSIBILITY", "0")

import logging
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, max_examples=200)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that is thrown away, so that no test touches the real one."""
    folder = tmp_path_factory.mktemp("home")
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "APPDATA",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the program may reach a network unless a person set up a route."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        local = not isinstance(address, tuple) or str(address[0]) in {"127.0.0.1", "::1", "localhost"}
        assert local, f"tried to reach {address}"
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True)
def no_warning_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning that a test did not expect is a failure; expected ones are cleared with ``caplog.clear()``."""
    yield
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not loud, f"logged: {[r.getMessage() for r in loud]}"


@pytest.fixture(autouse=True)
def no_dialog_left() -> Iterator[None]:
    """A dialog that one test leaves open would stand before the windows of the next."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QDialog
    from shiboken6 import isValid

    for widget in QApplication.topLevelWidgets() if QApplication.instance() else []:
        if isValid(widget) and isinstance(widget, QDialog):  # closing one may end its children
            widget.hide()
            widget.deleteLater()
            QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real-format sample files that stand outside the project."""
    folder = Path(os.environ.get("MA_DESKTOP_SHARED") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the sample data is not on this machine")
    return folder


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """Monday, November 23, 2026, 9:40 in New York."""
    moment = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York"))
    return lambda: moment


class MemoryStore:
    """A key store that lives in memory."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def put(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo practice on Monday morning, made once and copied for every test that changes it."""
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.services.practice.make_demo import make_demo
    from ma_desktop.storage.record import create
    from ma_desktop.storage.slots import Cost

    folder = tmp_path_factory.mktemp("prepared") / "record"
    moment = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York"))
    record, _code = create(folder, login="ada", password=PASSWORD, store=None, cost=Cost(8192, 1, 1))
    make_demo(log_in(record, "ada", lambda: moment), size=40, visits=3)
    record.close()
    return folder


@pytest.fixture
def record(prepared: Path, tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[object]:
    """A real encrypted record of the demo practice, of this test's own."""
    from ma_desktop.storage.record import open_record

    folder = tmp_path / "record"
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("record.lock"))
    opened = open_record(folder, "ada", PASSWORD, store=None, now=clock())
    yield opened
    opened.connect_writer()
    opened.close()


@pytest.fixture
def desk(record: object, clock: Callable[[], datetime]) -> object:
    """Ada, who owns the demo practice, at the desk."""
    from ma_desktop.services.practice.log_in import log_in

    return log_in(record, "ada", clock)
