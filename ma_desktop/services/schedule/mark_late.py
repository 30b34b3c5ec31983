"""The patient rang: they will be late."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk

#: Longer than that is another appointment.
LONGEST = 180


def mark_late(desk: Desk, appointment_id: int, minutes: int) -> None:
    """``minutes`` after the booked time, 1 to 180; 0 takes it back. The grace for a no-show counts from then."""
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(_("Running late"), needs=Permission.BOOK, patient_id=appointment.patient_id) as work:
        if appointment.status not in {"booked", "pending"}:
            work.refuse(_("Only a patient who has not come yet can be late."))
        if appointment.start.astimezone(work.now.tzinfo).date() != work.now.date():
            work.refuse(_("Only an appointment of today can run late. Move the others."))
        if not 0 <= minutes <= LONGEST:
            work.refuse(_("Up to three hours late. Move the appointment instead."))
        work.update(appointment, late_minutes=minutes or None)
