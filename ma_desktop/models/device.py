"""Equipment that can be booked."""

from __future__ import annotations

from peewee import BooleanField, TextField

from ma_desktop.models.base import Resource


class Device(Resource):
    RESOURCE = "Device"

    name = TextField()
    active = BooleanField(default=True)
