"""Give a person a new password: their own, or somebody's who forgot theirs."""

from __future__ import annotations

from ma_desktop.domain import passwords
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Organization, User
from ma_desktop.services.desk import Desk


def set_password(desk: Desk, user_id: int, password: str) -> None:
    """One's own needs nobody's leave; somebody else's needs the owner's. The PIN goes with the old password."""
    own = user_id == desk.worker.user_id
    needs = Permission.PERSONAL if own else Permission.MANAGE_USERS
    with desk.work(_("Set password"), needs=needs, undoable=False, action="password") as work:
        user = User.get_by_id(user_id)
        if not user.active:
            work.refuse(_("This person is switched off. Switch them on first."))
        practice = Organization.standing().where(Organization.own).first()
        passwords.check(password, not_in=(user.login, user.name, practice.name if practice else ""))
        work.update(user, pin_hash=None)
        if user.login.casefold() in {login.casefold() for login in desk.record.logins()}:
            desk.record.change_password(user.login, password)
        else:
            desk.record.add_user(user.login, password)
