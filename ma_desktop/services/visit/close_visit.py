"""The patient leaves: the visit is closed and ready to be billed."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import stop_if_waiting
from ma_desktop.services.visit.stage_moves import move_to, the_visit


def close_visit(desk: Desk, encounter_id: int, *, missing_because: str = "") -> None:
    """What checkout still misses is said once; ``missing_because`` keeps the answer."""
    visit = the_visit(encounter_id)
    from ma_desktop.services.visit.visit_needs import missing_before_leaving

    with desk.work(
        _("Close visit"), needs=Permission.CHECK_IN, patient_id=visit.patient_id, encounter_id=visit.id,
        reason=missing_because,
    ) as work:  # fmt: skip
        stop_if_waiting(visit, Stage.BILLED)  # before what is missing: no reason lets this one pass
        missing = missing_before_leaving(desk, visit.id)
        if missing and not missing_because.strip():
            work.refuse(
                _("Still missing: {list}. Do it now, or say why it is not done.").format(
                    list="; ".join(missing)
                )
            )
        move_to(work, visit, Stage.BILLED, missing_because)
