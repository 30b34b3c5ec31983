"""Open loops."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class Task(Resource):
    """``priority``: FHIR routine, urgent, asap, stat. ``owner_role`` or ``owner`` (user id) has it."""

    RESOURCE = "Task"

    patient = ForeignKeyField(Patient, null=True, backref="tasks")
    encounter = ForeignKeyField(Encounter, null=True, backref="tasks")
    kind = TextField(default="other")
    description = TextField()
    next_action = TextField(default="")
    status = TextField(default="requested", index=True)
    priority = TextField(default="routine")
    owner_role = TextField(default="")
    owner = IntegerField(null=True)
    due_at = InstantField(null=True, index=True)
    done_at = InstantField(null=True)
    outcome = TextField(default="")
