"""Claims."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField, MoneyField
from ma_desktop.models.organization import Organization
from ma_desktop.models.patient import Patient


class Claim(Resource):
    """``status``: FHIR R4 active, cancelled, draft, entered-in-error.

    ``payor_name``: as an imported claim prints it when it names no payer that the record knows.
    """

    RESOURCE = "Claim"

    patient = ForeignKeyField(Patient, backref="claims")
    encounter = ForeignKeyField(Encounter, null=True)
    payor = ForeignKeyField(Organization, null=True)
    payor_name = TextField(default="")
    kind = TextField(default="professional")
    status = TextField(default="active")
    created_at = InstantField()
    total = MoneyField(null=True)
    outstanding = MoneyField(null=True)
