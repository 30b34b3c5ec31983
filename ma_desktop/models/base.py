"""What every table of the record shares."""

from __future__ import annotations

from typing import Any, ClassVar

from peewee import AutoField, DatabaseProxy, IntegerField, Model, TextField

from ma_desktop.models.fields import InstantField
from ma_desktop.models.whole_rows import Stands, WholeRows, by_key, key_asked

#: Bound to the open record by whoever opens it; one process has one record at a time.
database = DatabaseProxy()


#: Peewee gives rows their attributes at run time (``patient_id``, back references), which no type checker follows.
_Model: Any = Model


class Table(_Model):
    """Any table. ``RESOURCE`` names the FHIR R4 resource it stands for."""

    RESOURCE: ClassVar[str] = ""

    class Meta:
        database = database
        legacy_table_names = False

    @classmethod
    def select(cls, *fields: Any) -> Any:
        """Without ``fields``: whole rows."""
        return super().select(*fields) if fields else WholeRows(cls, cls._meta.sorted_fields, is_default=True)

    @classmethod
    def get(cls, *query: Any, **filters: Any) -> Any:
        """One row; by its key, as every foreign key asks, without building a statement."""
        key = None if filters else key_asked(cls, query)
        return super().get(*query, **filters) if key is None else by_key(cls, key)


class Resource(Table):
    """A row of the practice's record: never deleted, versioned, and marked when it was an error.

    ``version`` starts at 1 and rises with every change; an update names the version it saw.
    ``recorded_by`` is ``user.id``; ``import_run`` is ``import_run.id`` for rows that an import brought.
    """

    id = AutoField()
    version = IntegerField(default=1)
    recorded_at = InstantField()
    recorded_by = IntegerField(null=True)
    import_run = IntegerField(null=True)
    error_at = InstantField(null=True)
    error_by = IntegerField(null=True)
    error_reason = TextField(null=True)

    @classmethod
    def stands(cls) -> Any:
        """The condition that nobody marked the row as entered in error, and no import that brought it is unfinished
        or undone.

        So a whole import appears, or goes again, with the one change of its ``ImportRun.status``.
        """
        return Stands(cls)

    @classmethod
    def standing(cls) -> Any:
        """All rows that stand."""
        return cls.select().where(cls.stands())
