"""What a patient carries in the body."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.patient import Patient


class DeviceUseStatement(Resource):
    """``udi``: as on the implant card. ``placed_on``: as precise as known (``2019``, ``2019-05``). ``alert``: words for the banner, or empty.

    ``status``: FHIR (active, completed when it was taken out). ``verification_status``: see ``Condition``.
    """

    RESOURCE = "DeviceUseStatement"

    patient = ForeignKeyField(Patient, backref="implants")
    encounter = ForeignKeyField(Encounter, null=True)
    status = TextField(default="active")
    display = TextField()
    body_site = TextField(default="")
    placed_on = TextField(default="")
    udi = TextField(default="")
    alert = TextField(default="")
    note = TextField(default="")
    verification_status = TextField(default="confirmed")
