"""The provider is done: the patient comes to checkout and the room is free to be cleaned."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import move_to, the_visit


def send_to_checkout(desk: Desk, encounter_id: int) -> None:
    """A patient who came only to pay or to fetch something goes from the door straight to checkout."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("To checkout"), needs=Permission.CHECK_IN, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        move_to(work, visit, Stage.CHECKOUT)
        if visit.location is not None and visit.location.state == "occupied":
            work.update(visit.location, state="dirty")
