"""Whether what was typed on the lock is the person's PIN."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ma_desktop.models import User
from ma_desktop.services.desk import Desk


def pin_fits(desk: Desk, login: str, typed: str) -> bool | None:
    """``None`` when this person has no PIN, or what was typed cannot be one."""
    user = next((u for u in User.standing() if u.login.casefold() == login.casefold()), None)
    if user is None or not user.active or not user.pin_hash or not (typed.isdigit() and len(typed) <= 8):
        return None
    try:
        return PasswordHasher().verify(user.pin_hash, typed)
    except (VerificationError, InvalidHashError):
        return False
