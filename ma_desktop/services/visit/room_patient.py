"""Bring the patient to a room."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Location
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import move_call
from ma_desktop.services.visit.stage_moves import move_to, the_visit


def room_patient(desk: Desk, encounter_id: int, location_id: int, *, identity_how: str = "") -> None:
    """``identity_how``: which two identifiers were asked for, e.g. ``name and birth date``; empty: not yet."""
    visit = the_visit(encounter_id)
    room: Location = Location.get_by_id(location_id)
    with desk.work(
        _("Room"), needs=Permission.ROOM, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        if room.state == "occupied":
            work.refuse(_("{room} is occupied. Choose another room.").format(room=room.name))
        move_to(work, visit, Stage.ROOMED)
        changes: dict[str, object] = {"location": room.id}
        if identity_how:
            changes |= {"identity_checked_at": work.now, "identity_how": identity_how}
        work.update(visit, **changes)
        work.update(room, state="occupied")
        move_call(work, visit)
