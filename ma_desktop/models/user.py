"""People who work at the desk."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.practitioner import Practitioner


class User(Resource):
    """A person with a log-in of their own; ids and log-in names are never used again."""

    RESOURCE = "Person"

    login = TextField(unique=True)
    name = TextField()
    credential = TextField(default="")
    role = TextField()
    practitioner = ForeignKeyField(Practitioner, null=True)
    pin_hash = TextField(null=True)
    active = BooleanField(default=True)
