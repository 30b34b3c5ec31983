"""Appointments."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.device import Device
from ma_desktop.models.fields import InstantField
from ma_desktop.models.healthcare_service import HealthcareService
from ma_desktop.models.location import Location
from ma_desktop.models.patient import Patient
from ma_desktop.models.practitioner import Practitioner


class Appointment(Resource):
    """``status``: FHIR R4 codes. ``start`` is an instant; ``minutes`` the booked length.

    ``series``: id of the first appointment of a recurring series, ``series_rule`` its RFC 5545 rule (each row is real).
    ``cancel_code``: patient, practice, weather, hospital, moved, other; ``answer``: confirmed or declined, by reminder or call.
    ``late_minutes``: how late the patient said they would be.
    """

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
    cancel_code = TextField(default="")
    cancelled_at = InstantField(null=True)
    location = ForeignKeyField(Location, null=True)
    device = ForeignKeyField(Device, null=True)
    series = IntegerField(null=True, index=True)
    series_rule = TextField(default="")
    answer = TextField(default="")
    answered_at = InstantField(null=True)
    late_minutes = IntegerField(null=True)
