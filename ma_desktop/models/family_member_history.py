"""Illnesses in the family."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.patient import Patient


class FamilyMemberHistory(Resource):
    """One illness of one relative. ``relationship``: of ``domain.history.RELATIVES``; ``onset_age``, ``deceased_age``: years.

    ``deceased``: ``None`` when nobody asked. ``status``: FHIR (completed, partial, health-unknown). ``verification_status``: see ``Condition``.
    """

    RESOURCE = "FamilyMemberHistory"

    patient = ForeignKeyField(Patient, backref="family_history")
    encounter = ForeignKeyField(Encounter, null=True)
    status = TextField(default="completed")
    relationship = TextField()
    display = TextField(default="")
    system = TextField(default="")
    code = TextField(default="")
    onset_age = IntegerField(null=True)
    deceased = BooleanField(null=True)
    deceased_age = IntegerField(null=True)
    note = TextField(default="")
    sensitive = BooleanField(default=False)
    released = BooleanField(default=False)
    verification_status = TextField(default="confirmed")
