"""Cancel one, the following or all appointments of a series, with the reason."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment, code_of
from ma_desktop.services.schedule.series_members import rows_in_scope


def cancel_series(desk: Desk, appointment_id: int, scope: str, reason: str) -> int:
    """Answers how many were cancelled; those of the past stay. One step of Undo."""
    row: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(_("Cancel a series"), needs=Permission.BOOK, patient_id=row.patient_id, reason=reason):
        members = [
            member
            for member in rows_in_scope(appointment_id, scope)
            if member.id == appointment_id or member.start >= desk.now()
        ]
        for member in members:
            cancel_appointment(desk, member.id, reason, code=code_of(reason))
        return len(members)
