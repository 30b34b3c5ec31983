"""Half-typed forms."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from ma_desktop.models.base import Table
from ma_desktop.models.fields import InstantField, JsonField


class Draft(Table):
    """One form of one user for one patient: a questionnaire response still in progress.

    ``patient`` and ``encounter`` are 0 when the form has none, so that the unique index holds.
    """

    RESOURCE = "QuestionnaireResponse"

    id = AutoField()
    form = TextField()
    user = IntegerField()
    patient = IntegerField(default=0)
    encounter = IntegerField(default=0)
    fields = JsonField()
    focus_field = TextField(default="")
    saved_at = InstantField()

    class Meta:
        indexes = ((("form", "user", "patient", "encounter"), True),)
