"""The courier in the running window: on its own thread, and nothing else waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.claim_message import claim_message
from ma_desktop.services.messages.queue_message import queue_message
from ma_desktop.services.messages.set_up_email import set_up_email
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.storage.record import open_record
from ma_desktop.views import theme
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell import courier as courier_file
from ma_desktop.views.shell.courier import Courier
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import Tasks
from ma_desktop.views.workbench import Workbench
from tests.conftest import PASSWORD
from tests.mail_server import Mail, account, empty


@pytest.fixture
def running(
    prepared: Path,
    tmp_path: Path,
    clock: Any,
    mail: Mail,
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The window with its real threads on a practice whose mailbox is the test's server."""
    import shutil

    monkeypatch.setattr(courier_file, "FIRST", 10)
    monkeypatch.setattr(courier_file, "REST", 10)
    shutil.copytree(prepared, tmp_path / "r", ignore=shutil.ignore_patterns("record.lock"))
    record = open_record(tmp_path / "r", "ada", PASSWORD, store=None, now=clock())
    desk = log_in(record, "ada", clock)
    empty(desk)
    set_up_email(desk, account(mail.port))
    idents = [put(desk, n) for n in range(3)]
    claim_message(desk)  # the program ended here
    record.disconnect()
    theme.apply(qapp, "light")
    tasks = Tasks(
        enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
    )
    bench = Workbench(desk, tasks)
    window = MainWindow(bench, make_ports(record, desk))
    qtbot.addWidget(window)
    window.show()
    window.begin()
    yield window, Courier(bench, window), idents
    window.close()
    record.connect_writer()
    record.close()


def put(desk: Desk, n: int) -> int:
    return queue_message(
        desk,
        key=f"n{n}",
        route="email",
        title="Reminder",
        recipient=f"p{n}@home.example",
        payload={"subject": "s", "text": f"m{n}"},
    )


def statuses(window: Any, idents: list[int], qtbot: QtBot) -> list[str]:
    heard: list[list[str]] = []
    window.bench.tasks.read(
        lambda: [
            row.status for row in OutboxItem.select().where(OutboxItem.id.in_(idents)).order_by(OutboxItem.id)
        ],
        then=heard.append,
    )
    qtbot.waitUntil(lambda: bool(heard))
    return heard[0]


def test_what_waits_goes_and_what_was_interrupted_asks(running: Any, mail: Mail, qtbot: QtBot) -> None:
    window, courier, idents = running
    courier.begin()
    qtbot.waitUntil(lambda: len(mail.inbox.mails) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: not courier._busy)
    assert statuses(window, idents, qtbot) == ["unclear", "sent", "sent"]
    qtbot.waitUntil(lambda: any("to decide" in word.text for word in window.status.words))


def test_a_new_message_goes_by_itself_and_a_slow_server_stops_nobody(
    running: Any, mail: Mail, qtbot: QtBot
) -> None:
    window, courier, idents = running
    gate, reached = threading.Event(), threading.Event()

    def slow() -> None:
        reached.set()
        gate.wait(20)

    mail.inbox.during = slow
    courier.begin()
    qtbot.waitUntil(reached.is_set, timeout=10_000)
    written: list[Any] = []
    began = time.monotonic()
    window.bench.do(put, 9, then=written.append)
    qtbot.waitUntil(lambda: bool(written))
    assert time.monotonic() - began < 5, "the writing thread does not wait for the network"
    gate.set()
    qtbot.waitUntil(lambda: len(mail.inbox.mails) == 3, timeout=10_000)
    qtbot.waitUntil(lambda: not courier._busy)
    assert statuses(window, [*idents, written[0]], qtbot) == ["unclear", "sent", "sent", "sent"]


def test_closing_in_the_middle_still_writes_the_answer_down(
    running: Any, mail: Mail, qtbot: QtBot, clock: Callable[[], Any]
) -> None:
    window, courier, idents = running
    gate, reached = threading.Event(), threading.Event()

    def slow() -> None:
        reached.set()
        gate.wait(20)

    mail.inbox.during = slow
    courier.begin()
    qtbot.waitUntil(reached.is_set, timeout=10_000)
    threading.Timer(0.3, gate.set).start()
    window.close()
    record = window.bench.desk.record
    record.connect_reader()
    found = [
        row.status for row in OutboxItem.select().where(OutboxItem.id.in_(idents)).order_by(OutboxItem.id)
    ]
    record.disconnect()
    assert found == ["unclear", "sent", "waiting"]
