"""Settings of the practice and of each user."""

from __future__ import annotations

from peewee import IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import JsonField


class Setting(Resource):
    """``user`` is 0 for the practice's own."""

    RESOURCE = "Basic"

    key = TextField()
    user = IntegerField(default=0)
    value = JsonField(null=True)

    class Meta:
        indexes = ((("key", "user"), True),)
