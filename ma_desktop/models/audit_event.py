"""The log: who did or looked at what. Rows are chained by ``mac``; triggers refuse any change."""

from __future__ import annotations

from peewee import BlobField, IntegerField, TextField

from ma_desktop.models.base import Table
from ma_desktop.models.fields import InstantField


class AuditEvent(Table):
    """``entities``: JSON list of ``[resource, id, activity]``; ``outcome``: ok, refused, failed.

    ``undoes``, in ``entities`` of an undo step, is ``["AuditEvent", seq, "UNDO"]``.
    """

    RESOURCE = "AuditEvent"

    seq = IntegerField(primary_key=True)
    at = InstantField()
    user_id = IntegerField(null=True, index=True)
    role = TextField(default="")
    workstation = TextField(default="")
    action = TextField()
    patient_id = IntegerField(null=True, index=True)
    encounter_id = IntegerField(null=True)
    entities = TextField(default="[]")
    title = TextField(default="")
    reason = TextField(default="")
    outcome = TextField(default="ok")
    digest = TextField(default="")
    mac = BlobField()
