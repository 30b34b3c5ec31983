"""Note that address and phone are still right."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk


def confirm_contact(desk: Desk, patient_id: int) -> None:
    patient: Patient = Patient.get_by_id(patient_id)
    with desk.work(
        _("Address and phone confirmed"), needs=Permission.CHECK_IN, patient_id=patient_id
    ) as work:
        if not patient.phone.strip():
            work.refuse(_("There is no phone number yet. Add one first."))
        work.update(patient, address_checked_at=work.now)
