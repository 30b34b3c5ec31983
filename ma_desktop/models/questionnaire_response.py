"""Screenings that were asked, filled in, measured or refused."""

from __future__ import annotations

from peewee import ForeignKeyField, IntegerField, TextField

from ma_desktop.models.attachment import Attachment
from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField, JsonField
from ma_desktop.models.patient import Patient


class QuestionnaireResponse(Resource):
    """``tool``: key of ``domain.screening_tools``; ``status``: FHIR R4 (``stopped`` when the whole of it was refused, ``amended`` for a
    correction, which names the row it ``replaces``).

    ``source``: asked, paper, proxy; ``proxy`` names who answered instead of the patient. ``answers``: item key → value, ``null`` when
    nobody answered; ``refused``: keys of items the patient would not answer. ``score`` and ``band`` only when complete; ``result``: of a
    measured or licensed tool, as typed. ``observations``: ids of the Observations that the score became. ``reason``: why it was refused or
    corrected.
    """

    RESOURCE = "QuestionnaireResponse"

    patient = ForeignKeyField(Patient)
    encounter = ForeignKeyField(Encounter, null=True)
    tool = TextField()
    tool_version = TextField(default="1")
    language = TextField(default="en")
    status = TextField(default="completed")
    source = TextField(default="asked")
    proxy = TextField(default="")
    answers = JsonField(default=dict)
    refused = JsonField(default=list)
    score = IntegerField(null=True)
    band = TextField(default="")
    result = TextField(default="")
    positive = IntegerField(null=True)
    authored_at = InstantField()
    replaces = IntegerField(null=True)
    attachment = ForeignKeyField(Attachment, null=True)
    observations = JsonField(default=list)
    reason = TextField(default="")
