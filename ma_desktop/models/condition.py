"""Problems and visit diagnoses."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import Encounter
from ma_desktop.models.fields import DayField
from ma_desktop.models.patient import Patient


class Condition(Resource):
    """``category``: ``problem-list-item`` or ``encounter-diagnosis``; ``system``: ``icd10cm`` or ``snomed``.

    ``position``: order of a visit diagnosis (0 is pointer A). ``sensitive`` findings (social, abuse,
    legal) print on a patient's page only when ``released`` by the provider. ``onset_text``: the onset as
    precise as it is known (``2009``), where it was told. ``verification_status``: ``unconfirmed`` is what an MA
    wrote down and no provider confirmed yet.
    """

    RESOURCE = "Condition"

    patient = ForeignKeyField(Patient, backref="conditions")
    encounter = ForeignKeyField(Encounter, null=True, backref="conditions")
    category = TextField(default="problem-list-item")
    system = TextField(default="icd10cm")
    code = TextField(default="")
    display = TextField()
    clinical_status = TextField(default="active")
    position = IntegerField(default=0)
    onset_on = DayField(null=True)
    onset_text = TextField(default="")
    abated_on = DayField(null=True)
    sensitive = BooleanField(default=False)
    released = BooleanField(default=False)
    verification_status = TextField(default="confirmed")
    note = TextField(default="")
