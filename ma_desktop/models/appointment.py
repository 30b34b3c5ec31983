"""Appointments."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import InstantField
from ma_desktop.models.healthcare_service import HealthcareService
from ma_desktop.models.patient import Patient
from ma_desktop.models.practitioner import Practitioner


class Appointment(Resource):
    """``status``: FHIR R4 codes. ``start`` is an instant; ``minutes`` the booked length."""

    RESOURCE = "Appointment"

    patient = ForeignKeyField(Patient, backref="appointments")
    practitioner = ForeignKeyField(Practitioner)
    service = ForeignKeyField(HealthcareService, null=True)
    status = TextField(default="booked")
    confirmed = BooleanField(default=False)
    start = InstantField(index=True)
    minutes = IntegerField()
    reason = TextField(default="")
    note = TextField(default="")
    walk_in = BooleanField(default=False)
    overlap_reason = TextField(default="")
    cancel_reason = TextField(default="")
