"""The first log-in after the recovery code opened the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ma_desktop.domain import passwords
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import database
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.log_in import log_in, worker_of


def recover(record: Any, login: str, password: str, clock: Callable[[], datetime]) -> Desk:
    """Gives ``login`` a new password, bound to this computer's key store where there is one, and logs in.

    Refused for a name that no user of the practice has. What happened stands in the log under that name.
    """
    database.initialize(record.database)
    if login.casefold() not in {name.casefold() for name in record.logins()}:
        raise RuleBroken(_("Nobody of this practice has this log-in name. Type the one you log in with."))
    worker = worker_of(login)
    passwords.check(password, not_in=(login, worker.name))
    record.change_password(login, password)
    desk = log_in(record, login, clock)
    with desk.work(_("Opened with the recovery code"), needs=Permission.PERSONAL, action="password"):
        pass
    return desk
