"""When the practice is open, and what is kept free."""

from __future__ import annotations

from peewee import BooleanField, ForeignKeyField, IntegerField, TextField

from ma_desktop.models.base import Resource
from ma_desktop.models.device import Device
from ma_desktop.models.fields import DayField, InstantField
from ma_desktop.models.location import Location
from ma_desktop.models.practitioner import Practitioner


class Schedule(Resource):
    """One span of the weekly template: ``weekday`` 0 is Monday; ``opens``/``closes`` are local ``HH:MM``.

    ``kind``: ``open``, ``block`` (lunch, meeting), ``hold`` (same-day slots, released ``release_minutes`` before
    they begin) or ``wave`` (``capacity`` patients at its beginning). Without a practitioner it is for the whole practice.
    ``valid_from``/``valid_until`` are inclusive; ``None`` is open.
    """

    RESOURCE = "Schedule"

    practitioner = ForeignKeyField(Practitioner, null=True)
    location = ForeignKeyField(Location, null=True)
    weekday = IntegerField()
    opens = TextField()
    closes = TextField()
    kind = TextField(default="open")
    label = TextField(default="")
    capacity = IntegerField(default=1)
    release_minutes = IntegerField(null=True)
    valid_from = DayField(null=True)
    valid_until = DayField(null=True)


class Slot(Resource):
    """One dated exception from the template: ``kind`` ``closed`` (holiday, vacation), ``block``, ``hold`` or ``open``.

    ``release_at``: when a hold opens by itself; ``released_at``: when somebody opened it before.
    """

    RESOURCE = "Slot"

    practitioner = ForeignKeyField(Practitioner, null=True)
    location = ForeignKeyField(Location, null=True)
    device = ForeignKeyField(Device, null=True)
    kind = TextField(default="block")
    start = InstantField(index=True)
    minutes = IntegerField()
    label = TextField(default="")
    release_at = InstantField(null=True)
    released_at = InstantField(null=True)
    active = BooleanField(default=True)
