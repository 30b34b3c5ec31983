"""Family, guarantors and others who speak for a patient."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import DayField
from ma_desktop.models.patient import Patient


class RelatedPerson(Resource):
    """``person``: the related person's own chart, when there is one. ``relationship``: mother, father, guardian, spouse, child,
    sibling, grandparent, caregiver, other.

    ``may_consent``: for treatment of a minor; ``authority``: on what paper (birth parent, court order, written permission);
    ``may_hear``: may be told about appointments and results; ``guarantor``: pays.
    """

    RESOURCE = "RelatedPerson"

    patient = ForeignKeyField(Patient, backref="related")
    person = ForeignKeyField(Patient, null=True, backref="related_to")
    name = TextField(default="")
    relationship = TextField(default="other")
    phone = TextField(default="")
    address = TextField(default="")
    may_consent = BooleanField(default=False)
    authority = TextField(default="")
    authority_until = DayField(null=True)
    may_hear = BooleanField(default=False)
    guarantor = BooleanField(default=False)
    emergency = BooleanField(default=False)
