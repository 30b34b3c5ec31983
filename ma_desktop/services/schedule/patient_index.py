"""Keeping the search index in step with the patients."""

from __future__ import annotations

from ma_desktop.domain import names, phones
from ma_desktop.models import Patient, database
from ma_desktop.services.desk import Desk
from ma_desktop.storage import search_index


def index_patient(desk: Desk, patient: Patient) -> None:
    """Inside the unit of work that changed the patient."""
    search_index.put(database, [entry_of(patient)])


def entry_of(patient: Patient) -> search_index.Entry:
    return search_index.Entry(
        patient=patient.id,
        words=names.tokens(patient.family, patient.given, patient.preferred_name, patient.middle),
        birth=patient.birth_date.strftime("%Y%m%d"),
        record_number=patient.record_number,
        phone=phones.digits(patient.phone),
    )
