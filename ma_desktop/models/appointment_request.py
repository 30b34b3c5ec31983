"""Who wants a time and has none yet, and what was offered."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.appointment import Appointment
from ma_desktop.models.base import Resource
from ma_desktop.models.fields import DayField, InstantField, JsonField
from ma_desktop.models.healthcare_service import HealthcareService
from ma_desktop.models.patient import Patient
from ma_desktop.models.practitioner import Practitioner


class AppointmentRequest(Resource):
    """A FHIR Appointment of status ``proposed`` (asked for) or ``waitlist``; ends ``booked`` or ``cancelled``.

    ``urgency``: routine, soon, urgent. ``earliest``/``latest`` inclusive days; ``weekdays``: list of 0 to 6, empty is any;
    ``day_part``: ``""``, ``morning`` or ``afternoon``. ``reason`` in the caller's words; ``red_flag`` names the rule that
    stopped booking; ``channel``: phone, in-person, portal, letter.
    """

    RESOURCE = "Appointment"

    patient = ForeignKeyField(Patient, backref="appointment_requests")
    service = ForeignKeyField(HealthcareService, null=True)
    practitioner = ForeignKeyField(Practitioner, null=True)
    status = TextField(default="waitlist", index=True)
    urgency = TextField(default="routine")
    reason = TextField(default="")
    channel = TextField(default="phone")
    caller = TextField(default="")
    call_back = TextField(default="")
    minutes = IntegerField(null=True)
    earliest = DayField(null=True)
    latest = DayField(null=True)
    weekdays = JsonField(default=list)
    day_part = TextField(default="")
    red_flag = TextField(default="")
    requested_at = InstantField()
    closed_at = InstantField(null=True)
    outcome = TextField(default="")
    appointment = ForeignKeyField(Appointment, null=True)
    replaces = ForeignKeyField(Appointment, null=True)


class AppointmentResponse(Resource):
    """One offer and its answer: ``accepted``, ``declined``, ``tentative`` (will call back) or ``needs-action`` (no answer yet)."""

    RESOURCE = "AppointmentResponse"

    request = ForeignKeyField(AppointmentRequest, backref="offers")
    practitioner = ForeignKeyField(Practitioner)
    start = InstantField()
    minutes = IntegerField()
    answer = TextField(default="needs-action")
    note = TextField(default="")
    at = InstantField()
