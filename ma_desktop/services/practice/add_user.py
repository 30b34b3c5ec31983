"""Give somebody a log-in of their own."""

from __future__ import annotations

from ma_desktop.domain import passwords
from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.i18n import _
from ma_desktop.models import User
from ma_desktop.services.desk import Desk


def add_user(
    desk: Desk,
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    credential: str = "",
    practitioner_id: int | None = None,
) -> int:
    """Answers the user's id. The key slot is made last, so that a refused entry leaves none behind."""
    with desk.work(_("Add user"), needs=Permission.MANAGE_USERS, undoable=False) as work:
        wanted = login.strip()
        if not wanted or not name.strip():
            work.refuse(_("A log-in name and a full name are needed."))
        if any(row.login.casefold() == wanted.casefold() for row in User.select(User.login)):
            work.refuse(_("This log-in name was used before. Names are never given twice."))
        passwords.check(password, not_in=(wanted, name))
        user = User(
            login=wanted,
            name=name.strip(),
            role=str(role),
            credential=credential,
            practitioner=practitioner_id,
        )
        work.insert(user)
        if wanted.casefold() in {known.casefold() for known in desk.record.logins()}:
            desk.record.change_password(wanted, password)  # a slot of an entry that never came to be
        else:
            desk.record.add_user(wanted, password)
        return int(user.id)
