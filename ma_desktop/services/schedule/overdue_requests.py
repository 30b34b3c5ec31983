"""Requests whose last day passed without a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import names
from ma_desktop.models import AppointmentRequest, HealthcareService, Patient
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class OverdueRequest:
    request_id: int
    patient_id: int
    patient: str
    service: str
    urgency: str
    latest: date


def overdue_requests(desk: Desk) -> tuple[OverdueRequest, ...]:
    """The longest overdue first."""
    rows = (
        AppointmentRequest.select(
            AppointmentRequest.id, AppointmentRequest.patient, Patient.family, Patient.given, HealthcareService.name,
            AppointmentRequest.urgency, AppointmentRequest.latest,
        )
        .join(Patient)
        .switch(AppointmentRequest)
        .join(HealthcareService)
        .where(AppointmentRequest.stands() & AppointmentRequest.status.in_(["proposed", "waitlist"]))
        .where(AppointmentRequest.latest < desk.now().date())
        .order_by(AppointmentRequest.latest, AppointmentRequest.id)
        .tuples()
    )  # fmt: skip
    return tuple(
        OverdueRequest(ident, patient, names.display(family, given), service, urgency, latest)
        for ident, patient, family, given, service, urgency, latest in rows
    )
