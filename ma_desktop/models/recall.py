"""People to be called back, and every attempt to reach them."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.appointment import Appointment
from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import DayField, InstantField
from ma_desktop.models.healthcare_service import HealthcareService
from ma_desktop.models.patient import Patient


class Recall(Resource):
    """``kind``: follow-up, recall, immunization, missed, referral. ``status``: FHIR CommunicationRequest codes
    (active, completed, revoked). ``outcome``: booked, declined, transferred, deceased, provider-closed.
    """

    RESOURCE = "CommunicationRequest"

    patient = ForeignKeyField(Patient, backref="recalls")
    encounter = ForeignKeyField(Encounter, null=True)
    service = ForeignKeyField(HealthcareService, null=True)
    kind = TextField(default="recall")
    reason = TextField()
    due_on = DayField(index=True)
    priority = TextField(default="routine")
    status = TextField(default="active", index=True)
    outcome = TextField(default="")
    appointment = ForeignKeyField(Appointment, null=True)
    missed = ForeignKeyField(Appointment, null=True)


class Communication(Resource):
    """One attempt to reach somebody, or one message that reached them. ``channel``: phone, letter, postcard, e-mail, in-person.

    ``outcome``: spoke, left-message, no-answer, wrong-number, declined, booked, sent, confirmed. ``about``/``row`` name what it
    was for (``Recall``, ``Appointment``, ``AppointmentRequest``, ``Task``).
    """

    RESOURCE = "Communication"

    patient = ForeignKeyField(Patient, backref="communications")
    about = TextField(default="")
    row = IntegerField(null=True)
    channel = TextField(default="phone")
    outcome = TextField(default="")
    note = TextField(default="")
    at = InstantField()

    class Meta:
        indexes = ((("about", "row"), False),)
