"""Say afterwards why an appointment was moved; nobody has to."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk


def explain_change(desk: Desk, appointment_id: int, reason: str) -> None:
    """A line of the log beside the change; it changes nothing, so Undo still takes the change itself back."""
    row: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Reason for the change"), needs=Permission.BOOK, patient_id=row.patient_id, reason=reason.strip()
    ) as work:
        if not reason.strip():
            work.refuse(_("Type the reason, or leave it out."))
