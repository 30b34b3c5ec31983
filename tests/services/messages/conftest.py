"""The Outbox with a mail server of our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.queue_message import queue_message
from ma_desktop.services.messages.set_up_email import set_up_email
from tests.mail_server import Mail, account, certificate, empty, free_port, mail, serve

__all__ = ["certificate", "free_port", "mail", "serve"]


@pytest.fixture
def emailing(desk: Desk, mail: Mail) -> Mail:
    """The practice's mailbox is the server of the test; nothing but what the test queues waits."""
    set_up_email(desk, account(mail.port))
    empty(desk)
    return mail


@pytest.fixture
def queue(desk: Desk) -> Callable[..., int]:
    def put(key: str = "one", recipient: str = "dana@home.example", text: str = "Hello", **kw: Any) -> int:
        values: dict[str, Any] = {
            "key": key, "route": "email", "title": "Reminder", "recipient": recipient,
            "payload": {"subject": "Appointment reminder", "text": text},
        }  # fmt: skip
        return queue_message(desk, **{**values, **kw})

    return put


@dataclass
class Later:
    """A clock that a test moves."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def later(desk: Desk) -> Later:
    moving = Later(desk.now())
    desk.clock = moving
    return moving
