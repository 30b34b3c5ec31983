"""The worker behind a log-in, and the log's entry for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import User, database
from ma_desktop.services.desk import Desk, Worker


def log_in(record: Any, login: str, clock: Callable[[], datetime]) -> Desk:
    """A desk for the person whose password opened ``record``; earlier tries at the door go into the log.

    A slot without a user row (a record that ``init`` just made) works as its owner with id 0.
    """
    database.initialize(record.database)
    desk = Desk(record, worker_of(login), clock)
    tries = record.door_tries()
    failed = sum(not attempt.ok for attempt in tries)
    reason = _("{n} failed tries before").format(n=failed) if failed else ""
    with desk.work(_("Log in"), needs=Permission.PERSONAL, action="login", reason=reason):
        pass
    return desk


def worker_of(login: str) -> Worker:
    """Raises ``RuleBroken`` for somebody who no longer works here."""
    row = next((user for user in User.standing() if user.login.casefold() == login.casefold()), None)
    if row is None:
        if User.select().exists():
            raise RuleBroken(_("This log-in is not one of the practice's users."))
        return Worker(0, login, login, Role.OWNER)
    if not row.active:
        raise RuleBroken(_("This log-in is switched off. Ask the owner."))
    return Worker(row.id, row.login, row.name, Role(row.role), practices=row.practitioner_id is not None)


def quiet_desk(record: Any, login: str, clock: Callable[[], datetime]) -> Desk:
    """A desk that has written nothing yet: what looks for damage must not move the write-ahead log first."""
    database.initialize(record.database)
    return Desk(record, worker_of(login), clock)
