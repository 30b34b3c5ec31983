"""Bulk imports."""

from __future__ import annotations

from peewee import TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import InstantField, JsonField


class ImportRun(Resource):
    """``status``: in-progress, completed, stopped, undone. ``taken``: {resource: count}."""

    RESOURCE = "Task"

    kind = TextField()
    source = TextField(default="")
    status = TextField(default="in-progress")
    taken = JsonField(default=dict)
    refused = JsonField(default=list)
    ended_at = InstantField(null=True)
