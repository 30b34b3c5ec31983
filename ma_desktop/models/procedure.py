"""Procedures done."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class Procedure(Resource):
    """``performed_at`` is the start; ``None`` for what the patient tells of the past, with ``performed_text`` as precise as they know
    (FHIR partial dates: ``2009``). ``category``: empty for what was done here or imported, ``surgical``, ``medical`` (an illness or a stay
    that is over) for history. ``complication``: what went wrong. ``verification_status``: see ``Condition``.
    """

    RESOURCE = "Procedure"

    patient = ForeignKeyField(Patient, backref="procedures")
    encounter = ForeignKeyField(Encounter, null=True)
    system = TextField(default="snomed")
    code = TextField(default="")
    display = TextField()
    status = TextField(default="completed")
    performed_at = InstantField(null=True)
    performed_text = TextField(default="")
    ended_at = InstantField(null=True)
    reason = TextField(default="")
    category = TextField(default="")
    complication = TextField(default="")
    note = TextField(default="")
    sensitive = BooleanField(default=False)
    released = BooleanField(default=False)
    verification_status = TextField(default="confirmed")
