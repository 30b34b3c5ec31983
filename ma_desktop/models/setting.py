"""Settings of the practice and of each user."""

from __future__ import annotations

from peewee import IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import InstantField, JsonField


class Setting(Resource):
    """``user`` is 0 for the practice's own. ``approved_by``/``approved_at``: the provider who said yes to this value."""

    RESOURCE = "Basic"

    key = TextField()
    user = IntegerField(default=0)
    value = JsonField(null=True)
    approved_by = IntegerField(null=True)
    approved_at = InstantField(null=True)

    class Meta:
        indexes = ((("key", "user"), True),)
