"""A short PIN that unlocks a locked window, and nothing else."""

from __future__ import annotations

from argon2 import PasswordHasher

from ma_desktop.domain import passwords
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import User
from ma_desktop.services.desk import Desk


def set_pin(desk: Desk, pin: str) -> None:
    """Four to eight digits for the present worker; empty takes the PIN away."""
    with desk.work(_("Set PIN"), needs=Permission.PERSONAL, undoable=False, action="password") as work:
        user = User.get_by_id(desk.worker.user_id)
        if pin and (problem := passwords.pin_problem(pin)):
            work.refuse(problem)
        work.update(user, pin_hash=PasswordHasher().hash(pin) if pin else None)
