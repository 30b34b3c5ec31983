"""What a patient tells about the complaint of one visit."""

from __future__ import annotations

from peewee import ForeignKeyField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import JsonField
from ma_desktop.models.patient import Patient


class PresentIllness(Resource):
    """One row a visit: the section "history of present illness" (LOINC 10164-2) of its Composition. ``answers``: keys of ``domain.story`` → words."""

    RESOURCE = "Composition.section"

    patient = ForeignKeyField(Patient)
    encounter = ForeignKeyField(Encounter, unique=True)
    answers = JsonField(default=dict)
