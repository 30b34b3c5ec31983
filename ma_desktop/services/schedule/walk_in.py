"""Somebody stands at the desk without an appointment: book now and check in, in one step."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.visit.check_in import check_in


def walk_in(
    desk: Desk, *, patient_id: int, practitioner_id: int, service_id: int, reason: str, red_flag_task: int | None = None
) -> int:  # fmt: skip
    """Answers the encounter's id."""
    with desk.work(_("Walk-in"), needs=Permission.CHECK_IN, patient_id=patient_id) as work:
        now = work.now.replace(second=0, microsecond=0)
        appointment = book_appointment(
            desk, patient_id=patient_id, practitioner_id=practitioner_id, service_id=service_id, start=now,
            reason=reason, walk_in=True, overlap_reason=_("walk-in"), red_flag_task=red_flag_task,
        )  # fmt: skip
        return check_in(desk, appointment)
