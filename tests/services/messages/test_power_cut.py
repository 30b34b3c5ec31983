"""SIGKILL in the middle of a delivery, at every step of it: nothing is sent twice, nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.models import OutboxItem
from ma_desktop.services.messages.deliver_waiting import deliver_waiting
from ma_desktop.services.messages.queue_message import queue_message
from ma_desktop.services.messages.retry_message import retry_message
from ma_desktop.services.messages.set_up_email import set_up_email
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.storage.record import open_record
from ma_desktop.storage.verify import verify
from tests.conftest import PASSWORD, ROOT
from tests.mail_server import Mail, account, empty

MOMENT = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York"))
#: More rounds by hand: MA_DESKTOP_KILLS=100.
ROUNDS = int(os.environ.get("MA_DESKTOP_KILLS", "6"))
MESSAGES = 12

_WORKER = """
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from ma_desktop.services.messages.deliver_waiting import deliver_waiting
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.storage.record import open_record
now = lambda: datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York"))
record = open_record(Path(sys.argv[1]), "ada", sys.argv[2], store=None, now=now())
desk = log_in(record, "ada", now)
print("ready", flush=True)
deliver_waiting(desk)
print("done", flush=True)
"""


def _work(folder: Path) -> subprocess.Popen[bytes]:
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(folder), PASSWORD],
        stdout=subprocess.PIPE, env=dict(os.environ, PYTHONPATH=str(ROOT)),
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == b"ready\n"
    return worker


def _kill(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGKILL)
    assert worker.stdout is not None
    worker.stdout.close()
    worker.wait()


def _practice(prepared: Path, folder: Path, port: int) -> None:
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("record.lock"))
    record = open_record(folder, "ada", PASSWORD, store=None, now=MOMENT)
    desk = log_in(record, "ada", lambda: MOMENT)
    empty(desk)
    set_up_email(desk, account(port))
    for n in range(MESSAGES):
        queue_message(
            desk, key=f"n{n}", route="email", title="Reminder", recipient=f"p{n % 5}@home.example",
            payload={"subject": "Reminder", "text": f"Message {n}"},
        )  # fmt: skip
    record.close()


def _statuses(folder: Path, then: Callable[[Any], None] | None = None) -> Counter[str]:
    record = open_record(folder, "ada", PASSWORD, store=None, now=MOMENT)
    desk = log_in(record, "ada", lambda: MOMENT)
    if then is not None:
        then(desk)
    rows = list(OutboxItem.select().where(OutboxItem.key.startswith("n")))
    assert len(rows) == MESSAGES
    assert verify(record, {})["ok"]
    record.close()
    return Counter(row.status for row in rows)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("moment", ["RCPT", "DATA, before it is kept", "DATA, after it is kept"])
def test_a_kill_at_each_step_of_the_conversation(
    prepared: Path, tmp_path: Path, mail: Mail, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "practice"
    _practice(prepared, folder, mail.port)
    reached, gone = threading.Event(), threading.Event()
    worker: list[subprocess.Popen[bytes]] = []

    def cut(result: Any = None) -> Any:
        if not reached.is_set():
            reached.set()
            gone.wait(20)
        return result

    inbox = mail.inbox
    data, rcpt = type(inbox).handle_DATA, type(inbox).handle_RCPT

    async def handle_rcpt(self: Any, *args: Any) -> str:
        if moment == "RCPT":
            cut()
        return await rcpt(self, *args)

    async def handle_data(self: Any, *args: Any) -> str:
        if moment == "DATA, before it is kept" and not reached.is_set():
            cut()
            return "250 the line is dead"
        answer = await data(self, *args)
        return str(cut(answer)) if moment == "DATA, after it is kept" else answer

    monkeypatch.setattr(type(inbox), "handle_RCPT", handle_rcpt)
    monkeypatch.setattr(type(inbox), "handle_DATA", handle_data)
    worker.append(_work(folder))
    assert reached.wait(30)
    _kill(worker[0])
    gone.set()
    counts = _statuses(folder, deliver_waiting)
    kept = 1 if moment == "DATA, after it is kept" else 0
    assert counts == {"sent": MESSAGES - 1, "unclear": 1}
    assert len(inbox.ids) == len(set(inbox.ids)) == MESSAGES - 1 + kept


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_kills_at_random_moments(prepared: Path, tmp_path: Path, mail: Mail) -> None:
    """Every message is sent, waits, or asks; the server never sees a Message-ID twice; and after a person has said
    "send again" to what asks, every message was there."""
    folder = tmp_path / "practice"
    _practice(prepared, folder, mail.port)
    choice = random.Random(20261124)
    for _round in range(ROUNDS):
        worker = _work(folder)
        try:
            worker.wait(choice.uniform(0.0, 0.06))
        except subprocess.TimeoutExpired:
            _kill(worker)
        else:
            assert worker.stdout is not None
            worker.stdout.close()
        counts = _statuses(folder)
        assert set(counts) <= {"sent", "waiting", "sending", "unclear"}
        assert counts["sent"] <= len(mail.inbox.ids) <= counts["sent"] + counts["sending"] + counts["unclear"]
    counts = _statuses(folder, deliver_waiting)
    assert set(counts) <= {"sent", "unclear"}
    assert len(mail.inbox.ids) == len(set(mail.inbox.ids)), "nothing twice without a person"

    def again(desk: Any) -> None:
        for row in list(OutboxItem.select().where(OutboxItem.status == "unclear")):
            retry_message(desk, row.id)
        deliver_waiting(desk)

    assert _statuses(folder, again) == {"sent": MESSAGES}
    said = {mail_.get_payload(decode=True).decode().strip() for mail_ in mail.inbox.mails}
    assert said == {f"Message {n}" for n in range(MESSAGES)}
    record_ids = set(mail.inbox.ids)
    assert len(record_ids) == MESSAGES, "a second copy has the first one's Message-ID"
