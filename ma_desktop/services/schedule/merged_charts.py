"""Which charts were merged into one."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.domain import names
from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class MergedChart:
    patient_id: int
    record_number: str
    name: str


def merged_charts(desk: Desk, patient_id: int) -> tuple[MergedChart, ...]:
    """Directly merged ones, in the order of their record numbers."""
    rows = Patient.select().where(Patient.merged_into == patient_id).order_by(Patient.id)
    return tuple(MergedChart(row.id, row.record_number, names.display(row.family, row.given)) for row in rows)
