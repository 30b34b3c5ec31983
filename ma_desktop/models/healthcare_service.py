"""Kinds of visit that can be booked."""

from __future__ import annotations

from peewee import BooleanField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.fields import JsonField


class HealthcareService(Resource):
    """``overlap``: ``hard``, ``ask`` or ``free`` (may it be booked over another).

    ``vitals``: keys of the vital signs this kind of visit needs; ``copay``: whether a copay is due.
    """

    RESOURCE = "HealthcareService"

    name = TextField()
    minutes = IntegerField(default=20)
    tone = TextField(default="accent")
    overlap = TextField(default="ask")
    vitals = JsonField(default=list)
    copay = BooleanField(default=True)
    active = BooleanField(default=True)
