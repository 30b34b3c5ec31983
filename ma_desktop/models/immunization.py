"""Vaccines given, here or elsewhere."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class Immunization(Resource):
    """``cvx`` is text with its leading zeros."""

    RESOURCE = "Immunization"

    patient = ForeignKeyField(Patient, backref="immunizations")
    encounter = ForeignKeyField(Encounter, null=True)
    cvx = TextField(default="")
    display = TextField()
    status = TextField(default="completed")
    occurred_at = InstantField()
    given_here = BooleanField(default=False)
    lot = TextField(default="")
    site = TextField(default="")
    route = TextField(default="")
