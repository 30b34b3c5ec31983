"""Open loops."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField, JsonField
from ma_desktop.models.patient import Patient


class Task(Resource):
    """``priority``: FHIR routine, urgent, asap, stat. ``owner_role`` or ``owner`` (user id) has it.

    ``description`` may stand on boards, lists and pages; ``reason`` (FHIR ``reasonCode``) only in the answer of who may see the chart. ``input``:
    what was done about it, one ``{at, by, what, words}`` each. ``focus``: id of the row it is about, where ``kind`` names the table.
    """

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
    reason = TextField(default="")
    input = JsonField(null=True)
    focus = IntegerField(null=True)
