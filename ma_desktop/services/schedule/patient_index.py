"""Keeping the search index in step with the patients."""

from __future__ import annotations

from collections.abc import Iterable

from ma_desktop.domain import names, phones
from ma_desktop.models import Identifier, Patient, database
from ma_desktop.services.desk import Desk
from ma_desktop.storage import search_index


def index_patient(desk: Desk, patient: Patient) -> None:
    """Inside the unit of work that changed the patient."""
    rows = Identifier.standing().where((Identifier.resource == "Patient") & (Identifier.row == patient.id))
    search_index.put(database, [entry_of(patient, [row.value for row in rows])])


def entry_of(patient: Patient, outside: Iterable[str] = ()) -> search_index.Entry:
    """``outside``: numbers that others gave the patient; those that people type, digits only, can be found."""
    return search_index.Entry(
        patient=patient.id,
        words=names.tokens(
            patient.family, patient.given, patient.preferred_name, patient.middle, patient.former_name
        ),
        birth=patient.birth_date.strftime("%Y%m%d"),
        record_number=patient.record_number,
        phone=phones.digits(patient.phone),
        outside=tuple(number for number in outside if number.isascii() and number.isdigit()),
    )
