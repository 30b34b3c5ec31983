"""Change who somebody is here, or end their access."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.i18n import _
from ma_desktop.models import User
from ma_desktop.services.desk import Desk


def change_user(
    desk: Desk,
    user_id: int,
    *,
    name: str,
    role: Role,
    credential: str = "",
    practitioner_id: int | None = None,
    active: bool = True,
) -> None:
    """Switching a person off takes their key slot away; to come back they need a new password from the owner.

    The practice always keeps one owner who can log in. Not a step of Undo: a slot does not come back.
    """
    with desk.work(_("Change user"), needs=Permission.MANAGE_USERS, undoable=False) as work:
        user = User.get_by_id(user_id)
        if not name.strip():
            work.refuse(_("A name is needed."))
        if user.role == Role.OWNER and user.active and (role is not Role.OWNER or not active):
            others = User.standing().where(
                (User.role == str(Role.OWNER)) & User.active & (User.id != user_id)
            )
            if not others.exists():
                work.refuse(_("The practice needs an owner who can log in. Make somebody else one first."))
        if user_id == desk.worker.user_id and not active:
            work.refuse(_("Nobody switches off their own log-in. Another owner can."))
        leaves = user.active and not active
        work.reason = _trail(user, role, active)
        work.update(
            user, name=name.strip(), role=str(role), credential=credential.strip(),
            practitioner=practitioner_id, active=active,
        )  # fmt: skip
        if leaves:
            desk.record.remove_user(user.login)


def _trail(user: User, role: Role, active: bool) -> str:
    """Old and new in the log's own line: it is read without the versions behind it."""
    said = [f"{user.role} → {role}"] if user.role != role else []
    if user.active != active:
        said.append(_("log-in switched on") if active else _("log-in switched off"))
    return f"{user.login}: {', '.join(said)}" if said else ""
