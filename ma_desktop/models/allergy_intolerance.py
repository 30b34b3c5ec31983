"""Allergies and intolerances."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import DayField
from ma_desktop.models.patient import Patient


class AllergyIntolerance(Resource):
    """``reaction``: the manifestations as words, with commas between; ``severity``: mild, moderate, severe or empty. ``category``: medication,
    food, environment, biologic. ``source``: who said so. ``note``: what else was said.
    """

    RESOURCE = "AllergyIntolerance"

    patient = ForeignKeyField(Patient, backref="allergies")
    encounter = ForeignKeyField(Encounter, null=True)
    kind = TextField(default="allergy")
    category = TextField(default="")
    system = TextField(default="")
    code = TextField(default="")
    display = TextField()
    reaction = TextField(default="")
    severity = TextField(default="")
    criticality = TextField(default="")
    clinical_status = TextField(default="active")
    verification_status = TextField(default="unconfirmed")
    onset_on = DayField(null=True)
    ended_on = DayField(null=True)
    source = TextField(default="")
    note = TextField(default="")
