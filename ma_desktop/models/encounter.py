"""Visits, and the stages each went through."""

from __future__ import annotations

from peewee import SQL, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.appointment import Appointment
from ma_desktop.models.base import Resource
from ma_desktop.models.fields import InstantField, JsonField
from ma_desktop.models.healthcare_service import HealthcareService
from ma_desktop.models.location import Location
from ma_desktop.models.patient import Patient
from ma_desktop.models.practitioner import Practitioner


class Encounter(Resource):
    """One visit. ``stage`` is the desk's word (``domain.stages.Stage``), ``status`` the FHIR R4 code.

    ``reason_by``: user id of who took down the patient's words; empty while the reason is still the booking's. ``number``: printed on the superbill. ``next_steps``: list of instructions for the patient.
    ``follow_up``: when to come back, in words, or ``none needed``; empty means not decided. ``accompanied_by``: the adult who
    came along with a minor, ``consent_authority`` on what ground they consent. ``released_at``: when the provider let the
    visit's sensitive findings print on the patient's page.
    """

    RESOURCE = "Encounter"

    patient = ForeignKeyField(Patient, backref="encounters")
    practitioner = ForeignKeyField(Practitioner, null=True)
    appointment = ForeignKeyField(Appointment, null=True, backref="encounters")
    service = ForeignKeyField(HealthcareService, null=True)
    location = ForeignKeyField(Location, null=True)
    number = TextField(null=True)
    status = TextField(default="arrived")
    stage = TextField(default="arrived", index=True)
    class_code = TextField(default="AMB")
    type_text = TextField(default="")
    reason = TextField(default="")
    reason_by = IntegerField(null=True)
    started_at = InstantField(index=True)
    ended_at = InstantField(null=True)
    identity_checked_at = InstantField(null=True)
    identity_how = TextField(default="")
    plan = TextField(default="")
    next_steps = JsonField(default=list)
    follow_up = TextField(default="")
    signed_at = InstantField(null=True)
    signed_by = IntegerField(null=True)
    accompanied_by = TextField(default="")
    consent_authority = TextField(default="")
    released_at = InstantField(null=True)


#: Few visits ask for a return: those have an index of their own, which serves only a query that says this literally.
WANTS_RETURN = SQL("\"follow_up\" NOT IN ('', 'none needed')")
Encounter.add_index(Encounter.index(Encounter.started_at, where=WANTS_RETURN, name="encounter_follow_up"))
#: Written and not signed: an index of its own, too.
UNSIGNED = SQL('"signed_at" IS NULL AND "plan" <> \'\'')
Encounter.add_index(Encounter.index(Encounter.started_at, where=UNSIGNED, name="encounter_unsigned"))


class EncounterStatusHistory(Resource):
    """One line of Encounter.statusHistory: the visit reached ``stage`` at ``at``."""

    RESOURCE = "Encounter.statusHistory"

    encounter = ForeignKeyField(Encounter, backref="stages")
    stage = TextField()
    at = InstantField()
    reason = TextField(default="")
