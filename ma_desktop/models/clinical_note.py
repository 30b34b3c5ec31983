"""Notes of the chart."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class ClinicalNote(Resource):
    """``kind``: of ``domain.notes.KINDS``; ``recorded_by`` wrote it. ``status``: ``preliminary`` until it is signed, then ``final``: nobody edits it any more.

    ``about_at``: when what it tells happened, ``written_at`` when it was first written down. ``amends``: id of the signed note that
    this one is an addendum to. ``cosign``: whether a provider has to see it: empty, ``waiting``, ``done`` or ``returned``, with
    the provider's words in ``cosign_note``.
    """

    RESOURCE = "Composition"

    patient = ForeignKeyField(Patient, backref="notes")
    encounter = ForeignKeyField(Encounter, null=True, backref="notes")
    kind = TextField(default="visit")
    text = TextField()
    status = TextField(default="preliminary")
    late = BooleanField(default=False)
    about_at = InstantField()
    written_at = InstantField()
    amends = IntegerField(null=True, index=True)
    signed_at = InstantField(null=True)
    signed_by = IntegerField(null=True)
    cosign = TextField(default="", index=True)
    cosigned_at = InstantField(null=True)
    cosigned_by = IntegerField(null=True)
    cosign_note = TextField(default="")
