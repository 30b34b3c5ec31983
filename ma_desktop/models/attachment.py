"""Images, scans and documents kept in the encrypted document store."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import DayField, InstantField
from ma_desktop.models.patient import Patient


class Attachment(Resource):
    """``digest``: SHA-256 of the content in the document store, hexadecimal. ``kind``: photo, card-front, card-back, a key of
    ``domain.documents.CATEGORIES``, or a category by the name that the practice gave it.

    ``about``/``row`` name what it belongs to besides the patient (``Coverage``, ``Consent``). ``status``: ``unfiled`` until somebody
    has said whose and what it is, then ``filed``. ``document_on``: the date on the document, ``taken_at`` when it was received here.
    ``origin`` tells files of the scanner's folder apart. ``review``: whether a provider has to see it: empty, ``waiting``, ``done``.
    ``moved_from``: id of the row in another chart, marked as an error there, that this one takes the place of.
    """

    RESOURCE = "Media"

    patient = ForeignKeyField(Patient, null=True, backref="attachments")
    encounter = ForeignKeyField(Encounter, null=True, backref="attachments")
    kind = TextField(default="other")
    title = TextField(default="")
    media_type = TextField(default="")
    digest = TextField(index=True)
    size = IntegerField(default=0)
    pages = IntegerField(default=1)
    about = TextField(default="")
    row = IntegerField(null=True)
    taken_at = InstantField()
    status = TextField(default="filed", index=True)
    document_on = DayField(null=True)
    source = TextField(default="")
    origin = TextField(default="", index=True)
    note = TextField(default="")
    filed_at = InstantField(null=True)
    filed_by = IntegerField(null=True)
    review = TextField(default="", index=True)
    reviewed_at = InstantField(null=True)
    reviewed_by = IntegerField(null=True)
    moved_from = IntegerField(null=True)
