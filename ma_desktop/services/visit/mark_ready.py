"""Hand the patient over: ready for the provider."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import stop_if_waiting
from ma_desktop.services.visit.stage_moves import move_to, the_visit


def mark_ready(desk: Desk, encounter_id: int, *, missing_because: str = "") -> None:
    """Warns, does not block: when something the visit needs is missing, ``missing_because`` says why."""
    visit = the_visit(encounter_id)
    from ma_desktop.services.visit.visit_needs import missing_before_ready

    with desk.work(
        _("Ready for provider"), needs=Permission.ROOM, patient_id=visit.patient_id, encounter_id=visit.id,
        reason=missing_because,
    ) as work:  # fmt: skip
        stop_if_waiting(visit, Stage.READY)  # before what is missing: no reason lets this one pass
        missing = missing_before_ready(desk, visit.id)
        if missing and not missing_because.strip():
            work.refuse(
                _("Still missing: {list}. Do it now, or say why it is not done.").format(
                    list="; ".join(missing)
                )
            )
        move_to(work, visit, Stage.READY, missing_because)
