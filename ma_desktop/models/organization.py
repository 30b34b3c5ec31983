"""The practice itself and the payers."""

from __future__ import annotations

from peewee import BooleanField, TextField

from ma_desktop.models.base import Resource


class Organization(Resource):
    """``kind``: ``prov`` (the practice or another provider organization) or ``pay`` (an insurer)."""

    RESOURCE = "Organization"

    kind = TextField(index=True)
    own = BooleanField(default=False)
    name = TextField()
    address = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    postal_code = TextField(default="")
    phone = TextField(default="")
    npi = TextField(default="")
    tax_id = TextField(default="")
    payer_id = TextField(default="")
