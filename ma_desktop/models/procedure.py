"""Procedures done."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class Procedure(Resource):
    """``performed_at`` is the start."""

    RESOURCE = "Procedure"

    patient = ForeignKeyField(Patient, backref="procedures")
    encounter = ForeignKeyField(Encounter, null=True)
    system = TextField(default="snomed")
    code = TextField(default="")
    display = TextField()
    status = TextField(default="completed")
    performed_at = InstantField()
    ended_at = InstantField(null=True)
    reason = TextField(default="")
