"""Take a visit back to an earlier stage, with a reason."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage, label
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import move_to, the_visit


def step_back(desk: Desk, encounter_id: int, stage: Stage, reason: str) -> None:
    visit = the_visit(encounter_id)
    with desk.work(
        _("Back to {stage}").format(stage=label(stage)), needs=Permission.CHECK_IN, patient_id=visit.patient_id,
        encounter_id=visit.id, reason=reason,
    ) as work:  # fmt: skip
        move_to(work, visit, stage, reason)
        if stage is Stage.ARRIVED and visit.location is not None:  # back in the waiting room
            if visit.location.state == "occupied":
                work.update(visit.location, state="dirty")
            work.update(visit, location=None)
