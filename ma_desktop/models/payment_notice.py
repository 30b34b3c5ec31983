"""Money taken at the desk, and other changes of a patient's balance."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField, MoneyField
from ma_desktop.models.patient import Patient


class PaymentNotice(Resource):
    """``kind``: copay, balance, prepayment, insurance, adjustment. ``amount`` lowers what the patient owes.

    ``receipt_number`` is given once and never again, also after a void; ``voids`` names the row it takes back.
    """

    RESOURCE = "PaymentNotice"

    patient = ForeignKeyField(Patient, backref="payments")
    encounter = ForeignKeyField(Encounter, null=True, backref="payments")
    kind = TextField(default="copay")
    method = TextField(default="")
    amount = MoneyField()
    received_at = InstantField()
    payer = TextField(default="")
    reference = TextField(default="")
    receipt_number = TextField(unique=True, null=True)
    voids = IntegerField(null=True)
    note = TextField(default="")
