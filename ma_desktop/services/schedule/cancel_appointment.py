"""Take an appointment out of the day, with the reason."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk


def cancel_appointment(desk: Desk, appointment_id: int, reason: str) -> None:
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Cancel appointment"), needs=Permission.BOOK, patient_id=appointment.patient_id, reason=reason
    ) as work:
        if appointment.status not in {"booked", "pending", "proposed", "waitlist"}:
            work.refuse(_("Only an appointment that is still to come can be cancelled."))
        if not reason.strip():
            work.refuse(_("Say who cancelled and why."))
        work.update(appointment, status="cancelled", cancel_reason=reason.strip())
