"""Note that the patient said yes, I am coming."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk


def confirm_appointment(desk: Desk, appointment_id: int) -> None:
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Confirm appointment"), needs=Permission.BOOK, patient_id=appointment.patient_id
    ) as work:
        if appointment.status not in {"booked", "pending"}:
            work.refuse(_("Only an appointment that is still to come can be confirmed."))
        work.update(appointment, confirmed=True)
