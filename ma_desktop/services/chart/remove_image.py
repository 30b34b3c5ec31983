"""Mark an image as filed with the wrong patient or as useless; it stays in the record, out of sight."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, Patient
from ma_desktop.services.desk import Desk


def remove_image(desk: Desk, attachment_id: int, reason: str) -> None:
    """The one before it of the same kind is shown again."""
    row: Attachment = Attachment.get_by_id(attachment_id)
    with desk.work(_("Remove an image"), needs=Permission.CHECK_IN, patient_id=row.patient_id, reason=reason) as work:  # fmt: skip
        if len(reason.strip()) < 3:
            work.refuse(_("Give a reason in a few words; it is kept with the record."))
        work.mark_error(row, reason.strip())
        patient = Patient.get_by_id(row.patient_id)
        if patient.photo == row.id:
            earlier = (
                Attachment.standing()
                .where((Attachment.patient == patient.id) & (Attachment.kind == "photo"))
                .order_by(Attachment.id.desc())
                .first()
            )
            work.update(patient, photo=earlier.id if earlier else None)
