"""Providers, of this practice and of imported histories."""

from __future__ import annotations

from peewee import BooleanField, TextField

from ma_desktop.models.base import Resource


class Practitioner(Resource):
    """``own``: sees patients in this practice and has a column in the schedule."""

    RESOURCE = "Practitioner"

    family = TextField()
    given = TextField(default="")
    credential = TextField(default="")
    specialty = TextField(default="")
    npi = TextField(default="")
    own = BooleanField(default=False)
    active = BooleanField(default=True)
