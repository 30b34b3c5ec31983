"""Nobody waits any more: taken off the waiting list, with the reason."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AppointmentRequest
from ma_desktop.services.desk import Desk


def close_request(desk: Desk, request_id: int, outcome: str) -> None:
    """``outcome``: why, in words; what was offered before stays with it."""
    request: AppointmentRequest = AppointmentRequest.get_by_id(request_id)
    with desk.work(
        _("Close request for an appointment"),
        needs=Permission.BOOK,
        patient_id=request.patient_id,
        reason=outcome,
    ) as work:
        if request.status not in {"proposed", "waitlist"}:
            work.refuse(_("This request was closed before."))
        if len(outcome.strip()) < 3:
            work.refuse(_("Say why in a few words; it is kept with the request."))
        work.update(request, status="cancelled", closed_at=work.now, outcome=outcome.strip())
