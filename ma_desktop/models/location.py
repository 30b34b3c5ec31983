"""Rooms and places of the practice."""

from __future__ import annotations

from peewee import BooleanField, IntegerField, TextField

from ma_desktop.models.base import Resource


class Location(Resource):
    """``state``: ``clean``, ``occupied`` or ``dirty``."""

    RESOURCE = "Location"

    name = TextField()
    position = IntegerField(default=0)
    state = TextField(default="clean")
    active = BooleanField(default=True)
