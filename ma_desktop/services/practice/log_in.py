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
from ma_desktop.services.schedule.practice_zone import in_practice_zone
from ma_desktop.storage.door import RESTORED


def log_in(record: Any, login: str, clock: Callable[[], datetime]) -> Desk:
    """A desk for the person whose password opened ``record``; earlier tries at the door go into the log.

    A slot without a user row (a record that ``init`` just made) works as its owner with id 0.
    """
    database.initialize(record.database)
    desk = Desk(record, worker_of(login), in_practice_zone(clock))
    tries = record.door_tries()
    with desk.work(_("Log in"), needs=Permission.PERSONAL, action="login", reason=_remarks(record, tries)):
        pass
    record.door_merged(tries)
    return desk


def _remarks(record: Any, tries: list[Any]) -> str:
    """What the log should tell about the time since the last opening: no more than fits one line."""
    failed = [attempt for attempt in tries if not attempt.ok]
    restored = [attempt for attempt in tries if attempt.slot == RESTORED]
    said = []
    if failed:
        said.append(
            _("{n} failed tries between {first} and {last}").format(
                n=len(failed), first=f"{failed[0].at:%Y-%m-%d %H:%M}", last=f"{failed[-1].at:%Y-%m-%d %H:%M}"
            )
        )
    if restored:
        said.append(_("restored from a backup {when}").format(when=f"{restored[-1].at:%Y-%m-%d %H:%M} UTC"))
    if record.rolled_back:
        said.append(_("the log lacks the last entry kept on this computer"))
    if record.lost_frames:
        said.append(_("the write-ahead log was damaged; a copy is kept"))
    return "; ".join(said)


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
    return Desk(record, worker_of(login), in_practice_zone(clock))
