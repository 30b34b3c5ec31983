"""That a list was gone through with the patient."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class ReviewedList(Resource):
    """``code``: allergies, medications, history (all of it), one of ``domain.history.SECTIONS``, or ``room`` (gown, instructions and tray are seen to). ``outcome``: no-change, changed, none-known, refused."""

    RESOURCE = "List"

    patient = ForeignKeyField(Patient, backref="reviews")
    encounter = ForeignKeyField(Encounter, null=True, backref="reviews")
    code = TextField()
    outcome = TextField(default="no-change")
    source = TextField(default="patient")
    reviewed_at = InstantField()
