"""Give an appointment another time, length, provider, room or device."""

from __future__ import annotations

from datetime import datetime

from ma_desktop.domain import schedule_rules
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_check import check_booking, local_start, wanted

COMING = frozenset({"booked", "pending", "proposed"})


def move_appointment(
    desk: Desk,
    appointment_id: int,
    *,
    start: datetime | None = None,
    practitioner_id: int | None = None,
    minutes: int | None = None,
    location_id: int | None = None,
    device_id: int | None = None,
    overlap_reason: str = "",
    reason: str = "",
) -> None:
    """Only an appointment that is still to come can be moved; what is not given stays.

    ``reason``: why it was moved, for the log; may be empty. A new time takes the patient's confirmation away; a new length,
    room or device at the same time does not.
    """
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Move appointment"), needs=Permission.BOOK, patient_id=appointment.patient_id, reason=reason.strip()
    ) as work:
        if appointment.status not in COMING:
            work.refuse(_("Only an appointment that is still to come can be moved."))
        length = minutes or appointment.minutes
        schedule_rules.check_length(length)
        at = local_start(desk, start or appointment.start)
        want = wanted(
            appointment.patient_id, practitioner_id or appointment.practitioner_id, appointment.service, at, length,
            location_id=location_id or appointment.location_id, device_id=device_id or appointment.device_id,
            moving=appointment.id,
        )  # fmt: skip
        over = check_booking(desk, want, overlap_reason)
        work.reason = work.reason or over
        again = at != appointment.start or want.practitioner_id != appointment.practitioner_id
        work.update(
            appointment, start=at if at != appointment.start else appointment.start, minutes=length,
            practitioner=want.practitioner_id, location=want.location_id, device=want.device_id, overlap_reason=over,
            confirmed=appointment.confirmed and not again, answer="" if again else appointment.answer,
            answered_at=None if again else appointment.answered_at,
        )  # fmt: skip
