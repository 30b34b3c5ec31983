"""Measurements, results and answers."""

from __future__ import annotations

from peewee import FloatField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField, JsonField
from ma_desktop.models.patient import Patient


class Observation(Resource):
    """``code`` is LOINC; ``value`` in ``unit`` (UCUM); ``original`` is what was typed, as typed.

    ``component_of`` is the id of the row that stands for the whole of a FHIR Observation of several components
    (for a blood pressure its systolic half). ``panel`` groups rows of one act (both halves of a blood pressure, one set of vitals);
    ``replaces`` is the id of the row that this one corrects; ``asked`` keeps the question and the
    answer when an unlikely value was confirmed; ``parts``: what a social history answer is made of (packs a day, years) by our own names;
    ``status`` is ``preliminary`` until a provider confirms such an answer; ``absent_reason`` when it was refused or not done.
    """

    RESOURCE = "Observation"

    patient = ForeignKeyField(Patient, index=False)
    encounter = ForeignKeyField(Encounter, null=True)
    category = TextField(default="vital-signs")
    code = TextField()
    display = TextField(default="")
    value = FloatField(null=True)
    value_text = TextField(null=True)
    unit = TextField(default="")
    original = TextField(default="")
    effective_at = InstantField()
    status = TextField(default="final")
    panel = IntegerField(null=True)
    component_of = IntegerField(null=True)
    reading = IntegerField(default=1)
    replaces = IntegerField(null=True)
    method = JsonField(null=True)
    asked = JsonField(null=True)
    parts = JsonField(null=True)
    absent_reason = TextField(default="")
    interpretation = TextField(default="")

    class Meta:
        indexes = ((("patient", "code", "effective_at"), False),)
