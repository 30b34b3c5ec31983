"""Where the patient has prescriptions filled."""

from __future__ import annotations

from ma_desktop.domain import phones
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk


def save_pharmacy(desk: Desk, patient_id: int, name: str, phone: str = "") -> None:
    """``name``: name and street as people say it; ``phone``: in any spelling, ten digits, or empty."""
    patient = Patient.get_by_id(patient_id)
    with desk.work(
        _("Pharmacy of the patient"), needs=Permission.REVIEW_LISTS, patient_id=patient_id
    ) as work:
        digits = phones.parse_phone(phone) if phone.strip() else ""
        work.update(patient, pharmacy=name.strip(), pharmacy_phone=digits)
