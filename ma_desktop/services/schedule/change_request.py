"""What somebody waits for has changed: the request as it is asked for now; what it was stays as its earlier version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ma_desktop.domain import waiting_rank
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AppointmentRequest, HealthcareService
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.red_flag_gate import pass_gate
from ma_desktop.services.schedule.take_request import waits_already


def change_request(
    desk: Desk,
    request_id: int,
    *,
    service_id: int,
    reason: str,
    practitioner_id: int | None = None,
    urgency: str = "routine",
    caller: str = "",
    call_back: str = "",
    earliest: date | None = None,
    latest: date | None = None,
    weekdays: Iterable[int] = (),
    day_part: str = "",
    red_flag_task: int | None = None,
) -> None:
    """Everything as it stands in the form now. Its age, and with it its rank, stays; offers made before stay with it.

    Other words for the reason meet the red flags again. Another kind of visit takes that kind's length.
    """
    request: AppointmentRequest = AppointmentRequest.get_by_id(request_id)
    days = sorted(set(weekdays))
    with desk.work(
        _("Change request for an appointment"), needs=Permission.BOOK, patient_id=request.patient_id
    ) as work:
        if request.status not in {"proposed", "waitlist"}:
            work.refuse(_("This request was closed before."))
        if not reason.strip():
            work.refuse(_("Write down the reason in the caller's own words."))
        waiting_rank.check(urgency, earliest, latest, days, day_part, work.now.date())
        fresh: dict[str, object] = {}
        if service_id != request.service_id:
            if waits_already(request.patient_id, service_id):
                work.refuse(
                    _("This patient is already waiting for this kind of visit. Close that request first.")
                )
            service: HealthcareService = HealthcareService.get_by_id(service_id)
            fresh = {"service": service_id, "minutes": service.minutes}
        if reason.strip() != request.reason:
            matches = pass_gate(desk, work, request.patient_id, reason, red_flag_task)
            fresh |= {"reason": reason.strip(), "red_flag": ", ".join(match.rule for match in matches)}
        work.update(
            request, practitioner=practitioner_id, urgency=urgency, caller=caller.strip(), call_back=call_back.strip(),
            earliest=earliest, latest=latest, weekdays=days, day_part=day_part, **fresh,
        )  # fmt: skip
