"""Book the same visit once more at another time."""

from __future__ import annotations

from datetime import datetime

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment


def copy_appointment(
    desk: Desk,
    appointment_id: int,
    *,
    start: datetime,
    practitioner_id: int | None = None,
    overlap_reason: str = "",
    reason: str = "",
) -> int:
    """Same patient, kind of visit, length, reason, room and device; answers the new appointment's id."""
    row: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Copy appointment"), needs=Permission.BOOK, patient_id=row.patient_id, reason=reason.strip()
    ) as work:
        if row.service_id is None:
            work.refuse(_("This appointment came with an import and has no kind of visit; book it anew."))
        return book_appointment(
            desk, patient_id=row.patient_id, practitioner_id=practitioner_id or row.practitioner_id,
            service_id=row.service_id, start=start, minutes=row.minutes, reason=row.reason, note=row.note,
            overlap_reason=overlap_reason, location_id=row.location_id, device_id=row.device_id,
        )  # fmt: skip
