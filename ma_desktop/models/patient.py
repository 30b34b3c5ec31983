"""Patients."""

from __future__ import annotations

from peewee import SQL, BooleanField, FloatField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import DayField, InstantField, JsonField


class Patient(Resource):
    """``sex`` is FHIR administrative gender. ``needs``: list of communication needs as the desk words them.
    ``former_name``: maiden and earlier family names, under which people still ask for a patient.

    ``merged_into``: id of the chart that goes on.
    ``unfinished``: names of the registration fields to ask for later; ``household``: id of the first patient of the family.
    ``gestation_weeks``: weeks of pregnancy at birth, where somebody asked.
    """

    RESOURCE = "Patient"

    record_number = TextField(unique=True)
    family = TextField()
    given = TextField(default="")
    middle = TextField(default="")
    suffix = TextField(default="")
    preferred_name = TextField(default="")
    former_name = TextField(default="", constraints=[SQL("DEFAULT ''")])
    pronouns = TextField(default="")
    birth_date = DayField(index=True)
    sex = TextField(default="unknown")
    phone = TextField(default="")
    email = TextField(default="")
    address = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    postal_code = TextField(default="")
    address_checked_at = InstantField(null=True)
    language = TextField(default="en")
    interpreter = BooleanField(default=False)
    needs = JsonField(default=list)
    alert = TextField(default="")
    deceased_at = InstantField(null=True)
    active = BooleanField(default=True)
    other_phone = TextField(default="")
    contact_channel = TextField(default="")
    unfinished = JsonField(default=list)
    pharmacy = TextField(default="", constraints=[SQL("DEFAULT ''")])
    pharmacy_phone = TextField(default="", constraints=[SQL("DEFAULT ''")])
    household = IntegerField(null=True, index=True)
    photo = IntegerField(null=True)
    merged_into = IntegerField(null=True)
    gestation_weeks = FloatField(null=True)
