"""The provider goes in."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import move_to, the_visit


def start_with_provider(desk: Desk, encounter_id: int) -> None:
    visit = the_visit(encounter_id)
    with desk.work(
        _("With provider"), needs=Permission.ROOM, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        move_to(work, visit, Stage.PROVIDER)
