"""Write down why the patient came, in the patient's own words."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import User
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import begin_rooming, open_visit_needed, the_visit, unsigned_needed


def record_reason(desk: Desk, encounter_id: int, words: str) -> None:
    """An empty reason is refused. What somebody else took down stays as it was said: others only add behind it."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Reason for visit"), needs=Permission.ROOM, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        unsigned_needed(visit)
        if not words.strip():
            work.refuse(_("Type what the patient says, in the patient's own words."))
        said, mine = words.strip(), visit.reason_by in (None, desk.worker.user_id)
        if not mine and not said.startswith(visit.reason):
            work.refuse(
                _("{who} took these words down from the patient: they stay. Add yours behind them.").format(
                    who=User.get_by_id(visit.reason_by).name
                )
            )
        work.update(visit, reason=said, reason_by=desk.worker.user_id if mine else visit.reason_by)
        begin_rooming(work, visit)
