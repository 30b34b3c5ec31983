"""A room was cleaned and made ready for the next patient."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Location
from ma_desktop.services.desk import Desk


def turn_room_over(desk: Desk, location_id: int) -> None:
    """Dirty becomes clean; who did it and when stands in the log. Another state is refused."""
    room: Location = Location.get_by_id(location_id)
    with desk.work(_("Room turned over"), needs=Permission.ROOM) as work:
        if room.state == "occupied":
            work.refuse(_("{room} is occupied. Take the patient on first.").format(room=room.name))
        if room.state != "dirty":
            work.refuse(_("{room} is clean already.").format(room=room.name))
        work.update(room, state="clean")
