"""Note that two identifiers were asked for and matched."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import begin_rooming, open_visit_needed, the_visit


def confirm_identity(desk: Desk, encounter_id: int, how: str) -> None:
    """``how``: the two identifiers, e.g. ``name and birth date``."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Identity checked"), needs=Permission.CHECK_IN, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        work.update(visit, identity_checked_at=work.now, identity_how=how)
        begin_rooming(work, visit)
