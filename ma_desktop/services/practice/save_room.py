"""Enter or change a room."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Location
from ma_desktop.services.desk import Desk


def save_room(desk: Desk, room_id: int | None, *, name: str, active: bool = True) -> int:
    """``room_id`` of ``None`` is a new one, placed last."""
    with desk.work(_("Save room"), needs=Permission.SETTINGS) as work:
        if not name.strip():
            work.refuse(_("A name is needed."))
        if room_id is None:
            last = (
                Location.select(Location.position).order_by(Location.position.desc()).limit(1).scalar() or 0
            )
            return int(work.insert(Location(name=name.strip(), position=last + 1, active=active)).id)
        work.update(Location.get_by_id(room_id), name=name.strip(), active=active)
        return room_id
