"""The patient left without being seen; the provider is told."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import move_to, the_visit


def mark_left(desk: Desk, encounter_id: int, reason: str) -> None:
    """Opens a task for the provider, who reviews the risk."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Left without being seen"), needs=Permission.CHECK_IN, patient_id=visit.patient_id,
        encounter_id=visit.id, reason=reason,
    ) as work:  # fmt: skip
        if not reason.strip():
            work.refuse(_("Say why the patient left, as far as you know."))
        move_to(work, visit, Stage.LEFT, reason)
        if visit.location is not None and visit.location.state == "occupied":
            work.update(visit.location, state="dirty")
        work.update(visit, location=None)
        work.insert(
            Task(
                patient=visit.patient_id,
                encounter=visit.id,
                kind="left",
                description=_("Left without being seen: {reason}").format(reason=reason),
                next_action=_("Tell the provider"),
                priority="urgent",
                owner_role="provider",
                due_at=work.now,
            )
        )
