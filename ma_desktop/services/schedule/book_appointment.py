"""Give a patient a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, HealthcareService
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.work import Work

_STANDING = ("proposed", "pending", "booked", "arrived", "checked-in", "fulfilled")


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
) -> int:
    """Answers the appointment's id. ``start`` is aware; ``minutes`` defaults to the kind of visit's length.

    Over another appointment: refused when the kind of visit says ``hard``, needs ``overlap_reason`` when it
    says ``ask``. The same patient at the same time is always refused.
    """
    service: HealthcareService = HealthcareService.get_by_id(service_id)
    length = minutes or service.minutes
    with desk.work(_("Book appointment"), needs=Permission.BOOK, patient_id=patient_id) as work:
        if start.date() < work.now.date():
            work.refuse(_("This day is over. Choose today or a later day."))
        if length <= 0:
            work.refuse(_("An appointment needs a length in minutes."))
        check_room_in_day(work, patient_id, practitioner_id, service, start, length, overlap_reason)
        appointment = Appointment(
            patient=patient_id, practitioner=practitioner_id, service=service_id, start=start, minutes=length,
            reason=reason.strip(), note=note.strip(), walk_in=walk_in, overlap_reason=overlap_reason.strip(),
        )  # fmt: skip
        return int(work.insert(appointment).id)


def check_room_in_day(
    work: Work,
    patient_id: int,
    practitioner_id: int,
    service: HealthcareService | None,
    start: datetime,
    minutes: int,
    overlap_reason: str,
    moving: int | None = None,
) -> None:
    """Refuses an overlap that the rules of the kind of visit do not allow. ``moving``: the appointment itself."""
    end = start + timedelta(minutes=minutes)
    others = [
        other
        for other in Appointment.standing().where(
            Appointment.status.in_(_STANDING)
            & (Appointment.start >= instant_text(start - timedelta(hours=12)))
            & (Appointment.start < instant_text(end)[:23])
        )
        if other.id != moving and other.start + timedelta(minutes=other.minutes) > start
    ]
    if any(other.patient_id == patient_id for other in others):
        work.refuse(_("This patient already has an appointment at that time."))
    over = [other for other in others if other.practitioner_id == practitioner_id]
    if not over or service is None or service.overlap == "free":
        return
    if service.overlap == "hard":
        work.refuse(_("{service} is never booked over another appointment. Choose a free time.").format(
            service=service.name))  # fmt: skip
    if not overlap_reason.strip():
        work.refuse(
            _(
                "There is another appointment at that time. Say why this one goes over it, or choose a free time."
            )
        )
