"""The patient did not come; somebody calls the same day."""

from __future__ import annotations

from datetime import timedelta

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Task
from ma_desktop.services.desk import Desk

GRACE = timedelta(minutes=15)


def mark_no_show(desk: Desk, appointment_id: int) -> None:
    """Refused before the grace time of 15 minutes is over; opens a call for today."""
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(_("No-show"), needs=Permission.BOOK, patient_id=appointment.patient_id) as work:
        if appointment.status not in {"booked", "pending"}:
            work.refuse(_("Only an appointment that nobody checked in can be a no-show."))
        if work.now < appointment.start + GRACE:
            work.refuse(_("Wait until 15 minutes after the booked time."))
        work.update(appointment, status="noshow")
        work.insert(
            Task(
                patient=appointment.patient_id,
                kind="call",
                description=_("Missed the appointment today: call and rebook"),
                next_action=_("Call"),
                owner_role="front_desk",
                due_at=work.now.replace(hour=17, minute=0),
            )
        )
