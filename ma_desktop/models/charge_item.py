"""The fee schedule and what a visit is charged."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import JsonField, MoneyField
from ma_desktop.models.patient import Patient


class ChargeItemDefinition(Resource):
    """One line of the practice's own fee schedule; ``label`` is the practice's wording, never AMA's.

    ``group``: column of the superbill.
    """

    RESOURCE = "ChargeItemDefinition"

    code = TextField(index=True)
    label = TextField()
    group = TextField(default="")
    fee = MoneyField()
    position = IntegerField(default=0)
    active = BooleanField(default=True)


class ChargeItem(Resource):
    """``pointers``: letters of the visit's diagnoses (at most four); ``fee`` is for one unit."""

    RESOURCE = "ChargeItem"

    patient = ForeignKeyField(Patient, backref="charges")
    encounter = ForeignKeyField(Encounter, backref="charges")
    code = TextField()
    label = TextField(default="")
    modifiers = JsonField(default=list)
    pointers = JsonField(default=list)
    units = IntegerField(default=1)
    fee = MoneyField()
    status = TextField(default="billable")
