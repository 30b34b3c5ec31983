"""Weeks of pregnancy at birth: a child born early is also looked at by its corrected age."""

from __future__ import annotations

from ma_desktop.domain import gestation
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk


def record_gestation(desk: Desk, patient_id: int, typed: str) -> None:
    """``typed``: ``34+3``; empty means unknown. Raises ``RuleBroken``."""
    patient = Patient.get_by_id(patient_id)
    with desk.work(_("Weeks at birth"), needs=Permission.RECORD_VITALS, patient_id=patient_id) as work:
        work.update(patient, gestation_weeks=gestation.read_weeks(typed))
