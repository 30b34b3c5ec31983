"""What the patient agreed to, acknowledged or refused."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import DayField, InstantField
from ma_desktop.models.patient import Patient


class Consent(Resource):
    """``kind``: privacy-notice, treatment, financial, email, text, voicemail, portal, proxy, and the advance directives
    living-will, health-care-proxy, polst, dnr, other-directive (FHIR scope ``adr``), for which ``by`` is the proxy, ``phone`` theirs and ``note`` says
    where the paper is. ``status``: FHIR R4 codes
    (proposed, active, rejected, inactive). ``edition``: of the form that was signed; ``how``: printed, signed, scanned, verbal.
    """

    RESOURCE = "Consent"

    patient = ForeignKeyField(Patient, backref="consents")
    kind = TextField()
    status = TextField(default="active")
    edition = TextField(default="")
    given_at = InstantField()
    expires_on = DayField(null=True)
    how = TextField(default="signed")
    by = TextField(default="")
    note = TextField(default="")
    phone = TextField(default="")
    verification_status = TextField(default="confirmed")
    document = IntegerField(null=True)
