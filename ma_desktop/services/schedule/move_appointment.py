"""Give an appointment another time, length or provider."""

from __future__ import annotations

from datetime import datetime

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import check_room_in_day


def move_appointment(
    desk: Desk,
    appointment_id: int,
    *,
    start: datetime,
    practitioner_id: int | None = None,
    minutes: int | None = None,
    overlap_reason: str = "",
) -> None:
    """Only an appointment that is still to come can be moved."""
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(_("Move appointment"), needs=Permission.BOOK, patient_id=appointment.patient_id) as work:
        if appointment.status not in {"booked", "pending", "proposed"}:
            work.refuse(_("Only an appointment that is still to come can be moved."))
        if start.date() < work.now.date():
            work.refuse(_("This day is over. Choose today or a later day."))
        provider = practitioner_id or appointment.practitioner_id
        length = minutes or appointment.minutes
        check_room_in_day(
            work, appointment.patient_id, provider, appointment.service, start, length, overlap_reason,
            moving=appointment.id,
        )  # fmt: skip
        work.update(
            appointment, start=start, minutes=length, practitioner=provider, confirmed=False,
            overlap_reason=overlap_reason.strip(),
        )  # fmt: skip
