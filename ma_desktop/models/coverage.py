"""Insurance."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import DayField, InstantField, MoneyField
from ma_desktop.models.organization import Organization
from ma_desktop.models.patient import Patient


class Coverage(Resource):
    """``position``: 1 primary, 2 secondary, 3 tertiary. ``starts_on``/``ends_on`` inclusive; ``None`` is open.

    ``kind``: commercial, medicare, medicaid, other, self-pay; ``relationship``: self, spouse, child, other.
    """

    RESOURCE = "Coverage"

    patient = ForeignKeyField(Patient, backref="coverages")
    payor = ForeignKeyField(Organization, null=True)
    kind = TextField(default="commercial")
    plan = TextField(default="")
    member_id = TextField(default="")
    group_number = TextField(default="")
    relationship = TextField(default="self")
    subscriber = TextField(default="")
    position = IntegerField(default=1)
    status = TextField(default="active")
    starts_on = DayField(null=True)
    ends_on = DayField(null=True)
    copay = MoneyField(null=True)
    qmb = IntegerField(default=0)
    verified_at = InstantField(null=True)
    verified_for = DayField(null=True)
    verified_how = TextField(default="")
    card_seen_on = DayField(null=True)
