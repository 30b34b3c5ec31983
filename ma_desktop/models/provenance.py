"""What each step changed, row by row: the versions of the record, and what Undo reads."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from ma_desktop.models.base import Table
from ma_desktop.models.fields import InstantField, JsonField


class Provenance(Table):
    """``step`` is ``audit_event.seq``; ``before``/``after`` hold only the columns that changed, as stored.

    ``activity``: ``CREATE`` or ``UPDATE`` (HL7 v3 data operation codes).
    """

    RESOURCE = "Provenance"

    id = AutoField()
    step = IntegerField(index=True)
    resource = TextField()
    row = IntegerField()
    version = IntegerField()
    activity = TextField()
    before = JsonField(null=True)
    after = JsonField(null=True)
    at = InstantField()
    by = IntegerField(null=True)

    class Meta:
        indexes = ((("resource", "row"), False),)
