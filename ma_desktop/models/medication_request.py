"""Medicines a patient takes or took."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import InstantField
from ma_desktop.models.patient import Patient


class MedicationRequest(Resource):
    """``taking``: what the patient says (``taking``, ``not-taking``, ``differently``, ``unknown``).

    ``taking_note``: how differently, in the patient's words. ``intent``: FHIR; ``proposal`` is what an MA wrote down
    and no provider confirmed yet, ``None`` an order. ``dose``: the whole direction in plain words; ``amount``, ``route``, ``frequency``: its parts as
    understood; ``original``: as it was typed. ``last_taken``, ``source`` (bottle, list, pharmacy, patient, caregiver): as told at ``asked_at``. ``change``: what this visit changed (``new``, ``changed``, ``stopped``, ``same``) and ``changed_in`` which visit.
    """

    RESOURCE = "MedicationRequest"

    patient = ForeignKeyField(Patient, backref="medications")
    encounter = ForeignKeyField(Encounter, null=True)
    system = TextField(default="rxnorm")
    code = TextField(default="")
    display = TextField()
    dose = TextField(default="")
    amount = TextField(default="")
    route = TextField(default="")
    frequency = TextField(default="")
    original = TextField(default="")
    last_taken = TextField(default="")
    prescriber = TextField(default="")
    source = TextField(default="")
    asked_at = InstantField(null=True)
    reason = TextField(default="")
    status = TextField(default="active")
    taking = TextField(default="unknown")
    taking_note = TextField(null=True)
    intent = TextField(null=True)
    change = TextField(default="")
    change_note = TextField(default="")
    changed_in = ForeignKeyField(Encounter, null=True, backref="medicine_changes")
    authored_at = InstantField()
    ended_at = InstantField(null=True)
