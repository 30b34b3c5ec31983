"""What waits to leave the office."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.appointment import Appointment
from ma_desktop.models.base import Resource
from ma_desktop.models.fields import InstantField, JsonField
from ma_desktop.models.patient import Patient


class OutboxItem(Resource):
    """``route``: name of the file in ``services/messages/routes`` (email, call-sheet, card). ``status``: waiting, sending,
    unclear, sent, failed, cancelled, printed. ``key`` is unique: the same thing is never queued twice.

    ``payload``: what is sent, the least that does the job; emptied when it was delivered. ``message_id``: fixed before the
    first try, so that a repeated try is recognized. ``proof``: the server's own words of acceptance. ``unclear``: the
    power or the line went after it was handed over and before the answer: a person decides. ``attempts``: tries so far.
    """

    RESOURCE = "Communication"

    key = TextField(unique=True)
    route = TextField(index=True)
    kind = TextField(default="reminder")
    patient = ForeignKeyField(Patient, null=True)
    appointment = ForeignKeyField(Appointment, null=True)
    title = TextField(default="")
    recipient = TextField(default="")
    payload = JsonField(default=dict)
    status = TextField(default="waiting", index=True)
    message_id = TextField(default="")
    attempts = IntegerField(default=0)
    not_before = InstantField(null=True)
    expires_at = InstantField(null=True)
    last_error = TextField(default="")
    proof = TextField(default="")
    answer = TextField(default="")
    queued_at = InstantField()
    sent_at = InstantField(null=True)
