"""Kinds of visit that can be booked."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.device import Device
from ma_desktop.models.fields import JsonField


class HealthcareService(Resource):
    """``overlap``: ``hard``, ``ask`` or ``free`` (may it be booked over another).

    ``vitals``: keys of the vital signs this kind of visit needs; ``copay``: whether a copay is due. ``prep``: what to have
    ready, one line each; ``screenings`` and ``forms``: names; ``room_need``: words (exam table, EKG); ``device``: equipment it takes.
    ``screens_by_age``: such a visit also asks for the screenings that are due by age; a shot or a blood draw does not.
    ``urgent``: a missed one is told to the provider and called back about first.
    """

    RESOURCE = "HealthcareService"

    name = TextField()
    minutes = IntegerField(default=20)
    tone = TextField(default="accent")
    overlap = TextField(default="ask")
    vitals = JsonField(default=list)
    copay = BooleanField(default=True)
    prep = JsonField(default=list)
    screenings = JsonField(default=list)
    screens_by_age = BooleanField(default=True)
    forms = JsonField(default=list)
    room_need = TextField(default="")
    device = ForeignKeyField(Device, null=True)
    urgent = BooleanField(default=False)
    active = BooleanField(default=True)
