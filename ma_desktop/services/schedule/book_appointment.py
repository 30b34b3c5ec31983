"""Give a patient a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.schedule_rules import Overlap
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, HealthcareService
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_check import check_booking, local_start, wanted
from ma_desktop.services.schedule.red_flag_gate import pass_gate


def book_appointment(
    desk: Desk,
    *,
    patient_id: int,
    practitioner_id: int,
    service_id: int,
    start: datetime,
    minutes: int | None = None,
    reason: str = "",
    note: str = "",
    walk_in: bool = False,
    overlap_reason: str = "",
    location_id: int | None = None,
    device_id: int | None = None,
    red_flag_task: int | None = None,
) -> int:
    """Answers the appointment's id. ``start`` is aware; ``minutes`` defaults to the kind of visit's length.

    Over another appointment of the provider, outside the hours, in a block or a hold, in a room or with a device that is taken:
    refused when a kind of visit says ``hard``, else it needs ``overlap_reason``, which is kept and logged. The same patient at the
    same time is always refused. Red-flag words in ``reason`` are refused until a provider was told; ``red_flag_task`` is the stop of
    this very call. ``device_id`` defaults to the equipment that the kind of visit takes.
    """
    service: HealthcareService = HealthcareService.get_by_id(service_id)
    length = minutes or service.minutes
    device = device_id or service.device_id
    with desk.work(_("Book appointment"), needs=Permission.BOOK, patient_id=patient_id) as work:
        start = local_start(desk, start)
        if length <= 0:
            work.refuse(_("An appointment needs a length in minutes."))
        pass_gate(desk, work, patient_id, reason, red_flag_task)
        want = wanted(
            patient_id, practitioner_id, service, start, length, location_id=location_id, device_id=device
        )
        if walk_in:  # the patient stands there: whose time it is may be asked, never refused
            want = replace(want, overlap=Overlap.FREE)
        over = check_booking(desk, want, overlap_reason) or (overlap_reason.strip() if walk_in else "")
        work.reason = work.reason or over
        appointment = Appointment(
            patient=patient_id, practitioner=practitioner_id, service=service_id, start=start, minutes=length,
            reason=reason.strip(), note=note.strip(), walk_in=walk_in, overlap_reason=over,
            location=location_id, device=device,
        )  # fmt: skip
        return int(work.insert(appointment).id)
