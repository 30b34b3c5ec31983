"""What was printed or saved, by digest; the pages themselves are made again when wanted."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class DocumentReference(Resource):
    """``kind``: after-visit-summary, superbill, receipt, recovery-sheet. ``how``: printed, saved, exported.

    ``digest``: SHA-256 of the PDF, hexadecimal. ``document_version``: counts prints of this kind for the visit.
    ``number``: of the receipt that was printed. ``identity_how``: which identifiers were asked before it was handed over.
    """

    RESOURCE = "DocumentReference"

    patient = ForeignKeyField(Patient, null=True, backref="documents")
    encounter = ForeignKeyField(Encounter, null=True, backref="documents")
    kind = TextField()
    how = TextField(default="printed")
    digest = TextField()
    copies = IntegerField(default=1)
    recipient = TextField(default="patient")
    reason = TextField(default="")
    document_version = IntegerField(default=1)
    number = TextField(default="")
    handed_over_at = InstantField(null=True)
    identity_how = TextField(default="")
    at = InstantField()
