"""Note that gown, tray and instructions for this kind of visit were seen to."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ReviewedList
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import begin_rooming, open_visit_needed, the_visit

CODE = "room"


def note_room_ready(desk: Desk, encounter_id: int) -> None:
    """With who and when; said again it is a further line, never an error."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Room and gown seen to"), needs=Permission.ROOM, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        work.insert(
            ReviewedList(
                patient=visit.patient_id,
                encounter=visit.id,
                code=CODE,
                outcome="changed",
                reviewed_at=work.now,
            )
        )
        begin_rooming(work, visit)
