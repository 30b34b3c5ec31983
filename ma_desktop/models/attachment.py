"""Images and scans kept in the encrypted document store."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class Attachment(Resource):
    """``digest``: SHA-256 of the content in the document store, hexadecimal. ``kind``: photo, card-front, card-back, consent, other.

    ``about``/``row`` name what it belongs to besides the patient (``Coverage``, ``Consent``).
    """

    RESOURCE = "Media"

    patient = ForeignKeyField(Patient, null=True, backref="attachments")
    kind = TextField(default="other")
    title = TextField(default="")
    media_type = TextField(default="")
    digest = TextField()
    size = IntegerField(default=0)
    about = TextField(default="")
    row = IntegerField(null=True)
    taken_at = InstantField()
