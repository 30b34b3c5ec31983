"""Write down why the patient came, in the patient's own words."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import open_visit_needed, the_visit, unsigned_needed


def record_reason(desk: Desk, encounter_id: int, words: str) -> None:
    """An empty reason is refused; an earlier one stays in the history of versions."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Reason for visit"), needs=Permission.ROOM, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        unsigned_needed(visit)
        if not words.strip():
            work.refuse(_("Type what the patient says, in the patient's own words."))
        work.update(visit, reason=words.strip())
