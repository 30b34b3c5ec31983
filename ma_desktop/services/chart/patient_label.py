"""Two identifiers in one line, for panels that can stand far from the banner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import names
from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PatientLabel:
    """``band``: the patient's color, 0 to 7, as in the banner."""

    name: str
    birth_date: date
    band: int


def patient_label(desk: Desk, patient_id: int) -> PatientLabel:
    """``desk`` opens the record; the patient must be there."""
    patient = Patient.get_by_id(patient_id)
    return PatientLabel(
        names.display(patient.family, patient.given, patient.suffix),
        patient.birth_date,
        names.band(patient.record_number),
    )
