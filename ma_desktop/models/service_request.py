"""What the provider wants done."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient
from ma_desktop.models.practitioner import Practitioner


class ServiceRequest(Resource):
    """``kind``: lab, injection, procedure, imaging, referral, other. ``status``: FHIR R4 (draft, active, on-hold, revoked, completed).

    ``chip``: the word on the board's card (EKG, UA, MMR). ``how``: written, or ``verbal, read back``; ``ordered_by`` is who gave it.
    ``identity_how``: which identifiers the patient was asked for before an injection, or why not.
    """

    RESOURCE = "ServiceRequest"

    patient = ForeignKeyField(Patient, backref="orders")
    encounter = ForeignKeyField(Encounter, null=True, backref="orders")
    ordered_by = ForeignKeyField(Practitioner, null=True)
    kind = TextField(default="other")
    code = TextField(default="")
    display = TextField()
    chip = TextField(default="")
    status = TextField(default="active", index=True)
    priority = TextField(default="routine")
    how = TextField(default="")
    authored_at = InstantField()
    done_at = InstantField(null=True)
    done_by = IntegerField(null=True)
    outcome = TextField(default="")
    identity_how = TextField(default="")
