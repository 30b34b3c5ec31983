"""Numbers that patients, encounters and others carry elsewhere."""

from __future__ import annotations

from peewee import BlobField, IntegerField, TextField

from ma_desktop.models.base import Resource, Table


class Identifier(Resource):
    """``resource`` names the FHIR resource, ``row`` its ``id`` in that table."""

    RESOURCE = "Identifier"

    resource = TextField()
    row = IntegerField()
    system = TextField()
    value = TextField(index=True)

    class Meta:
        indexes = ((("resource", "row"), False),)


class ImportIdentity(Table):
    """What an import has already brought: ``key`` is a digest of source system, kind, content and ordinal.

    ``row`` is the id in the table of its kind, ``run`` is ``import_run.id``.
    """

    RESOURCE = "Provenance"

    key = BlobField(primary_key=True)
    row = IntegerField()
    run = IntegerField()

    class Meta:
        without_rowid = True
