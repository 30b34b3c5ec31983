"""What every table of the record shares."""

from __future__ import annotations

from typing import Any, ClassVar

from peewee import AutoField, DatabaseProxy, IntegerField, Model, ModelSelect, TextField
from peewee import Table as Columns

from ma_desktop.models.fields import InstantField

#: Bound to the open record by whoever opens it; one process has one record at a time.
database = DatabaseProxy()


#: Peewee gives rows their attributes at run time (``patient_id``, back references), which no type checker follows.
_Model: Any = Model
#: Runs whose rows everybody may see; the others are under way, stopped or undone.
_RUNS: Any = Columns("import_run", ("id", "status"))
_COMPLETED: Any = _RUNS.select(_RUNS.id).where(_RUNS.status == "completed")
_Select: Any = ModelSelect


class WholeRows(_Select):
    """A select of every column, whose list of columns is written in one go.

    Peewee asks each of some thirty columns for its SQL at every query: three quarters of the time of reading a chart.
    """

    def __sql_selection__(self, ctx: Any, is_subquery: bool = False) -> Any:
        meta = self.model._meta
        if is_subquery or not self._is_default or len(self._returning) != len(meta.sorted_fields):
            return super().__sql_selection__(ctx, is_subquery)
        alias = ctx.alias_manager[meta.table]
        return ctx.literal(", ".join([f'"{alias}"."{field.column_name}"' for field in meta.sorted_fields]))


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
        return cls.error_at.is_null() & (cls.import_run.is_null() | cls.import_run.in_(_COMPLETED))

    @classmethod
    def standing(cls) -> Any:
        """All rows that stand."""
        return cls.select().where(cls.stands())
